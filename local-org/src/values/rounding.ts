/** The names of System.RoundingMode. */
export type RoundingMode = 'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN' | 'UNNECESSARY';

/** Thrown where the mode UNNECESSARY meets a result that is not exact. */
export class RoundingNecessary extends Error {
  override readonly name = 'RoundingNecessary';

  constructor() {
    super('Rounding necessary');
  }
}

/** `numerator / denominator` as an integer, rounded by `mode` as java.math.RoundingMode defines it. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  return roundsAway(quotient, remainder, denominator, negative, mode) ? quotient + (negative ? -1n : 1n) : quotient;
}

function roundsAway(quotient: bigint, remainder: bigint, denominator: bigint, negative: boolean, mode: RoundingMode): boolean {
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return !negative;
    case 'FLOOR':
      return negative;
    case 'UNNECESSARY':
      throw new RoundingNecessary();
  }
  const twice = absolute(remainder) * 2n;
  const whole = absolute(denominator);
  if (twice !== whole) return twice > whole;
  if (mode === 'HALF_UP') return true;
  return mode === 'HALF_EVEN' && quotient % 2n !== 0n;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
