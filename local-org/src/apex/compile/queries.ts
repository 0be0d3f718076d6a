import { checkQuery, resultOf } from '../../soql/check.ts';
import type { Expression, SoqlNode } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { compileExpression } from './dispatch.ts';
import type { Compiled } from './value.ts';

/** `[SELECT …]`: the query goes into the code as JSON, its binds are evaluated each time. */
export function compileSoql(body: Body, node: SoqlNode): Compiled {
  const { unit } = body;
  for (const problem of checkQuery(node.query, unit.program.schema)) unit.error(node.at, problem.message);
  const binds = node.binds.map((bind) => compileExpression(body, bind).code);
  const query = unit.constant('Q', `$.query(${JSON.stringify(JSON.stringify(node.query))})`);
  const result = resultOf(node.query);
  const { universe } = unit;
  if (result === 'count') return { code: `$.count(${query},[${binds.join(',')}],${body.sharing})`, type: universe.integer, nonNull: true };
  const name = result === 'aggregate' ? 'AggregateResult' : result.object;
  const record = universe.sobject(name) ?? universe.sobject('SObject')!;
  const type = universe.list(record);
  return { code: `$.rows(${query},[${binds.join(',')}],${unit.type(type)},${body.sharing})`, type, rows: true, nonNull: true };
}

/** `[FIND … RETURNING …]`: a list of records for each object. */
export function compileSosl(body: Body, node: Extract<Expression, { kind: 'sosl' }>): Compiled {
  const { unit } = body;
  const binds = node.binds.map((bind) => compileExpression(body, bind).code);
  const search = unit.constant('Q', `$.query(${JSON.stringify(JSON.stringify(node.query))})`);
  const { universe } = unit;
  return { code: `$.search(${search},[${binds.join(',')}])`, type: universe.list(universe.list(universe.sobject('SObject')!)), nonNull: true };
}
