import { readTree } from '../../../local-org/src/metadata/read-tree.ts';
import { compileFormula } from '../../../local-org/src/formula/compile.ts';
import { recordContext } from '../../../local-org/src/formula/record-context.ts';
import { Org } from '../../../local-org/src/org.ts';
import { parseSoql } from '../../../local-org/src/soql/parse.ts';
import { DateValue } from '../../../local-org/src/values/date.ts';
import { Decimal } from '../../../local-org/src/values/decimal.ts';
import { SObject } from '../../../local-org/src/values/sobject.ts';
import type { Value } from '../../../local-org/src/values/value.ts';
import type { FieldBinding } from '../../../codegen/binding/kinds.ts';
import type { Plain } from './domain.ts';
import type { Evaluate, FormulaField } from './formula-oracles.ts';

/** An org that holds the package's objects and fields, without its Apex. */
export function orgWithObjects(): Org {
  const org = new Org();
  const files = readTree('force-app').filter(({ path }) => /\/objects\//.test(path));
  const { problems } = org.deploy(files);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return org;
}

/** The formula in the local org, over a record in memory. */
export function withLocalOrg(org: Org, object: string, formula: string, fields: readonly FormulaField[]): Evaluate {
  const compiled = compileFormula(formula, org.schema, object);
  return (facts) => compiled.evaluate(recordContext(recordOf(org, object, facts, fields))) as Plain;
}

/** A record of `object` that holds the facts, parents included. */
export function recordOf(org: Org, object: string, facts: Readonly<Record<string, Plain>>, fields: readonly FormulaField[]): SObject {
  const record = newRecord(org, object);
  for (const { fact, binding } of fields) {
    const [field = '', parent] = binding.path.split('.').toReversed();
    const holder = parent === undefined ? record : parentOf(org, record, parent);
    holder.set(field, valueOf(facts[fact.name] ?? null, binding));
  }
  return record;
}

function newRecord(org: Org, object: string): SObject {
  const type = org.schema.find(object);
  if (!type) throw new Error(`no object ${object}`);
  return new SObject(type);
}

function parentOf(org: Org, record: SObject, relationship: string): SObject {
  const known = record.parents.get(relationship);
  if (known) return known;
  const parent = newRecord(org, relationship.replace('__r', '__c'));
  record.parents.set(relationship, parent);
  return parent;
}

function valueOf(value: Plain, { kind }: FieldBinding): Value {
  if (value === null) return null;
  if (kind === 'number') return Decimal.parse(String(value));
  if (kind === 'date') return DateValue.parse(String(value));
  return value as Value;
}

/** Saves the records and returns them with the fields that a query reads, in order. */
export function saveAndRead(org: Org, records: readonly SObject[], fields: readonly string[]): SObject[] {
  return org.transact({ label: 'differential test' }, (tx) => {
    const results = tx.data.dml(tx, { operation: 'insert', records, allOrNone: true });
    const failed = results.find(({ success }) => !success);
    if (failed) throw new Error(JSON.stringify(failed.errors));
    const { query } = parseSoql(`SELECT Id, ${fields.join(', ')} FROM ${records[0]?.type.name}`);
    const found = new Map(tx.data.query(tx, query, []).records.map((record) => [record.id, record]));
    return results.map(({ id }) => found.get(id) as SObject);
  });
}
