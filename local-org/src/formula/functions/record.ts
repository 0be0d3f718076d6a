import type { FormulaFunction } from '../arguments.ts';
import { expectCount, sameValue } from '../arguments.ts';
import { FormulaCompileError } from '../formula-error.ts';
import type { CompiledNode, FieldPath } from '../formula-type.ts';

const isNew: FormulaFunction = (args, call) => {
  expectCount(args, call, 0);
  return { type: 'boolean', run: (context) => context.isNew };
};

/** False for a new record. */
const isChanged: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  const path = fieldOf(args[0]!, call);
  return { type: 'boolean', run: (context) => !context.isNew && !sameValue(context.read(path), context.readPrior(path)) };
};

const priorValue: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  const path = fieldOf(args[0]!, call);
  return { type: args[0]!.type, run: (context) => context.readPrior(path) };
};

function fieldOf(arg: CompiledNode, call: { readonly name: string; readonly at: number }): FieldPath {
  if (!arg.path) throw new FormulaCompileError(`Incorrect parameter type for function '${call.name}()'. Expected Field Reference, received ${arg.type}`, call.at);
  return arg.path;
}

/** Functions about the save in progress. */
export const RECORD: Readonly<Record<string, FormulaFunction>> = { ISNEW: isNew, ISCHANGED: isChanged, PRIORVALUE: priorValue };
