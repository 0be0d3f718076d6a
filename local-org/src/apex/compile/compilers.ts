import type { Compilers } from './dispatch.ts';
import { chainOf, entityOf, expressionOf } from './expressions.ts';
import { statementOf } from './statements.ts';

/** The visitors of Apex. */
export const compilers: Compilers = { expression: expressionOf, chain: chainOf, entity: entityOf, statement: statementOf };
