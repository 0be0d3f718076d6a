import { Webhook } from 'standardwebhooks';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Checks a delivery's signature over its raw bytes against every live secret (two during a rotation).
 *
 * Scheme, five minutes' tolerance and constant-time comparison are those of Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export function signatureCheck(secrets: readonly string[]): (body: Buffer, headers: IncomingHttpHeaders) => boolean {
  const verifiers = secrets.map((secret) => new Webhook(secret));
  return (body, headers) => {
    const signed = {
      'webhook-id': single(headers['webhook-id']),
      'webhook-timestamp': single(headers['webhook-timestamp']),
      'webhook-signature': single(headers['webhook-signature']),
    };
    // Not `some`: the time taken must not tell which secret matched.
    return verifiers.map((verifier) => accepts(verifier, body, signed)).includes(true);
  };
}

function single(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function accepts(verifier: Webhook, body: Buffer, signed: Record<string, string>): boolean {
  try {
    verifier.verify(body, signed, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
