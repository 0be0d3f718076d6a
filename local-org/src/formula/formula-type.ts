import type { FieldDefinition } from '../schema/sobject-type.ts';
import type { Value } from '../values/value.ts';

/** Types a formula computes with. `null` is the type of the literal NULL, which fits everywhere. */
export type FormulaType = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'null';

const NAMES: Readonly<Record<FormulaType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  null: 'Null',
};

/** The name that the platform's messages use. */
export function typeName(type: FormulaType): string {
  return NAMES[type];
}

/** The type in which a formula sees a field; undefined for kinds that no formula can read. */
export function formulaTypeOf(field: FieldDefinition): FormulaType | undefined {
  switch (field.type) {
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
    case 'picklist':
    case 'multipicklist':
      return field.type;
    case 'integer':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'address':
      return undefined;
    default:
      return 'text';
  }
}

/** A field that a formula reads: the lookups to follow, then the field. */
export interface FieldPath {
  readonly steps: readonly FieldDefinition[];
  readonly field: FieldDefinition;
}

/** What a formula asks for while it is computed. */
export interface FormulaContext {
  read(path: FieldPath): Value;
  /** The value before this save; that of the record itself when it is new. */
  readPrior(path: FieldPath): Value;
  /** Whether the record is being inserted. */
  readonly isNew: boolean;
  /** `['$User', 'Id']`, `['$Label', 'Greeting']`… */
  readGlobal(path: readonly string[]): Value;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A part of a formula, ready to be computed. */
export interface CompiledNode {
  readonly type: FormulaType;
  readonly run: (context: FormulaContext) => Value;
  /** Set when the node is nothing but a field. */
  readonly path?: FieldPath;
  /** Set when the node is a literal text. */
  readonly literal?: string;
}
