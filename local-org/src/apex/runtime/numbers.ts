import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { raise, type Any } from './objects.ts';

/** Whether the value is an Integer, Long, Double or Decimal. */
export function isNumber(value: Any): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal || value instanceof DoubleValue;
}

export function toLong(value: Any): bigint | null {
  if (value === null || typeof value === 'bigint') return value;
  return BigInt(value as number);
}

export function toDouble(value: Any): DoubleValue | null {
  if (value === null || value instanceof DoubleValue) return value;
  return new DoubleValue(value instanceof Decimal ? value.toNumber() : Number(value));
}

export function toDecimal(value: Any): Decimal | null {
  if (value === null || value instanceof Decimal) return value;
  if (value instanceof DoubleValue) return doubleToDecimal(value);
  return Decimal.fromBigInt(BigInt(value));
}

/** As java.math.BigDecimal.valueOf(double): 5.0 keeps its fraction digit. */
export function doubleToDecimal(value: DoubleValue): Decimal {
  return Decimal.tryParse(value.toString()) ?? raise('System.MathException', `Cannot convert ${value.toString()} to Decimal`);
}

/** A cast between number types: fractions are cut, bits that do not fit are lost. */
export function castNumber(value: Any, to: string): Any {
  if (value === null) return null;
  if (to === 'decimal') return toDecimal(value);
  if (to === 'double') return toDouble(value);
  const whole = wholePart(value);
  return to === 'long' ? BigInt.asIntN(64, whole) : Number(BigInt.asIntN(32, whole));
}

function wholePart(value: Any): bigint {
  if (value instanceof Decimal) return value.toBigInt();
  if (value instanceof DoubleValue) return Number.isFinite(value.value) ? BigInt(Math.trunc(value.value)) : 0n;
  return BigInt(value);
}

/** Compares two numbers of any types. */
export function compareNumbers(left: Any, right: Any): number {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof DoubleValue || right instanceof DoubleValue) return compareDoubles(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0;
  return toDecimal(left)!.compareTo(toDecimal(right)!);
}

function compareDoubles(left: Any, right: Any): number {
  const [one, two] = [toDouble(left)!.value, toDouble(right)!.value];
  return one < two ? -1 : one > two ? 1 : one === two ? 0 : Number.NaN;
}

export function divideInteger(left: number, right: number): number {
  if (right === 0) raise('System.MathException', 'Divide by 0');
  return (left / right) | 0;
}

export function divideLong(left: bigint, right: bigint): bigint {
  if (right === 0n) raise('System.MathException', 'Divide by 0');
  return BigInt.asIntN(64, left / right);
}

export function divideDecimal(left: Decimal, right: Decimal): Decimal {
  if (right.isZero()) raise('System.MathException', 'Divide by 0');
  return left.divide(right);
}

export function addDouble(left: DoubleValue, right: DoubleValue): DoubleValue {
  return new DoubleValue(left.value + right.value);
}

export function subtractDouble(left: DoubleValue, right: DoubleValue): DoubleValue {
  return new DoubleValue(left.value - right.value);
}

export function multiplyDouble(left: DoubleValue, right: DoubleValue): DoubleValue {
  return new DoubleValue(left.value * right.value);
}

export function divideDouble(left: DoubleValue, right: DoubleValue): DoubleValue {
  if (right.value === 0) raise('System.MathException', 'Divide by 0');
  return new DoubleValue(left.value / right.value);
}

export function negateDouble(value: DoubleValue): DoubleValue {
  return new DoubleValue(-value.value);
}

export function shiftLong(value: bigint, operator: string, by: bigint): bigint {
  const bits = by & 63n;
  if (operator === '<<') return BigInt.asIntN(64, value << bits);
  return operator === '>>' ? value >> bits : BigInt.asIntN(64, BigInt.asUintN(64, value) >> bits);
}
