import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { currentTrace, inSpan, startTracing } from '../../connector/src/operation/tracing.ts';
import { eventBody, signed } from './support/delivery.ts';
import { httpStub } from './support/http-stub.ts';
import type { HttpStub } from './support/http-stub.ts';
import { startTestService } from './support/service.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events?: readonly unknown[];
}

/** A collector that takes traces as OTLP in JSON. OpenTelemetry reads its variables from the process itself. */
let collector: HttpStub;
const VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL'];

beforeAll(async () => {
  collector = await httpStub(() => ({ status: 200, body: {} }));
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] = 'http/json';
});
afterAll(async () => {
  for (const name of VARIABLES) delete process.env[name];
  await collector.close();
});

function spans(): Span[] {
  const sent = collector.requests.filter(({ url }) => url === '/v1/traces').map(({ body }) => JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] });
  return sent.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
}

describe('traces', () => {
  it('cost nothing and hold no trace where nobody asks for them', async () => {
    await (await startTracing({}))();
    expect(await inSpan('work', {}, async () => currentTrace() ?? 'none')).toBe('none');
  });

  it('lead from the webhook to the write, with ids and without what a customer wrote', async () => {
    const service = await startTestService({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    try {
      service.standIn.store.put({ id: 'quote_1', description: 'Secret Plans' });
      const failed = await inSpan('failing', {}, () => Promise.reject(new ConnectorError('QUOTE_UNREADABLE', { details: ['Secret Plans'] }))).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(ConnectorError);
      const body = eventBody({ data: { id: 'quote_1' } });
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      await fetch(`${service.url}/webhooks/monetizenow`, { method: 'POST', headers: { ...signed(body), traceparent }, body });
      await service.logged(({ msg }) => msg === 'quote synced');
    } finally {
      await service.stop();
    }
    const of = (name: string) => spans().find((span) => span.name === name);
    const [webhook, read, write] = ['webhook', 'quote.read', 'quote.write'].map(of);
    expect(webhook).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' });
    for (const step of [read, write]) expect(step).toMatchObject({ traceId: webhook?.traceId, parentSpanId: webhook?.spanId });
    expect(write?.attributes.map(({ key, value }) => [key, value.stringValue])).toEqual(expect.arrayContaining([['quoteId', 'quote_1'], ['tenantId', 'default'], ['eventId', 'evt_1']]));
    expect(of('failing')).toMatchObject({ status: { code: 2, message: 'QUOTE_UNREADABLE' } });
    expect(JSON.stringify(spans())).not.toContain('Secret Plans');
    expect([...new Set(collector.requests.map(({ url }) => url))], 'metrics and logs go their own ways').toEqual(['/v1/traces']);
  });
});
