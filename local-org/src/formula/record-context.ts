import type { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import type { FieldPath, FormulaContext } from './formula-type.ts';

/** Computes formulas over records in memory, without an org: parents are those that the record holds. */
export function recordContext(record: SObject, options: { prior?: SObject; isNew?: boolean; now?: () => number; globals?: (path: readonly string[]) => Value } = {}): FormulaContext {
  return {
    read: (path) => readRecord(record, path),
    readPrior: (path) => readRecord(options.prior ?? record, path),
    isNew: options.isNew ?? false,
    readGlobal: options.globals ?? (() => null),
    now: options.now ?? (() => Date.now()),
  };
}

function readRecord(record: SObject, path: FieldPath): Value {
  let current: SObject | null = record;
  for (const step of path.steps) current = current?.parents.get(step.relationshipName!) ?? null;
  return current?.get(path.field.name) ?? null;
}
