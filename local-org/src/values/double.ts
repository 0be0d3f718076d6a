/** System.Double: a 64-bit floating point number, boxed so that 5.0 is not the Integer 5. */
export class DoubleValue {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** As java.lang.Double.toString. */
  toString(): string {
    return doubleText(this.value);
  }
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
