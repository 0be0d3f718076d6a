import { divideRounded, type RoundingMode } from './rounding.ts';

const DIVISION_DIGITS = 33;
const TEXT = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;
const powers: bigint[] = [1n];

/** 10 to the power of `exponent`. */
export function powerOfTen(exponent: number): bigint {
  for (let next = powers.length; next <= exponent && next <= 400; next += 1) powers.push(powers[next - 1]! * 10n);
  return powers[exponent] ?? 10n ** BigInt(exponent);
}

function digitCount(value: bigint): number {
  const text = value.toString();
  return value < 0n ? text.length - 1 : text.length;
}

/**
 * System.Decimal: an integer and a scale, so that 1.50 stays 1.50. Arithmetic gives the scales of java.math.BigDecimal.
 */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** The number written in `text`, or undefined when it is none. */
  static tryParse(text: string): Decimal | undefined {
    const match = TEXT.exec(text);
    if (match === null) return undefined;
    const [, sign, digits, exponent] = match;
    const point = digits!.indexOf('.');
    const scale = (point < 0 ? 0 : digits!.length - point - 1) - Number(exponent ?? 0);
    const magnitude = BigInt(digits!.replace('.', ''));
    return Decimal.ofScale(sign === '-' ? -magnitude : magnitude, scale);
  }

  /** The number written in `text`; a SyntaxError when it is none. */
  static parse(text: string): Decimal {
    const parsed = Decimal.tryParse(text);
    if (parsed === undefined) throw new SyntaxError(`Invalid decimal: ${text}`);
    return parsed;
  }

  /** The shortest decimal that reads back as `value`; 5 has scale 0. */
  static fromNumber(value: number): Decimal {
    return Number.isSafeInteger(value) ? new Decimal(BigInt(value), 0) : Decimal.parse(String(value));
  }

  static fromBigInt(unscaled: bigint, scale = 0): Decimal {
    return Decimal.ofScale(unscaled, scale);
  }

  private static ofScale(unscaled: bigint, scale: number): Decimal {
    return scale < 0 ? new Decimal(unscaled * powerOfTen(-scale), 0) : new Decimal(unscaled, scale);
  }

  add(other: Decimal): Decimal {
    if (this.scale === other.scale) return new Decimal(this.unscaled + other.unscaled, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    if (this.scale === other.scale) return new Decimal(this.unscaled - other.unscaled, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) - other.at(scale), scale);
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /**
   * The quotient to 33 significant digits, rounded half up; an exact quotient has the smallest scale that is at least
   * the difference of the scales. A RangeError for a division by zero.
   */
  divide(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw new RangeError('Divide by 0');
    const preferred = this.scale - other.scale;
    if (this.unscaled === 0n) return Decimal.ofScale(0n, Math.max(preferred, 0));
    let shift = DIVISION_DIGITS + digitCount(other.unscaled) - digitCount(this.unscaled);
    if (digitCount(this.shiftedQuotient(other, shift)) > DIVISION_DIGITS) shift -= 1;
    const numerator = shift > 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? other.unscaled * powerOfTen(-shift) : other.unscaled;
    const quotient = divideRounded(numerator, denominator, 'HALF_UP');
    const result = Decimal.ofScale(quotient, preferred + shift);
    return numerator % denominator === 0n ? result.strippedTo(Math.max(preferred, 0)) : result;
  }

  private shiftedQuotient(other: Decimal, shift: number): bigint {
    return shift >= 0 ? (this.unscaled * powerOfTen(shift)) / other.unscaled : this.unscaled / (other.unscaled * powerOfTen(-shift));
  }

  /** The quotient at exactly `scale` digits after the point. */
  divideToScale(other: Decimal, scale: number, mode: RoundingMode = 'HALF_UP'): Decimal {
    if (other.unscaled === 0n) throw new RangeError('Divide by 0');
    const shift = scale + other.scale - this.scale;
    const numerator = shift > 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? other.unscaled * powerOfTen(-shift) : other.unscaled;
    return Decimal.ofScale(divideRounded(numerator, denominator, mode), scale);
  }

  /** The remainder of the truncated division; its sign is that of the dividend. */
  remainder(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw new RangeError('Divide by 0');
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) % other.at(scale), scale);
  }

  pow(exponent: number): Decimal {
    return new Decimal(this.unscaled ** BigInt(exponent), this.scale * exponent);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0n ? this.negate() : this;
  }

  setScale(scale: number, mode: RoundingMode = 'HALF_UP'): Decimal {
    if (scale === this.scale) return this;
    if (scale > this.scale) return new Decimal(this.at(scale), scale);
    return Decimal.ofScale(divideRounded(this.unscaled, powerOfTen(this.scale - scale), mode), scale);
  }

  /** Without the zeros at the end. */
  stripTrailingZeros(): Decimal {
    return this.strippedTo(0);
  }

  private strippedTo(minimum: number): Decimal {
    let { unscaled, scale } = this;
    while (scale > minimum && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale -= 1;
    }
    return new Decimal(unscaled, scale);
  }

  private at(scale: number): bigint {
    return scale === this.scale ? this.unscaled : this.unscaled * powerOfTen(scale - this.scale);
  }

  compareTo(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const mine = this.at(scale);
    const theirs = other.at(scale);
    return mine < theirs ? -1 : mine > theirs ? 1 : 0;
  }

  /** Equal in number: 1.1 equals 1.10. */
  equals(other: Decimal): boolean {
    return this.compareTo(other) === 0;
  }

  isZero(): boolean {
    return this.unscaled === 0n;
  }

  get precision(): number {
    return digitCount(this.unscaled);
  }

  /** The integer part, cut towards zero. */
  toBigInt(): bigint {
    return this.unscaled / powerOfTen(this.scale);
  }

  toNumber(): number {
    return this.scale === 0 ? Number(this.unscaled) : Number(this.toPlain());
  }

  /** Digits without an exponent. */
  toPlain(): string {
    const text = this.unscaled.toString();
    if (this.scale === 0) return text;
    const sign = this.unscaled < 0n ? '-' : '';
    const digits = text.slice(sign.length).padStart(this.scale + 1, '0');
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  /** As java.math.BigDecimal.toString: an exponent for numbers smaller than a millionth. */
  toString(): string {
    const digits = digitCount(this.unscaled);
    const exponent = digits - 1 - this.scale;
    if (exponent >= -6) return this.toPlain();
    const text = this.unscaled.toString();
    const sign = this.unscaled < 0n ? '-' : '';
    const magnitude = text.slice(sign.length);
    const mantissa = digits === 1 ? magnitude : `${magnitude[0]}.${magnitude.slice(1)}`;
    return `${sign}${mantissa}E${exponent}`;
  }
}
