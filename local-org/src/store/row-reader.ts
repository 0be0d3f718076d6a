import type { FieldPath, FormulaContext } from '../formula/formula-type.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import { NAME_TYPE } from '../schema/name-type.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import type { Value } from '../values/value.ts';
import type { FormulaFields } from './formula-fields.ts';
import type { Row, Store } from './store.ts';

const POLYMORPHIC_TYPE = NAME_TYPE.fields.get('type');

/** What formulas need besides records. */
export interface FormulaEnvironment {
  now(): number;
  readGlobal(path: readonly string[]): Value;
}

/** A row together with its object. */
export interface TypedRow {
  readonly type: SObjectType;
  readonly row: Row;
}

/** Reads fields of stored rows: follows lookups and computes formula fields. */
export class RowReader {
  private readonly store: Store;
  private readonly schema: OrgSchema;
  private readonly formulas: FormulaFields;
  private readonly environment: FormulaEnvironment;

  constructor(store: Store, schema: OrgSchema, formulas: FormulaFields, environment: FormulaEnvironment) {
    this.store = store;
    this.schema = schema;
    this.formulas = formulas;
    this.environment = environment;
  }

  read(type: SObjectType, row: Row, field: FieldDefinition): Value {
    if (field.formula !== undefined) return this.formulas.evaluate(type, field, this.contextOf(type, row));
    return row[field.name] ?? null;
  }

  /** The record that a lookup points to; null when it is empty. */
  parent(row: Row, lookup: FieldDefinition): TypedRow | null {
    const id = row[lookup.name];
    if (typeof id !== 'string') return null;
    const type = lookup.referenceTo.length === 1 ? this.schema.find(lookup.referenceTo[0]!) : this.schema.ofId(id);
    const found = type && this.store.get(type.name, id);
    return type && found ? { type, row: found } : null;
  }

  /** The value at the end of a path; null as soon as a lookup on the way is empty. */
  readPath(type: SObjectType, row: Row, { steps, field }: FieldPath): Value {
    let at: TypedRow = { type, row };
    for (const step of steps) {
      const next = this.parent(at.row, step);
      if (!next) return null;
      at = next;
    }
    return this.readNamed(at, field);
  }

  /** A field known from `Name` is looked up in the object that the record really is of. */
  readNamed({ type, row }: TypedRow, field: FieldDefinition): Value {
    // `What.Type` is the parent's object, also where that object has a field Type of its own.
    if (field === POLYMORPHIC_TYPE) return type.name;
    const own = type.fields.get(field.name.toLowerCase());
    return own ? this.read(type, row, own) : null;
  }

  /** For formulas over a row; `prior` is the row before the save that is under way. */
  contextOf(type: SObjectType, row: Row, save?: { readonly prior: Row | null }): FormulaContext {
    return {
      read: (path) => this.readPath(type, row, path),
      readPrior: (path) => this.readPath(type, save?.prior ?? row, path),
      isNew: save !== undefined && save.prior === null,
      readGlobal: (path) => this.environment.readGlobal(path),
      now: () => this.environment.now(),
    };
  }
}
