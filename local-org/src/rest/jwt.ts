import { createPublicKey, verify } from 'node:crypto';

/** What a JWT bearer assertion says. */
export interface Assertion {
  readonly iss?: unknown;
  readonly sub?: unknown;
  readonly aud?: unknown;
  readonly exp?: unknown;
}

/** Salesforce Help, "OAuth 2.0 JWT Bearer Flow": an assertion is valid for three minutes at most; clocks may differ a little. */
const LONGEST_SECONDS = 3 * 60 + 30;

/** The claims of an assertion, or undefined where it is none. */
export function claimsOf(assertion: string): Assertion | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** Why an assertion is not accepted, in Salesforce's words; undefined when it is. `key` is a certificate or public key (PEM). */
export function assertionFault(assertion: string, claims: Assertion, { key, audiences, now }: { key: string | undefined; audiences: readonly string[]; now: number }): string | undefined {
  if (key !== undefined && !isSigned(assertion, key)) return 'invalid assertion';
  if (!audiences.includes(String(claims.aud))) return 'audience is invalid';
  const seconds = typeof claims.exp === 'number' ? claims.exp - now / 1000 : Number.NaN;
  return seconds > 0 && seconds <= LONGEST_SECONDS ? undefined : 'assertion expired';
}

function isSigned(assertion: string, key: string): boolean {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPublicKey(key), Buffer.from(signature, 'base64url'));
}
