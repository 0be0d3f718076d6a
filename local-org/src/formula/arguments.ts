import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import { FormulaCompileError } from './formula-error.ts';
import type { CompiledNode, FormulaContext, FormulaType } from './formula-type.ts';
import { typeName } from './formula-type.ts';

/** Compiles one function call from its compiled arguments. */
export type FormulaFunction = (args: readonly CompiledNode[], call: { readonly name: string; readonly at: number }) => CompiledNode;

type Call = { readonly name: string; readonly at: number };

/** Checks the number of arguments. */
export function expectCount(args: readonly CompiledNode[], call: Call, least: number, most = least): void {
  if (args.length >= least && args.length <= most) return;
  const expected = args.length < least ? least : most;
  throw new FormulaCompileError(`Incorrect number of parameters for function '${call.name}()'. Expected ${expected}, received ${args.length}`, call.at);
}

/** Checks the type of one argument. */
export function expectType(arg: CompiledNode, call: Call, ...types: readonly FormulaType[]): void {
  if (arg.type === 'null' || types.includes(arg.type)) return;
  if (arg.type === 'picklist' && arg.path) throw picklistProblem(arg.path.field.name, call.at);
  const expected = types.map(typeName).join(', ');
  throw new FormulaCompileError(`Incorrect parameter type for function '${call.name}()'. Expected ${expected}, received ${typeName(arg.type)}`, call.at);
}

export function picklistProblem(field: string, at: number): FormulaCompileError {
  return new FormulaCompileError(`Field ${field} is a picklist field. Picklist fields are only supported in certain functions.`, at);
}

/** A function over values of fixed types that is null whenever one of its arguments is. */
export function strict(result: FormulaType, types: readonly FormulaType[], compute: (...values: never[]) => Value): FormulaFunction {
  return (args, call) => {
    expectCount(args, call, types.length);
    args.forEach((arg, i) => expectType(arg, call, types[i]!));
    return { type: result, run: (context) => applyStrict(args, context, compute) };
  };
}

function applyStrict(args: readonly CompiledNode[], context: FormulaContext, compute: (...values: never[]) => Value): Value {
  const values: Value[] = [];
  for (const arg of args) {
    const value = arg.run(context);
    if (value === null) return null;
    values.push(value);
  }
  return compute(...(values as never[]));
}

/** The number of an integer or decimal value. */
export function decimalOf(value: Value): Decimal | null {
  if (value === null || value instanceof Decimal) return value;
  return Decimal.fromNumber(Number(value));
}

/** A text, with null for the empty one. */
export function textOf(value: Value): string {
  return value === null ? '' : String(value);
}

export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** Whether two values are the same in number, instant or text. */
export function sameValue(a: Value, b: Value): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return a.equals(b);
  if (a instanceof DateValue && b instanceof DateValue) return a.days === b.days;
  if (a instanceof DatetimeValue && b instanceof DatetimeValue) return a.ms === b.ms;
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) return String(a) === String(b);
  return a === b;
}
