import { UnsupportedError } from '../errors.ts';
import type { InvokeAction } from '../flow/flow-action.ts';
import type { ApexProgramSide } from './apex-side.ts';

/** Calls invocable methods of a program: an action is named after its class. */
export function actionCaller(program: ApexProgramSide): InvokeAction {
  return (tx, action, inputs) => {
    const { annotated, callJson } = program;
    if (!annotated || !callJson) throw new UnsupportedError(`the Apex action ${action}`);
    const method = annotated.call(program, 'invocablemethod').find(({ owner }) => owner.name.toLowerCase() === action.toLowerCase());
    if (!method) throw new UnsupportedError(`the Apex action ${action}: no class of this name has an invocable method`);
    const given = method.params[0]?.args[0]?.decl?.platform === false ? inputs : inputs.map((input) => Object.values(input)[0] ?? null);
    const answer: unknown = JSON.parse(callJson.call(program, tx, method.owner.name, method.name, method.params.length ? [given] : []));
    return Array.isArray(answer) ? answer : [];
  };
}
