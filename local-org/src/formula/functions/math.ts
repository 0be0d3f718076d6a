import { Decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import type { FormulaFunction } from '../arguments.ts';
import { decimalOf, expectCount, expectType, strict } from '../arguments.ts';
import { FormulaRuntimeError } from '../formula-error.ts';

const ONE_NUMBER = ['number'] as const;

function extreme(better: (comparison: number) => boolean): FormulaFunction {
  return (args, call) => {
    expectCount(args, call, 1, Infinity);
    for (const arg of args) expectType(arg, call, 'number');
    return {
      type: 'number',
      run: (context) => {
        let best: Decimal | null = null;
        for (const arg of args) {
          const value = decimalOf(arg.run(context));
          if (value === null) return null;
          if (best === null || better(value.compareTo(best))) best = value;
        }
        return best;
      },
    };
  };
}

const round = strict('number', ['number', 'number'], (value: Decimal, places: Decimal) => rounded(value, Math.trunc(places.toNumber())));

function rounded(value: Decimal, places: number): Decimal {
  if (places >= 0) return value.setScale(places, 'HALF_UP');
  const unit = Decimal.fromBigInt(10n ** BigInt(-places));
  return value.divideToScale(unit, 0, 'HALF_UP').multiply(unit);
}

const mod = strict('number', ['number', 'number'], (value: Decimal, by: Decimal) => {
  if (by.isZero()) throw new FormulaRuntimeError('Division by zero');
  return value.remainder(by);
});

function real(compute: (value: number) => number): FormulaFunction {
  return strict('number', ONE_NUMBER, (value: Decimal): Value => {
    const result = compute(value.toNumber());
    if (!Number.isFinite(result)) throw new FormulaRuntimeError('The result is not a number');
    return Decimal.fromNumber(result);
  });
}

/**
 * Help, "Formula Operators and Functions by Context": math functions. FLOOR and CEILING of a negative number go towards and
 * away from zero, as the open-source formula engine of Salesforce does (github.com/salesforce/formula-engine, FunctionFloor).
 */
export const MATH: Readonly<Record<string, FormulaFunction>> = {
  ABS: strict('number', ONE_NUMBER, (value: Decimal) => value.abs()),
  CEILING: strict('number', ONE_NUMBER, (value: Decimal) => value.setScale(0, 'UP')),
  FLOOR: strict('number', ONE_NUMBER, (value: Decimal) => value.setScale(0, 'DOWN')),
  MCEILING: strict('number', ONE_NUMBER, (value: Decimal) => value.setScale(0, 'CEILING')),
  MFLOOR: strict('number', ONE_NUMBER, (value: Decimal) => value.setScale(0, 'FLOOR')),
  TRUNC: (args, call) => {
    expectCount(args, call, 1, 2);
    for (const arg of args) expectType(arg, call, 'number');
    return { type: 'number', run: (context) => decimalOf(args[0]!.run(context))?.setScale(args[1] ? (decimalOf(args[1].run(context))?.toNumber() ?? 0) : 0, 'DOWN') ?? null };
  },
  ROUND: round,
  MOD: mod,
  MAX: extreme((comparison) => comparison > 0),
  MIN: extreme((comparison) => comparison < 0),
  SQRT: real(Math.sqrt),
  EXP: real(Math.exp),
  LN: real(Math.log),
  LOG: real(Math.log10),
};
