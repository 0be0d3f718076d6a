import { createRandom } from '../../faults/random.ts';
import type { Random } from '../../faults/random.ts';
import { eventBody, OTHER_SECRET, SECRET, signed } from './delivery.ts';

/** A request that nobody well-meaning would send, and how it has to be answered. */
export interface Hostile {
  readonly kind: string;
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly status: number;
  readonly error: string;
}

export const BODY_LIMIT = 20_000;

type Draft = Partial<Omit<Hostile, 'kind' | 'body'>> & { readonly body: string | Buffer; readonly status: number; readonly error: string };

const UNKNOWN_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const unauthorized = { status: 401, error: 'SIGNATURE_REFUSED' };
const noEvent = { status: 400, error: 'BODY_NOT_AN_EVENT' };
const noJson = { status: 400, error: 'BODY_NOT_JSON' };

const text = (random: Random, length: number) => Array.from({ length }, () => String.fromCodePoint(pickCodePoint(random))).join('');
const pickCodePoint = (random: Random) => random.pick([random.between(32, 126), random.between(0, 31), random.between(0xa0, 0xd7ff), random.between(0x1f300, 0x1f6ff)]);
const bytes = (random: Random, length: number) => Buffer.from(Array.from({ length }, () => random.below(256)));
const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const value = (random: Random): unknown => random.pick<() => unknown>([() => null, () => random.next(), () => true, () => [], () => ({}), () => [text(random, 3)], () => -0, () => 1e308])();

/** Kinds of hostile requests: what each looks like, and what it is answered. */
const kinds: Readonly<Record<string, (random: Random) => Draft>> = {
  'no headers at all': () => ({ body: eventBody(), headers: {}, ...unauthorized }),
  'a random signature': (random) => {
    const body = eventBody();
    return { body, headers: { ...signed(body), 'webhook-signature': `v1,${bytes(random, random.below(64)).toString('base64')}` }, ...unauthorized };
  },
  'many signatures': (random) => {
    const body = eventBody();
    const wrong = Array.from({ length: random.between(1, 100) }, () => `v1,${bytes(random, 32).toString('base64')}`).join(' ');
    return { body, headers: { ...signed(body), 'webhook-signature': wrong }, ...unauthorized };
  },
  'an unknown secret': () => {
    const body = eventBody();
    return { body, headers: signed(body, { secret: UNKNOWN_SECRET }), ...unauthorized };
  },
  'the secret of another tenant': () => {
    const body = eventBody();
    return { body, url: '/webhooks/monetizenow/acme', headers: signed(body), ...unauthorized };
  },
  'an old or future time': (random) => {
    const body = eventBody();
    const at = new Date(Date.now() + random.pick([-1, 1]) * random.between(302, 1e8) * 1000);
    return { body, headers: signed(body, { at }), ...unauthorized };
  },
  'a time that is none': (random) => {
    const body = eventBody();
    const time = random.pick(['', 'now', '-1', '1e9', '0x10', '9'.repeat(40), 'NaN', '1.5', ' 1']);
    return { body, headers: { ...signed(body), 'webhook-timestamp': time }, ...unauthorized };
  },
  'a changed byte': (random) => {
    const body = Buffer.from(eventBody());
    const headers = signed(body);
    const at = random.below(body.length);
    body[at] = (body[at] ?? 0) ^ (1 << random.below(8));
    return { body, headers, ...unauthorized };
  },
  'a truncated body': (random) => {
    const body = eventBody();
    return { body: body.slice(0, random.below(body.length)), headers: signed(body), ...unauthorized };
  },
  'signed bytes': (random) => {
    // The first byte alone rules out that this is JSON.
    const body = Buffer.concat([Buffer.from([0xff]), bytes(random, random.below(500))]);
    return { body, headers: signed(body), ...noJson };
  },
  'another encoding': (random) => {
    const body = Buffer.from(eventBody(), random.pick(['utf16le', 'base64url']));
    return { body, headers: signed(body), ...noJson };
  },
  'half of the JSON, signed': (random) => {
    const whole = eventBody();
    const body = whole.slice(0, random.below(whole.length));
    return { body, headers: signed(body), ...noJson };
  },
  'deep JSON': (random) => {
    const depth = random.between(1_000, 9_000);
    const body = random.pick([deep(depth, '[', ']'), `{"eventId":${deep(depth, '[', ']')}}`]);
    return { body, headers: signed(body), ...noEvent };
  },
  'JSON that is no object': (random) => {
    const body = random.pick(['null', '7', '"text"', '[]', 'true', '""']);
    return { body, headers: signed(body), ...noEvent };
  },
  'wrong types': (random) => {
    const member = random.pick(['eventId', 'eventType', 'sentTime', 'data']);
    // An empty object is data without an id, and still none.
    const body = eventBody({ [member]: value(random) });
    return { body, headers: signed(body), ...noEvent };
  },
  'ids that cannot be': (random) => {
    const id = random.pick(['', text(random, 101), 'a\u0000b', '\ud800', '\u0007', ' '.repeat(101), value(random)]);
    const body = eventBody({ data: { id } });
    return { body, headers: signed(body), ...noEvent };
  },
  'event ids that cannot be': (random) => {
    const eventId = random.pick(['', 'a b', 'ä', 'x'.repeat(201), 'a\r\nx-evil: 1', value(random)]);
    const body = eventBody({ eventId });
    return { body, headers: signed(body), ...noEvent };
  },
  'names that objects inherit': (random) => {
    const body = `{"__proto__":{"eventId":"x"},"constructor":{"prototype":{"eventId":"x"}},"${random.pick(['toString', 'valueOf'])}":1}`;
    return { body, headers: signed(body), ...noEvent };
  },
  'too large': (random) => {
    const body = eventBody({ padding: 'x'.repeat(BODY_LIMIT + random.below(2_000)) });
    return { body, headers: signed(body), status: 413, error: 'FST_ERR_CTP_BODY_TOO_LARGE' };
  },
  'an unknown tenant': (random) => {
    const body = eventBody();
    const tenant = random.pick(['nobody', '__proto__', 'constructor', '%00', '..%2f..%2fetc', 'x'.repeat(90), text(random, 5).replaceAll(/\W/g, '_')]);
    return { body, url: `/webhooks/monetizenow/${tenant}`, headers: signed(body), status: 404, error: 'TENANT_UNKNOWN' };
  },
  'another address': (random) => {
    const body = eventBody();
    const url = random.pick(['/', '/webhooks', '/webhooks/monetizenow/default/more', '/admin', '/metrics/..', '/.env', '/webhooks//monetizenow']);
    return { body, url, headers: signed(body), status: 404, error: 'NOT_FOUND' };
  },
  'another method': (random) => {
    const method = random.pick(['GET', 'PUT', 'DELETE'] as const);
    return { body: method === 'GET' ? '' : eventBody(), method, headers: {}, status: 404, error: 'NOT_FOUND' };
  },
  'a content type of its own': (random) => {
    const body = eventBody({ data: {} });
    const type = random.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/json; charset=utf-7', 'application/x-www-form-urlencoded']);
    return { body, headers: { ...signed(body, { secret: OTHER_SECRET }), 'content-type': type }, ...noEvent };
  },
};

/** As many hostile requests as are asked for, the same for the same seed. */
export function* hostileRequests(count: number, seed: number): Generator<Hostile> {
  const random = createRandom(seed);
  const names = Object.keys(kinds);
  for (let index = 0; index < count; index += 1) {
    const kind = names[index % names.length] as string;
    const draft = (kinds[kind] as (random: Random) => Draft)(random);
    yield { kind, url: '/webhooks/monetizenow', method: 'POST', headers: {}, ...draft, body: Buffer.from(draft.body) };
  }
}

export const hostileTenants = [
  { id: 'default', webhookSecrets: [SECRET, OTHER_SECRET] },
  { id: 'acme', webhookSecrets: [`whsec_${Buffer.alloc(32, 9).toString('base64')}`] },
];
