import { requiredMissing } from '../dml/errors.ts';
import { ValidationRules } from '../dml/validation-rules.ts';
import { valueError } from '../dml/values.ts';
import { FormulaRuntimeError } from '../formula/formula-error.ts';
import type { FieldPath, FormulaContext } from '../formula/formula-type.ts';
import type { Component } from '../metadata/component.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import { valueOfText } from '../schema/text-value.ts';
import type { Value } from '../values/value.ts';

type Values = Record<string, Value>;

/** The custom fields of a custom metadata record: `Tax.DE` is the record DE of Tax__mdt. */
export function metadataValues(component: Component, type: SObjectType): Values {
  const row: Values = {};
  for (const field of type.fields.values()) if (field.custom && field.type === 'boolean') row[field.name] = false;
  for (const element of component.xml?.elements('values') ?? []) {
    const field = fieldOf(type, element.text('field') ?? '');
    const value = element.element('value');
    if (field && value && value.attribute('xsi:nil') !== 'true') row[field.name] = valueOfText(field, value.content);
  }
  return row;
}

/** What speaks against custom metadata records, each with the problem that the platform would name first. */
export class MetadataRecordCheck {
  private readonly schema: OrgSchema;
  private readonly rules: ValidationRules | undefined;

  /** Rules that do not compile are reported elsewhere; then no rule is run here. */
  constructor(schema: OrgSchema, rulesCompile: boolean) {
    this.schema = schema;
    this.rules = rulesCompile ? new ValidationRules(schema) : undefined;
  }

  problemOf(component: Component): string | undefined {
    const [typeName] = component.fullName.split('.');
    const type = this.schema.find(`${typeName}__mdt`);
    if (!type) return `Entity of type 'CustomObject' named '${typeName}__mdt' cannot be found`;
    const unknown = (component.xml?.elements('values') ?? []).map((element) => element.text('field') ?? '').find((name) => !fieldOf(type, name));
    if (unknown !== undefined) return `No such column '${unknown}' on ${type.name}`;
    return this.valueProblem(type, metadataValues(component, type));
  }

  private valueProblem(type: SObjectType, row: Values): string | undefined {
    const own = [...type.fields.values()].filter((field) => field.custom);
    const missing = own.filter((field) => field.required && field.type !== 'boolean' && (row[field.name] ?? null) === null);
    if (missing.length > 0) return requiredMissing(missing.map(({ name }) => name)).message;
    const wrong = own.filter(isPlain).map((field) => valueError(field, row[field.name] ?? null)).find((error) => error !== undefined);
    return wrong?.message ?? this.rules?.errorsOf(type, contextOf(row))[0]?.message;
  }
}

/** A relationship of metadata types is written by name, which is resolved once all records are there. */
function isPlain({ type }: FieldDefinition): boolean {
  return type !== 'reference';
}

function contextOf(row: Values): FormulaContext {
  const read = ({ steps, field }: FieldPath): Value => (steps.length > 0 ? beyondTheRecord() : (row[field.name] ?? null));
  return { read, readPrior: read, isNew: true, readGlobal: beyondTheRecord, now: () => Date.now() };
}

/** A rule that asks for more than the record is not run (see metadata/inert.ts). */
function beyondTheRecord(): never {
  throw new FormulaRuntimeError('A metadata record is checked by itself');
}
