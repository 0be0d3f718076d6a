import { json } from './proxy.ts';
import type { Answer, Fault, Passing } from './proxy.ts';
import { pickWeighted } from './random.ts';
import type { Random, Weighted } from './random.ts';

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: { readonly records?: readonly Record<string, unknown>[] } & Record<string, unknown>;
}

interface Composite {
  readonly allOrNone?: boolean;
  readonly compositeRequest: readonly Subrequest[];
}

interface Subresponse {
  readonly referenceId: string;
  readonly httpStatusCode: number;
  readonly httpHeaders: Record<string, string>;
  readonly body: unknown;
}

type Named = { readonly name: string; readonly fault: Fault };

const refusal = (status: number, errorCode: string, message: string) => json(status, [{ errorCode, message }]);
const LOCKED = { errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record' };

/** What Salesforce, or the network before it, does to a request of the connector, each as often as its weight says. */
export function salesforceFault(random: Random, { method, url }: Passing): Named {
  const isComposite = method === 'POST' && url.endsWith('/composite');
  const choices: Weighted<() => Named> = [
    [4, () => named('503', { kind: 'answer', answer: refusal(503, 'SERVER_UNAVAILABLE', 'too many requests waiting for connections') })],
    [1, () => named('503 as a page', { kind: 'answer', answer: { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>down for maintenance</html>' } })],
    [3, () => named('401', { kind: 'answer', answer: refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid') })],
    [3, () => named('cut before', { kind: 'cut', when: 'before' })],
    [3, () => named('cut after', { kind: 'cut', when: 'after' })],
    [2, () => named('cut in the answer', { kind: 'cut', when: 'middle' })],
    [3, () => named('held', { kind: 'hold', ms: random.between(100, 2_500) })],
    [3, () => named('slow body', { kind: 'drip', ms: random.between(200, 1_500) })],
    ...(isComposite
      ? ([
          [4, () => named('quote locked', { kind: 'change', change: lockQuote })],
          [4, () => named('half a result', { kind: 'change', change: (passing, send) => loseRecords(random, passing, send) })],
        ] as Weighted<() => Named>)
      : []),
  ];
  return pickWeighted(random, choices)();
}

/** The org has used its daily requests: it refuses all of them until more are free. */
export const limitExceeded: Named = named('request limit', { kind: 'answer', answer: refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.') });

function named(name: string, fault: Fault): Named {
  return { name, fault };
}

/** Another transaction holds the quote's row: its write fails, with all that refers to it, and nothing of it happens. */
async function lockQuote({ body }: Passing, send: (body: string) => Promise<Answer>): Promise<Answer> {
  const composite = JSON.parse(body) as Composite;
  const failing = composite.compositeRequest.find(({ url }) => url.includes('/sobjects/Quote__c/'));
  if (failing === undefined) return send(body);
  const isHalted = (request: Subrequest) => composite.allOrNone === true || JSON.stringify(request).includes(`@{${failing.referenceId}`);
  const passes = composite.compositeRequest.filter((request) => request !== failing && !isHalted(request));
  const answered = await answersTo(composite, passes, send);
  if ('status' in answered) return answered;
  return json(200, {
    compositeResponse: composite.compositeRequest.map((request) => {
      const halted = [{ errorCode: 'PROCESSING_HALTED', message: 'Invalid reference specified. No value found' }];
      return answered.get(request.referenceId) ?? subresponse(request, 400, request === failing ? [LOCKED] : halted);
    }),
  });
}

/** Some records of the collections meet a lock while the others land. */
async function loseRecords(random: Random, { body }: Passing, send: (body: string) => Promise<Answer>): Promise<Answer> {
  const composite = JSON.parse(body) as Composite;
  const lost = new Map<string, readonly boolean[]>();
  const kept = composite.compositeRequest.map((request) => {
    const records = request.body?.records;
    // One that fails as a whole has no half results.
    if (records === undefined || request.method !== 'PATCH' || request.body?.['allOrNone'] !== false) return request;
    const isLost = records.map(() => random.chance(0.5));
    if (isLost.every(Boolean)) isLost[0] = false;
    lost.set(request.referenceId, isLost);
    return { ...request, body: { ...request.body, records: records.filter((_record, index) => !isLost[index]) } };
  });
  const answered = await answersTo(composite, kept, send);
  if ('status' in answered) return answered;
  return json(200, {
    compositeResponse: composite.compositeRequest.map((request) => withLost(answered.get(request.referenceId), lost.get(request.referenceId))),
  });
}

function withLost(answer: Subresponse | undefined, isLost: readonly boolean[] | undefined): unknown {
  if (answer === undefined || isLost === undefined || answer.httpStatusCode >= 300 || !Array.isArray(answer.body)) return answer;
  const results = [...(answer.body as unknown[])];
  const failure = { success: false, errors: [{ statusCode: LOCKED.errorCode, message: LOCKED.message, fields: [] }] };
  return { ...answer, body: isLost.map((lost) => (lost ? failure : results.shift())) };
}

/** The org's answers to some of the sub-requests, by reference; or its answer as a whole, where it refuses the request. */
async function answersTo(
  composite: Composite,
  requests: readonly Subrequest[],
  send: (body: string) => Promise<Answer>,
): Promise<Map<string, Subresponse> | Answer> {
  if (requests.length === 0) return new Map();
  const answer = await send(JSON.stringify({ ...composite, compositeRequest: requests }));
  if (answer.status !== 200) return answer;
  const { compositeResponse } = JSON.parse(answer.body) as { compositeResponse: readonly Subresponse[] };
  return new Map(compositeResponse.map((response) => [response.referenceId, response]));
}

function subresponse({ referenceId }: Subrequest, httpStatusCode: number, body: unknown): Subresponse {
  return { referenceId, httpStatusCode, httpHeaders: {}, body };
}
