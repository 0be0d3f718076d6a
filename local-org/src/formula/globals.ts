import type { FieldDefinition, Schema, SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import { FormulaCompileError } from './formula-error.ts';
import type { CompiledNode } from './formula-type.ts';
import { formulaTypeOf } from './formula-type.ts';

/** The objects whose one relevant record a global variable stands for. */
const RECORDS: Readonly<Record<string, string>> = { $USER: 'User', $PROFILE: 'Profile', $ORGANIZATION: 'Organization', $USERROLE: 'UserRole' };

/** A global variable: `$User.Id`, `$Setup.Billing__c.Rate__c`, `$CustomMetadata.Tax__mdt.DE.Rate__c`, `$Label.Greeting`… */
export function compileGlobal(path: readonly string[], schema: Schema, at: number, credentials = false): CompiledNode {
  const kind = path[0]!.toUpperCase();
  const object = RECORDS[kind];
  if (object) return fieldNode(path, schema.find(object), path[1], at);
  if (kind === '$SETUP') return fieldNode(path, schema.find(path[1] ?? ''), path[2], at);
  if (kind === '$CUSTOMMETADATA') return fieldNode(path, schema.find(path[1] ?? ''), path[3], at);
  if (kind === '$LABEL') return { type: 'text', run: (context) => context.readGlobal(path) };
  if (kind === '$CREDENTIAL' && credentials) return { type: 'text', run: (context) => context.readGlobal(path) };
  if (kind === '$PERMISSION') return { type: 'boolean', run: (context) => context.readGlobal(path) === true };
  throw new FormulaCompileError(`The local org does not support the global variable ${path.join('.')}.`, at);
}

function fieldNode(path: readonly string[], type: SObjectType | undefined, name: string | undefined, at: number): CompiledNode {
  const field: FieldDefinition | undefined = type && name !== undefined ? fieldOf(type, name) : undefined;
  const formulaType = field && formulaTypeOf(field);
  if (!formulaType) throw new FormulaCompileError(`Field ${path.join('.')} does not exist. Check spelling.`, at);
  return { type: formulaType, run: (context) => context.readGlobal(path) };
}
