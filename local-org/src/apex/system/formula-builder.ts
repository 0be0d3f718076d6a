import { compileFormula, type CompiledFormula } from '../../formula/compile.ts';
import { FormulaCompileError, FormulaRuntimeError } from '../../formula/formula-error.ts';
import type { FieldPath, FormulaType } from '../../formula/formula-type.ts';
import { recordContext } from '../../formula/record-context.ts';
import type { FieldDefinition, FieldType, Schema, SObjectType } from '../../schema/sobject-type.ts';
import { Decimal } from '../../values/decimal.ts';
import { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import { castNumber } from '../runtime/numbers.ts';
import { nullPointer, PlatformObject, raise, type Any, type EnumValue, type SObjectTypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { session } from '../runtime/session.ts';
import type { ApexType, FieldDecl, TypeDecl } from '../types/type.ts';

const RETURN_TYPES: Readonly<Record<string, FormulaType>> = {
  BOOLEAN: 'boolean', DATE: 'date', DATETIME: 'datetime', DECIMAL: 'number', DOUBLE: 'number', ID: 'text', INTEGER: 'number', LONG: 'number', STRING: 'text', TIME: 'time',
};

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  boolean: 'boolean', integer: 'double', long: 'double', double: 'double', decimal: 'double', string: 'string', id: 'string', date: 'date', datetime: 'datetime', time: 'time',
};

/** A global class as formulas see it: its properties are fields, and those that hold records are relationships. */
function classAsObject(decl: TypeDecl): SObjectType {
  const fields = new Map<string, FieldDefinition>();
  for (let current: TypeDecl | null | undefined = decl; current && !current.platform; current = current.superType?.decl) {
    for (const [key, field] of current.fields) {
      const shown = field.static || field.access !== 'global' ? undefined : propertyField(field);
      if (shown !== undefined && !fields.has(key)) fields.set(key, shown);
    }
  }
  return { name: decl.name, label: decl.name, labelPlural: decl.name, keyPrefix: '', kind: 'standard', fields, childRelationships: [], validationRules: [] };
}

function propertyField(field: FieldDecl): FieldDefinition | undefined {
  const { sobject } = field.type;
  const type = sobject === null ? FIELD_TYPES[field.type.key] : 'reference';
  if (type === undefined) return undefined;
  return {
    name: field.name, label: field.name, type, required: false, createable: true, updateable: true, unique: false, caseSensitive: false, externalId: false,
    referenceTo: sobject === null ? [] : [sobject.name], masterDetail: false, picklistValues: [], restrictedPicklist: false, formulaTreatsBlanksAsZero: false, custom: false, scale: 18,
    ...(sobject === null ? {} : { relationshipName: field.name }),
  };
}

function withObject(schema: Schema, object: SObjectType): Schema {
  const own = object.name.toLowerCase();
  return { multiCurrency: schema.multiCurrency, find: (name) => (name.toLowerCase() === own ? object : schema.find(name)), all: () => schema.all() };
}

function contextType(builder: PlatformObject): ApexType {
  const token = builder.get('type') as SObjectTypeToken | { type: ApexType } | undefined;
  return token === undefined ? raise('System.FormulaValidationException', 'The context type of the formula is missing') : token.type;
}

function build(builder: PlatformObject): PlatformObject {
  const type = contextType(builder);
  const text = (builder.get('formula') as string | undefined) ?? raise('System.FormulaValidationException', 'The formula is missing');
  const returns = builder.get('returns') as EnumValue | undefined;
  if (type.sobject === null && type.decl?.access !== 'global') raise('System.FormulaValidationException', `The type ${type.name} must be global`);
  const { schema } = session().tx;
  const object = type.sobject ?? classAsObject(type.decl!);
  try {
    const options = { blankAsZero: builder.get('blankAsZero') === true, ...(returns ? { resultType: RETURN_TYPES[returns.name]! } : {}) };
    const formula = compileFormula(text, withObject(schema, object), object.name, options);
    return new PlatformObject('FormulaEval.FormulaInstance', [['formula', formula], ['returns', returns?.name ?? '']]);
  } catch (error) {
    if (error instanceof FormulaCompileError) return raise('System.FormulaValidationException', error.message);
    throw error;
  }
}

/** Reads a path from an object of the program: its first step is a property. */
function readPath(target: Any, path: FieldPath): Value {
  const [first, ...rest] = path.steps;
  if (first === undefined) return scalar(property(target, path.field.name));
  let record = property(target, first.relationshipName!) as SObject | null;
  for (const step of rest) record = record?.parents.get(step.relationshipName!) ?? null;
  return record?.get(path.field.name) ?? null;
}

function property(target: Any, name: string): Any {
  const key = name.toLowerCase();
  return typeof target[`g_${key}`] === 'function' ? target[`g_${key}`]() : (target[`f_${key}`] ?? null);
}

/** Formulas compute with decimals. */
function scalar(value: Any): Value {
  return typeof value === 'number' || typeof value === 'bigint' ? Decimal.fromBigInt(BigInt(value)) : (value as Value);
}

function evaluate(instance: PlatformObject, target: Any): Any {
  const formula = instance.get('formula') as CompiledFormula;
  const now = (): number => session().tx.now();
  const record = target ?? nullPointer();
  const read = (path: FieldPath): Value => readPath(record, path);
  const context = record instanceof SObject ? recordContext(record, { now }) : { read, readPrior: read, isNew: false, readGlobal: () => null, now };
  try {
    return resultOf(formula.evaluate(context), instance.get('returns') as string);
  } catch (error) {
    if (error instanceof FormulaRuntimeError) return raise('System.FormulaEvaluationException', error.message);
    throw error;
  }
}

function resultOf(value: Value, returns: string): Any {
  const numeric = ['INTEGER', 'LONG', 'DOUBLE'].includes(returns);
  return numeric ? castNumber(value, returns.toLowerCase()) : value;
}

const setter = (name: string) => (builder: PlatformObject, value: Any): PlatformObject => {
  builder.set(name, value ?? nullPointer());
  return builder;
};

/** FormulaEval.FormulaBuilder and FormulaInstance. */
export const formulaBuilderBodies: Record<string, PlatformBody> = {
  'formulaeval.formulabuilder': {
    statics: { builder: () => new PlatformObject('FormulaEval.FormulaBuilder') },
    methods: {
      withtype: setter('type'),
      withformula: setter('formula'),
      withreturntype: setter('returns'),
      treatnumericnullaszero: setter('blankAsZero'),
      withglobalvariables: setter('globals'),
      build,
    },
  },
  'formulaeval.formulainstance': { methods: { evaluate } },
};
