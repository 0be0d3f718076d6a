import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const TOLERANCE_S = 5 * 60;
const SHA256_BYTES = 32;

/**
 * Checks a delivery's signature over its raw bytes against every live secret (two during a rotation).
 *
 * Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * HMAC-SHA256 over `id.timestamp.body`, any number of `v1,` signatures separated by spaces, five minutes' tolerance to both
 * sides, comparison in constant time. Over the bytes, not over text: bytes that are no UTF-8 have no text of their own.
 */
export function signatureCheck(
  secrets: readonly string[],
  now: () => number = Date.now,
): (body: Buffer, headers: IncomingHttpHeaders) => boolean {
  // As key objects: made of bytes each time, the key would take longer than the digest.
  const keys = secrets.map((secret) => createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')));
  return (body, headers) => {
    const id = single(headers['webhook-id']);
    const timestamp = single(headers['webhook-timestamp']);
    if (id === '' || !isRecent(timestamp, now())) return false;
    const given = signaturesIn(single(headers['webhook-signature']));
    const expected = keys.map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
    // Every pair is compared: the time taken must not tell which secret or signature matched.
    return expected.flatMap((mac) => given.map((signature) => timingSafeEqual(mac, signature))).includes(true);
  };
}

function single(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function isRecent(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_S;
}

function signaturesIn(header: string): Buffer[] {
  return header
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => Buffer.from(entry.slice('v1,'.length), 'base64'))
    .filter(({ length }) => length === SHA256_BYTES);
}
