import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compileProgram } from '../../../local-org/src/apex/program.ts';
import { run } from '../../../local-org/src/commands.ts';
import { Org } from '../../../local-org/src/org.ts';
import { OrgClock } from '../../../local-org/src/org/clock.ts';
import { serveOrg } from '../../../local-org/src/rest/server.ts';
import type { OrgServer } from '../../../local-org/src/rest/server.ts';

const clock = new OrgClock(() => Date.UTC(2026, 0, 15, 12));
const org = new Org({ clock: clock.now, compileApex: compileProgram });
let server: OrgServer;

beforeAll(async () => {
  const source = `@RestResource(urlMapping='/later') global class Later implements Queueable {
    @HttpPost global static void start() { System.enqueueJob(new Later(), 1); }
    public void execute(QueueableContext context) { insert new Account(Name = String.valueOf(System.now())); }
  }`;
  expect(org.deploy([{ path: 'classes/Later.cls', content: source }]).problems).toEqual([]);
  server = await serveOrg(org, { port: 0, credentials: { clientId: 'c', clientSecret: 's' }, clock });
});

afterAll(() => server.close());

const post = (path: string, body: string) => fetch(server.url.replace(/\/$/, '') + path, { method: 'POST', body, headers: { authorization: `Bearer ${server.accessToken}`, 'content-type': 'application/json' } });
const names = () => [...org.data.store.rows('Account')].map((row) => row['Name']);

it('lets time pass for the org, whose delayed jobs then start', async () => {
  expect((await post('/services/apexrest/later', '{}')).ok).toBe(true);
  expect(names()).toEqual([]);
  const answer = await post('/local-org/clock', '{"advanceMinutes": 1}');
  expect([answer.status, await answer.json()]).toEqual([200, { now: '2026-01-15T12:01:00.000Z' }]);
  await vi.waitUntil(() => names().length > 0);
  expect(names()).toEqual(['2026-01-15 12:01:00']);
});

it.each(['{"advanceMinutes": -1}', '{"advanceMinutes": "1"}', '{}'])('refuses %s, for time does not go back', async (body) => {
  const answer = await post('/local-org/clock', body);
  expect([answer.status, await answer.json()]).toEqual([400, { message: 'advanceMinutes must be a number of minutes, 0 or more' }]);
});

it.each(['Rates', 'Rates.Key', '=secret', 'Rates=secret'])('serve refuses the credential %s without showing it', async (credential) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await run(['serve', '--credential', credential])).toBe(2);
  expect(said.mock.calls).toEqual([['A credential is written NAME.PARAMETER=VALUE.']]);
  said.mockRestore();
});
