import { checkQuery, resultOf } from '../../soql/check.ts';
import type { SoqlNode } from '../syntax/ast.ts';
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
