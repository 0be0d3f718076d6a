import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetricsServer } from '../../connector/src/http/metrics.ts';
import { startTestService } from './support/service.ts';
import type { TestService } from './support/service.ts';

let service: TestService | undefined;
afterEach(async () => {
  await service?.stop();
  service = undefined;
});
const metricsUrl = () => service?.log.entries.find(({ msg }) => msg === 'connector is ready')?.['metricsUrl'];

describe('the listener of the metrics', () => {
  const server = () => createMetricsServer(pino({ level: 'silent' }), { contentType: 'text/plain', text: async () => 'up 1\n' });

  it('answers under any name, as a Prometheus elsewhere calls it', async () => {
    const { statusCode, headers, body } = await server().inject({ url: '/metrics', headers: { host: 'connector.internal:9464' } });
    expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/plain', 'up 1\n']);
  });

  it.each<['GET' | 'POST' | 'DELETE', string]>([
    ['GET', '/'],
    ['GET', '/status'],
    ['GET', '/parked'],
    ['POST', '/metrics'],
    ['POST', '/parked/default/q/resume'],
    ['DELETE', '/parked/default/q'],
    ['POST', '/replay/default'],
    ['POST', '/webhooks/monetizenow'],
  ])('has nothing at %s %s', async (method, url) => {
    expect((await server().inject({ method, url })).statusCode).toBe(404);
  });

  it('is there where a port is set, and ends with the connector', async () => {
    service = await startTestService({ CONNECTOR_METRICS_PORT: '0' });
    const url = String(metricsUrl());
    const [own, administration] = await Promise.all([url, service.adminUrl].map(async (base) => (await fetch(`${base}/metrics`)).text()));
    const namesIn = (text = '') => [...text.matchAll(/^# TYPE (connector_\w+)/gm)].map(([, name]) => name);
    expect(namesIn(own)).toContain('connector_queue_up');
    expect(namesIn(own)).toEqual(namesIn(administration));
    expect((await fetch(`${url}/status`)).status).toBe(404);
    await service.stop();
    service = undefined;
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
  });

  it('is not there where none is', async () => {
    service = await startTestService();
    expect(metricsUrl()).toBeUndefined();
  });
});
