import { UnsupportedError } from '../../errors.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import type { Value } from '../../values/value.ts';
import type { FieldExpression } from '../ast.ts';
import { DATE_FUNCTIONS } from '../functions.ts';
import type { QueryScope, ResolvedPath } from '../resolve.ts';
import { isProblem, resolvePath } from '../resolve.ts';
import { applyDateFunction } from './date-functions.ts';
import { compileDistance } from './distance.ts';
import type { Execution, RowFunction } from './execution.ts';

/** A field or function of a query, ready to be read of a row, and the field it is about. */
export interface CompiledExpression {
  readonly read: RowFunction<Value>;
  readonly field: FieldDefinition;
  /** Set for a field without functions. */
  readonly path?: ResolvedPath;
}

/** Compiles a field expression that was checked before. */
export function compileExpression(expression: FieldExpression, scope: QueryScope, execution: Execution): CompiledExpression {
  if (expression.kind === 'field') return compilePath(resolved(scope, expression.path, expression.at), scope, execution);
  if (!expression.argument) throw new UnsupportedError(`the query function ${expression.name}() here`);
  if (expression.name === 'CONVERTTIMEZONE') throw new UnsupportedError('convertTimezone() without a date function');
  const { argument } = expression;
  if (DATE_FUNCTIONS.has(expression.name)) return compileDateFunction(expression.name, argument, scope, execution);
  const inner = compileExpression(argument, scope, execution);
  if (expression.from && inner.path) return compileDistance(expression.from, inner.path, execution);
  if (expression.name === 'TOLABEL') return { field: inner.field, read: (row) => labelOf(inner.field, inner.read(row)) };
  throw new UnsupportedError(`the query function ${expression.name}()`);
}

/** Date functions look at times in GMT, inside convertTimezone() in the user's time zone; SOQL Reference, "Date Functions". */
function compileDateFunction(name: string, argument: FieldExpression, scope: QueryScope, execution: Execution): CompiledExpression {
  const isLocal = argument.kind === 'function' && argument.name === 'CONVERTTIMEZONE' && argument.argument !== null;
  const inner = compileExpression(isLocal ? argument.argument : argument, scope, execution);
  const zone = isLocal ? execution.zone : 'GMT';
  const field: FieldDefinition = name === 'DAY_ONLY' ? { ...inner.field, type: 'date' } : inner.field;
  return { field, read: (row) => applyDateFunction(name, inner.read(row), zone) };
}

/** Looks up a path that was checked before. */
export function resolved(scope: QueryScope, path: readonly string[], at: number): ResolvedPath {
  const found = resolvePath(scope, path, at);
  if (isProblem(found)) throw new Error(found.message);
  return found;
}

function compilePath(path: ResolvedPath, scope: QueryScope, { reader }: Execution): CompiledExpression {
  const { field, steps } = path;
  if (steps.length) return { path, field, read: (row) => reader.readPath(scope.type, row, path) };
  if (field.formula !== undefined) return { path, field, read: (row) => reader.read(scope.type, row, field) };
  const { name } = field;
  return { path, field, read: (row) => row[name] ?? null };
}

function labelOf(field: FieldDefinition, value: Value): Value {
  return field.picklistValues.find((each) => each.value === value)?.label ?? value;
}
