import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { compareNumbers, toDecimal, toDouble } from '../runtime/numbers.ts';
import { nullPointer, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';

function needed<T>(value: T | null): T {
  return value ?? nullPointer();
}

/** A function of doubles; it gives a Decimal where it was given one. */
function real(compute: (value: number) => number) {
  return (value: Any): Any => {
    const result = new DoubleValue(compute(toDouble(needed(value))!.value));
    if (!(value instanceof Decimal)) return result;
    return Decimal.tryParse(result.toString()) ?? raise('System.MathException', 'Not a number');
  };
}

function abs(value: Any): Any {
  if (value === null) return nullPointer();
  if (value instanceof Decimal) return value.abs();
  if (value instanceof DoubleValue) return new DoubleValue(Math.abs(value.value));
  if (typeof value === 'bigint') return BigInt.asIntN(64, value < 0n ? -value : value);
  return Math.abs(value as number) | 0;
}

function toWhole(value: Any, mode: 'CEILING' | 'FLOOR'): Any {
  if (value === null) return nullPointer();
  if (value instanceof Decimal) return value.setScale(0, mode);
  return new DoubleValue(mode === 'CEILING' ? Math.ceil((value as DoubleValue).value) : Math.floor((value as DoubleValue).value));
}

function mod(left: Any, right: Any): Any {
  if (left === null || right === null) return nullPointer();
  if (typeof left === 'bigint') return right === 0n ? raise('System.MathException', 'Divide by 0') : left % (right as bigint);
  return right === 0 ? raise('System.MathException', 'Divide by 0') : (left as number) % (right as number) | 0;
}

function halfEven(value: Any): bigint {
  return toDecimal(needed(value))!.setScale(0, 'HALF_EVEN').toBigInt();
}

/** System.Math */
export const mathBody: PlatformBody = {
  staticFields: { e: () => new DoubleValue(Math.E), pi: () => new DoubleValue(Math.PI) },
  statics: {
    abs,
    acos: real(Math.acos),
    asin: real(Math.asin),
    atan: real(Math.atan),
    atan2: (y: Any, x: Any) => {
      const result = new DoubleValue(Math.atan2(toDouble(needed(y))!.value, toDouble(needed(x))!.value));
      return y instanceof Decimal ? Decimal.parse(result.toString()) : result;
    },
    cbrt: real(Math.cbrt),
    ceil: (value: Any) => toWhole(value, 'CEILING'),
    cos: real(Math.cos),
    cosh: real(Math.cosh),
    exp: real(Math.exp),
    floor: (value: Any) => toWhole(value, 'FLOOR'),
    log: real(Math.log),
    log10: real(Math.log10),
    max: (left: Any, right: Any) => (compareNumbers(needed(left), needed(right)) >= 0 ? left : right),
    min: (left: Any, right: Any) => (compareNumbers(needed(left), needed(right)) <= 0 ? left : right),
    mod,
    pow: (base: Any, exponent: Any) => new DoubleValue(toDouble(needed(base))!.value ** toDouble(needed(exponent))!.value),
    random: () => new DoubleValue(Math.random()),
    rint: (value: Any) => (value instanceof Decimal ? value.setScale(0, 'HALF_EVEN') : new DoubleValue(Number(halfEven(value)))),
    round: (value: Any) => Number(BigInt.asIntN(32, halfEven(value))),
    roundtolong: halfEven,
    signum: (value: Any) => {
      const sign = Math.sign(toDouble(needed(value))!.value);
      return value instanceof Decimal ? Decimal.fromNumber(sign) : new DoubleValue(sign);
    },
    sin: real(Math.sin),
    sinh: real(Math.sinh),
    sqrt: real(Math.sqrt),
    tan: real(Math.tan),
    tanh: real(Math.tanh),
  },
};
