import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { asId, to18, to15 } from '../../values/id.ts';
import { RoundingNecessary, type RoundingMode } from '../../values/rounding.ts';
import { doubleToDecimal, toDecimal } from '../runtime/numbers.ts';
import type { EnumValue } from '../runtime/objects.ts';
import { nullPointer, raise, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { typeNameOf } from '../runtime/type-tests.ts';
import { session } from '../runtime/session.ts';

function needed<T>(value: T | null): T {
  return value ?? nullPointer();
}

/** Groups of three digits, as the locale en_US writes them. */
export function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const sign = whole!.startsWith('-') ? '-' : '';
  const groups = whole!.slice(sign.length).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${groups}${fraction === undefined ? '' : `.${fraction}`}`;
}

function wholeNumber(text: string, name: string, low: bigint, high: bigint): bigint {
  // A fraction of zeros is accepted, any other is not.
  const match = /^([+-]?\d+)(?:\.0*)?$/.exec(text.trim());
  const value = match === null ? null : BigInt(match[1]!);
  if (value === null || value < low || value > high) return raise('System.TypeException', `Invalid ${name}: ${text}`);
  return value;
}

function integerOf(value: Any): number {
  if (value === null) return raise('System.TypeException', 'Invalid integer: null');
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return Number(wholeNumber(value, 'integer', -2147483648n, 2147483647n));
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value));
  if (value instanceof Decimal) return Number(BigInt.asIntN(32, value.toBigInt()));
  if (value instanceof DoubleValue) return Math.trunc(value.value) | 0;
  return raise('System.TypeException', `Invalid conversion from runtime type ${typeNameOf(value)} to Integer`);
}

function longOf(value: Any): bigint {
  if (value === null) return raise('System.TypeException', 'Invalid long: null');
  if (typeof value === 'string') return wholeNumber(value, 'long', -(2n ** 63n), 2n ** 63n - 1n);
  return typeof value === 'bigint' ? value : BigInt(integerOf(value));
}

function decimalOf(value: Any): Decimal {
  if (value === null) return nullPointer();
  if (typeof value !== 'string') return toDecimal(value)!;
  return Decimal.tryParse(value.trim()) ?? raise('System.TypeException', `Invalid decimal: ${value}`);
}

function doubleOf(value: Any): DoubleValue {
  if (value === null) return nullPointer();
  if (value instanceof DoubleValue) return value;
  if (typeof value === 'string') {
    const parsed = value.trim() === '' ? Number.NaN : Number(value.trim());
    if (Number.isNaN(parsed)) raise('System.TypeException', `Invalid double: ${value}`);
    return new DoubleValue(parsed);
  }
  return new DoubleValue(value instanceof Decimal ? value.toNumber() : Number(value));
}

function rounding(mode: Any): RoundingMode {
  return ((mode as EnumValue | null) ?? nullPointer()).name as RoundingMode;
}

function exactly<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RoundingNecessary) return raise('System.MathException', error.message);
    if (error instanceof RangeError && error.message === 'Divide by 0') return raise('System.MathException', 'Divide by 0');
    throw error;
  }
}

const LONG = { low: -(2n ** 63n), high: 2n ** 63n - 1n };

function longPart(value: Decimal): bigint {
  const whole = value.toBigInt();
  return whole < LONG.low || whole > LONG.high ? BigInt.asIntN(64, whole) : whole;
}

/** System.Integer, Long, Double, Decimal, Boolean and Id. */
export function primitiveBodies(runtime: Runtime): Record<string, PlatformBody> {
  return {
    'system.integer': {
      statics: { valueof: integerOf },
      methods: { format: (value: number) => grouped(String(value)) },
    },
    'system.long': {
      statics: { valueof: longOf },
      methods: { format: (value: bigint) => grouped(String(value)), intvalue: (value: bigint) => Number(BigInt.asIntN(32, value)) },
    },
    'system.double': {
      statics: { valueof: doubleOf },
      methods: {
        format: (value: DoubleValue) => grouped(doubleToDecimal(value).setScale(3, 'HALF_EVEN').stripTrailingZeros().toPlain()),
        intvalue: (value: DoubleValue) => Math.trunc(value.value) | 0,
        longvalue: (value: DoubleValue) => BigInt(Math.trunc(value.value)),
        round: (value: DoubleValue) => BigInt(doubleToDecimal(value).setScale(0, 'HALF_EVEN').toBigInt()),
      },
    },
    'system.decimal': {
      statics: { valueof: decimalOf },
      methods: decimalMethods,
    },
    'system.boolean': {
      statics: {
        valueof: (value: Any) => (typeof value === 'string' ? value.toLowerCase() === 'true' : value === null ? nullPointer() : Boolean(value)),
      },
    },
    'system.id': {
      statics: { valueof: (text: string | null, restore = false) => idOf(needed(text), restore) },
      methods: {
        getsobjecttype: (id: string) => typeOfId(runtime, id),
        to15,
      },
    },
  };
}

const decimalMethods = {
  abs: (value: Decimal) => value.abs(),
  divide: (value: Decimal, by: Decimal, scale: number, mode?: Any) => exactly(() => value.divideToScale(needed(by), scale, mode === undefined ? 'HALF_UP' : rounding(mode))),
  doublevalue: (value: Decimal) => new DoubleValue(value.toNumber()),
  format: (value: Decimal) => grouped(value.setScale(Math.min(value.scale, 3), 'HALF_EVEN').toPlain().replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')),
  intvalue: (value: Decimal) => Number(BigInt.asIntN(32, value.toBigInt())),
  longvalue: longPart,
  pow: (value: Decimal, exponent: number) => (exponent < 0 || exponent > 32767 ? raise('System.MathException', `Invalid exponent: ${exponent}`) : value.pow(exponent)),
  precision: (value: Decimal) => value.precision,
  round: (value: Decimal, mode?: Any) => exactly(() => value.setScale(0, mode === undefined ? 'HALF_EVEN' : rounding(mode)).toBigInt()),
  scale: (value: Decimal) => value.scale,
  setscale: (value: Decimal, scale: number, mode?: Any) => exactly(() => value.setScale(needed(scale), mode === undefined ? 'HALF_EVEN' : rounding(mode))),
  striptrailingzeros: (value: Decimal) => value.stripTrailingZeros(),
  toplainstring: (value: Decimal) => value.toPlain(),
};

function idOf(text: string, restore: boolean): string {
  if (restore && text.length === 18) return to18(text);
  return asId(text) ?? raise('System.StringException', `Invalid id: ${text}`);
}

function typeOfId(runtime: Runtime, id: string): SObjectTypeToken {
  const prefix = id.slice(0, 3);
  for (const sobject of session().tx.schema.all()) {
    if (sobject.keyPrefix === prefix) return new SObjectTypeToken(runtime.program.universe.ofSObject(sobject));
  }
  return raise('System.SObjectException', `Cannot locate Apex Type for ID: ${id}`);
}

