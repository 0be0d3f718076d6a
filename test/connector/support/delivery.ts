import { createHmac } from 'node:crypto';

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four!').toString('base64')}`;
export const OTHER_SECRET = `whsec_${Buffer.from('another twenty-four bytes').toString('base64')}`;

/** The body of an event about a quote. */
export function eventBody(members: Record<string, unknown> = {}): string {
  return JSON.stringify({
    eventId: 'evt_1',
    userId: 'usr_1',
    sentTime: '2026-01-05T10:00:00.000+0000',
    eventType: 'quote.updated',
    data: { id: 'quote_1' },
    ...members,
  });
}

/** The headers of a delivery signed with a secret at a time. */
export function signed(
  body: string | Buffer,
  { secret = SECRET, at = new Date(), id = 'evt_1' }: { secret?: string; at?: Date; id?: string } = {},
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`,
  };
}
