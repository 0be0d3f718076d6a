import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { createAdminServer } from '../../connector/src/http/admin.ts';
import type { AdminParts } from '../../connector/src/http/admin.ts';

function admin(more: Partial<AdminParts> = {}) {
  const lines: string[] = [];
  const asked: string[] = [];
  const ask = (what: string) => async (tenantId: string, quoteId: string) => (asked.push(`${what} ${tenantId}/${quoteId}`), true);
  const server = createAdminServer({
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    status: () => Promise.reject(new Error('no status')),
    metrics: { contentType: 'text/plain', text: async () => 'up 1\n' },
    parked: async () => [],
    resume: ask('resume'),
    drop: ask('drop'),
    replay: async (_tenant, ids) => ids.length,
    ...more,
  });
  return { server, lines, asked };
}
const LOCAL = { host: '127.0.0.1:8081' };

describe('the administration', () => {
  it.each(['127.0.0.1:8081', 'localhost:8081', '[::1]:8081'])('answers who calls it %s', async (host) => {
    const { statusCode, body } = await admin().server.inject({ url: '/metrics', headers: { host } });
    expect([statusCode, body]).toEqual([200, 'up 1\n']);
  });

  it.each([
    ['under a name that somebody lets point here', { host: 'attacker.example.com' }],
    ['from a page of another origin', { ...LOCAL, origin: 'https://attacker.example.com' }],
    ['from a page without an origin', { ...LOCAL, origin: 'null' }],
    ['from another port', { ...LOCAL, origin: 'http://127.0.0.1:3000' }],
  ])('refuses a request %s, and does nothing', async (_what, headers) => {
    const { server, asked } = admin();
    const { statusCode } = await server.inject({ method: 'POST', url: '/parked/default/q/resume', headers });
    expect([statusCode, asked]).toEqual([403, []]);
  });

  it('takes a request of its own page', async () => {
    const { server, asked } = admin();
    await server.inject({ method: 'POST', url: '/parked/default/a%2Fb/resume', headers: { ...LOCAL, origin: 'http://127.0.0.1:8081' } });
    expect(asked, 'an id may have a slash').toEqual(['resume default/a/b']);
  });

  it('answers an error with its code and details, and logs the code alone', async () => {
    const { server, lines } = admin({ replay: () => Promise.reject(new ConnectorError('TENANT_UNKNOWN', { details: ['Secret Plans'] })) });
    const answer = await server.inject({ method: 'POST', url: '/replay/acme', headers: LOCAL, payload: { quoteIds: ['q'] } });
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'TENANT_UNKNOWN', message: expect.any(String), details: ['Secret Plans'] }]);
    expect([lines.filter((line) => line.includes('TENANT_UNKNOWN')).length, lines.join()]).toEqual([1, expect.not.stringContaining('Secret Plans')]);
  });

  it.each([[{}], [{ quoteIds: [{}] }], [{ quoteIds: [''] }], [{ quoteIds: ['q'.repeat(101)] }], [{ quoteIds: ['..'] }], [{ quoteIds: [' q'] }]])('refuses a replay of %j', async (payload) => {
    expect((await admin().server.inject({ method: 'POST', url: '/replay/default', headers: LOCAL, payload })).statusCode).toBe(400);
  });

  it('answers what it does not know as it answers everything else', async () => {
    const answer = await admin().server.inject({ url: '/nothing', headers: LOCAL });
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'NOT_FOUND', message: 'There is nothing at this address.', details: [] }]);
  });

  it('says nothing of its inside where something unforeseen fails', async () => {
    const answer = await admin().server.inject({ url: '/status', headers: LOCAL });
    expect([answer.statusCode, answer.body]).toEqual([500, expect.not.stringContaining('no status')]);
  });
});
