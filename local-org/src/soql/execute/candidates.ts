import type { FieldDefinition, SObjectType } from '../../schema/sobject-type.ts';
import type { Row } from '../../store/store.ts';
import type { Condition } from '../ast.ts';
import type { QueryScope } from '../resolve.ts';
import { isProblem, resolvePath } from '../resolve.ts';
import type { Execution } from './execution.ts';
import type { Operand } from './operand.ts';
import { operandOf, operandsOf } from './operand.ts';

type Comparison = Extract<Condition, { kind: 'comparison' }>;

/** The rows that a condition can match at most: found by an index when one of its parts allows it, else all rows. */
export function candidates(condition: Condition | undefined, scope: QueryScope, execution: Execution): Iterable<Row> {
  const indexed = condition && indexedPart(condition, scope);
  if (!indexed) return execution.store.rows(scope.type.name);
  const { comparison, field } = indexed;
  const operands = comparison.operator === 'IN' ? operandsOf(comparison.value, field, execution) : [operandOf(comparison.value, field, execution)];
  const values = operands.flatMap(definite);
  if (values.length < operands.length) return execution.store.rows(scope.type.name);
  return rowsOf(scope.type, field, values, execution);
}

function definite(operand: Operand): string[] {
  return 'value' in operand && typeof operand.value === 'string' && operand.value !== '' ? [operand.value] : [];
}

function rowsOf(type: SObjectType, field: FieldDefinition, values: readonly string[], { store }: Execution): Iterable<Row> {
  const rows = new Map<string, Row>();
  for (const value of values) {
    const found = field.type === 'id' ? [store.get(type.name, value)] : store.find(type.name, field.name, value);
    for (const row of found) if (row) rows.set(row['Id'] as string, row);
  }
  return [...rows.values()].toSorted((a, b) => ((a['Id'] as string) < (b['Id'] as string) ? -1 : 1));
}

/** An equality or IN on an indexed field that every matching row must fulfil. */
function indexedPart(condition: Condition, scope: QueryScope): { comparison: Comparison; field: FieldDefinition } | undefined {
  if (condition.kind === 'and') {
    for (const each of condition.conditions) {
      const found = indexedPart(each, scope);
      if (found) return found;
    }
    return undefined;
  }
  if (condition.kind !== 'comparison' || (condition.operator !== '=' && condition.operator !== 'IN')) return undefined;
  if (condition.field.kind !== 'field' || condition.value.kind === 'query') return undefined;
  const path = resolvePath(scope, condition.field.path, condition.field.at);
  if (isProblem(path) || path.steps.length) return undefined;
  const { field } = path;
  const isIndexed = field.type === 'id' || (field.formula === undefined && (field.type === 'reference' || field.externalId || field.unique || field.name === 'Name'));
  return isIndexed ? { comparison: condition, field } : undefined;
}
