import type { Expression, Rule, Statement } from './rule.ts';

/** The body of a rule as one expression: `if (a) return b; return c;` becomes `a ? b : c`, and a local its value. */
export function decisionOf(rule: Rule): Expression {
  return decide(rule.body);
}

function decide(statements: readonly Statement[]): Expression {
  const [first, ...rest] = statements;
  if (first === undefined) throw new Error('a rule returns on every path: TypeScript checked it');
  if (first.kind === 'return') return first.value;
  if (first.kind === 'let') return decide(rest);
  const yes = decide([...first.whenTrue, ...rest]);
  const no = decide([...first.whenFalse, ...rest]);
  return { kind: 'conditional', test: first.test, yes, no, type: yes.type, nullable: yes.nullable || no.nullable, span: first.test.span };
}
