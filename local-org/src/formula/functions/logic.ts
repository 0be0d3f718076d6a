import type { Value } from '../../values/value.ts';
import type { FormulaFunction } from '../arguments.ts';
import { expectCount, expectType, picklistProblem, sameValue, textOf } from '../arguments.ts';
import { FormulaCompileError } from '../formula-error.ts';
import type { CompiledNode, FormulaType } from '../formula-type.ts';
import { typeName } from '../formula-type.ts';

const and: FormulaFunction = (args, call) => {
  expectCount(args, call, 1, Infinity);
  for (const arg of args) expectType(arg, call, 'boolean');
  return { type: 'boolean', run: (context) => args.every((arg) => arg.run(context) === true) };
};

const or: FormulaFunction = (args, call) => {
  expectCount(args, call, 1, Infinity);
  for (const arg of args) expectType(arg, call, 'boolean');
  return { type: 'boolean', run: (context) => args.some((arg) => arg.run(context) === true) };
};

const not: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  const arg = args[0]!;
  expectType(arg, call, 'boolean');
  return {
    type: 'boolean',
    run: (context) => {
      const value = arg.run(context);
      return value === null ? null : value !== true;
    },
  };
};

/** A condition that is null counts as false. */
const ifFunction: FormulaFunction = (args, call) => {
  expectCount(args, call, 3);
  const [condition, yes, no] = args as readonly [CompiledNode, CompiledNode, CompiledNode];
  expectType(condition, call, 'boolean');
  return { type: commonType([yes, no], call), run: (context) => (condition.run(context) === true ? yes.run(context) : no.run(context)) };
};

const caseFunction: FormulaFunction = (args, call) => {
  if (args.length < 4 || args.length % 2 !== 0) throw new FormulaCompileError(`Incorrect number of parameters for function 'CASE()'. Expected ${args.length + 1}, received ${args.length}`, call.at);
  const [subject, ...rest] = args as [CompiledNode, ...CompiledNode[]];
  const otherwise = rest.pop()!;
  const pairs = rest.flatMap((value, i) => (i % 2 === 0 ? [[value, rest[i + 1]!] as const] : []));
  const subjectType = textual(subject.type) ? 'text' : subject.type;
  for (const [value] of pairs) expectType(value, call, subjectType);
  const type = commonType([...pairs.map(([, result]) => result), otherwise], call);
  return {
    type,
    run: (context) => {
      const value = subject.run(context);
      for (const [candidate, result] of pairs) if (matches(subjectType, value, candidate.run(context))) return result.run(context);
      return otherwise.run(context);
    },
  };
};

function matches(type: FormulaType, value: Value, candidate: Value): boolean {
  if (type === 'text') return textOf(value) === textOf(candidate);
  return value !== null && candidate !== null && sameValue(value, candidate);
}

function textual(type: FormulaType): boolean {
  return type === 'text' || type === 'picklist';
}

function commonType(nodes: readonly CompiledNode[], call: { readonly name: string; readonly at: number }): FormulaType {
  const types = new Set(nodes.filter((node) => node.type !== 'null').map((node) => node.type));
  const pick = nodes.find((node) => node.type === 'picklist' && node.path);
  if (pick) throw picklistProblem(pick.path!.field.name, call.at);
  const [first = 'null', second] = types;
  if (second === undefined) return first;
  throw new FormulaCompileError(`Incorrect parameter type for function '${call.name}()'. Expected ${typeName(first)}, received ${typeName(second)}`, call.at);
}

const isBlank: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  const arg = unzeroed(args[0]!);
  return { type: 'boolean', run: (context) => blank(arg.run(context)) };
};

/** Help, ISNULL: a text is never null, even an empty one. */
const isNull: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  const arg = unzeroed(args[0]!);
  return { type: 'boolean', run: (context) => arg.type !== 'text' && arg.run(context) === null };
};

/** A value, or another where it is missing. */
function replacing(isMissing: (found: Value, value: CompiledNode) => boolean): FormulaFunction {
  return (args, call) => {
    expectCount(args, call, 2);
    const [value, instead] = args as readonly [CompiledNode, CompiledNode];
    return {
      type: commonType([value, instead], call),
      run: (context) => {
        const found = unzeroed(value).run(context);
        return isMissing(found, value) ? instead.run(context) : found;
      },
    };
  };
}

const blankValue = replacing((found) => blank(found));

const nullValue = replacing((found, value) => found === null && value.type !== 'text');

function blank(value: Value): boolean {
  return value === null || value === '';
}

/** The functions about blanks see a field itself, not the zero that a blank counts as elsewhere. */
function unzeroed(node: CompiledNode): CompiledNode {
  const { path } = node;
  return path ? { ...node, run: (context) => context.read(path) } : node;
}

/** Help, "Formula Operators and Functions by Context": logical functions. */
export const LOGIC: Readonly<Record<string, FormulaFunction>> = {
  AND: and,
  OR: or,
  NOT: not,
  IF: ifFunction,
  CASE: caseFunction,
  ISBLANK: isBlank,
  ISNULL: isNull,
  BLANKVALUE: blankValue,
  NULLVALUE: nullValue,
};
