import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../connector/src/queue/processes.ts';
import { deploy } from '../../demo/org/deploy.ts';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { insert, login, query } from '../../demo/org/session.ts';
import { startChild } from '../../demo/stack/child.ts';
import type { Child } from '../../demo/stack/child.ts';
import { startStandIn } from '../../demo/stack/stand-in.ts';
import type { RunningStandIn } from '../../demo/stack/stand-in.ts';

/*
 * What a new operator does, from nothing to a connector that runs, with processes alone: the steps build on each other.
 * The connector logs in by JWT bearer as a user of its own, which has at first no more than the package's permission set.
 */
const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const mainFile = fileOf('connector/src/main.ts');
const USER = 'connector@example.com';
const URL_OF_WEBHOOK = 'https://sync.example.com';

const folder = mkdtempSync(join(tmpdir(), 'operator-test-'));
let standIn: RunningStandIn;
let localOrg: Child;
let org: Connection;
let connector: Child;
/** The operator's environment, as it grows. */
const env: Record<string, string> = {};

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a process of its own, with the operator's environment and nothing else. */
function run(args: readonly string[], more: Readonly<Record<string, string>> = {}, as: { readonly uid?: number; readonly cwd?: string } = {}): Promise<Ran> {
  const child = spawn(process.execPath, [mainFile, ...args], { cwd: folder, ...as, env: { PATH: process.env['PATH'], ...env, ...more } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

async function deployFile(path: string, content: string): Promise<void> {
  const source = mkdtempSync(join(folder, 'source-'));
  mkdirSync(dirname(join(source, path)), { recursive: true });
  writeFileSync(join(source, path), content);
  await deploy(org, source);
}

/** A rule of the subscriber's own against quotes. */
const noDrafts = (active: boolean) =>
  deployFile(
    'objects/Quote__c/validationRules/No_Drafts.validationRule-meta.xml',
    `<?xml version="1.0" encoding="UTF-8"?><ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>No_Drafts</fullName><active>${active}</active><errorConditionFormula>ISPICKVAL(Status__c, "DRAFT")</errorConditionFormula><errorMessage>No drafts here</errorMessage></ValidationRule>`,
  );

const productManager = () =>
  deployFile(
    'permissionsets/Product_Manager.permissionset-meta.xml',
    `<?xml version="1.0" encoding="UTF-8"?><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Product Manager</label>${['Product2', 'Pricebook2'].map((object) => `<objectPermissions><object>${object}</object><allowRead>true</allowRead><allowCreate>true</allowCreate><allowEdit>true</allowEdit><allowDelete>false</allowDelete><viewAllRecords>false</viewAllRecords><modifyAllRecords>false</modifyAllRecords></objectPermissions>`).join('')}</PermissionSet>`,
  );

async function assign(permissionSet: string): Promise<void> {
  const [[set], [user]] = await Promise.all([query(org, `SELECT Id FROM PermissionSet WHERE Name = '${permissionSet}'`), query(org, `SELECT Id FROM User WHERE Username = '${USER}'`)]);
  await insert(org, 'PermissionSetAssignment', { PermissionSetId: set?.['Id'], AssigneeId: user?.['Id'] });
}

async function addUser(): Promise<void> {
  const [profile] = await query(org, "SELECT Id FROM Profile WHERE Name = 'Standard User'");
  await insert(org, 'User', { LastName: 'Connector', Alias: 'connect', Username: USER, Email: USER, ProfileId: profile?.['Id'], TimeZoneSidKey: 'GMT', LocaleSidKey: 'en_US', LanguageLocaleKey: 'en_US', EmailEncodingKey: 'UTF-8', IsActive: true });
}

const quote = (id: string, more: Record<string, unknown> = {}) => ({ id, description: id, type: 'NEW', status: 'SENT', currency: 'USD', accountId: 'acct_1', accountName: 'Acme', quoteOfferings: [], ...more });
const ended = (eventId: string, msg: string) => connector.entry((line) => line['eventId'] === eventId && line['msg'] === msg, 30_000);
const synced = (quoteId: string, eventType: string) => connector.entry((line) => line['quoteId'] === quoteId && line['eventType'] === eventType && line['msg'] === 'quote synced', 30_000);
const inOrg = async (quoteId: string) => (await query(org, `SELECT Id FROM Quote__c WHERE Id__c = '${quoteId}'`)).length;

beforeAll(async () => {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=connector', '-keyout', 'connector.key', '-out', 'connector.crt'], { cwd: folder, stdio: 'ignore' });
  standIn = await startStandIn();
  localOrg = startChild('The local org', fileOf('local-org/src/cli.ts'), ['serve', '--port', '0', '--source', fileOf('force-app'), '--certificate', join(folder, 'connector.crt'), '--json']);
  const ready = await localOrg.entry((entry) => typeof entry['url'] === 'string', 120_000);
  const access = { url: String(ready['url']).replace(/\/+$/, ''), clientId: String(ready['clientId']), clientSecret: String(ready['clientSecret']) };
  org = await login(access);
  await addUser();
  await insert(org, 'Account', { Name: 'Acme', Id__c: 'acct_1' });
  Object.assign(env, { SALESFORCE_URL: access.url, SALESFORCE_CLIENT_ID: access.clientId });
});
afterAll(async () => {
  await connector?.stop();
  await localOrg?.stop();
  await standIn?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a new operator', () => {
  it('is told everything that the configuration lacks, and how to make a secret', async () => {
    const { code, out, err } = await run(['connect', '--url', URL_OF_WEBHOOK]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/3 faults:\n {2}MONETIZENOW_API_KEY: is not set\n {2}MONETIZENOW_WEBHOOK_SECRET: is not set\n {2}SALESFORCE_CLIENT_SECRET: is not set[^]*→ docs\/connector\.md[^]*connect --secret/);
    const secret = await run(['connect', '--secret']);
    expect([secret.code, secret.out]).toEqual([0, expect.stringMatching(/^MONETIZENOW_WEBHOOK_SECRET=whsec_\S+\n$/)]);
  });

  it('connects: a login that is refused says what to check, the next one installs the webhook, and one more changes nothing', async () => {
    Object.assign(env, {
      MONETIZENOW_API_URL: standIn.url,
      MONETIZENOW_API_KEY: standIn.apiKey,
      MONETIZENOW_WEBHOOK_SECRET: standIn.webhookSecret,
      SALESFORCE_USERNAME: USER,
      SALESFORCE_PRIVATE_KEY_FILE: join(folder, 'connector.key'),
      CONNECTOR_DATA_DIR: join(folder, 'data'),
      CONNECTOR_PORT: '0',
      CONNECTOR_ADMIN_PORT: '0',
    });
    const stranger = await run(['connect', '--url', URL_OF_WEBHOOK], { SALESFORCE_USERNAME: 'nobody@example.com' });
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringMatching(/LOGIN_FAILED: invalid_grant[^]*\n→ Check SALESFORCE_URL, the connected app/)]);
    const first = await run(['connect', '--url', URL_OF_WEBHOOK]);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toMatch(new RegExp(`user ${USER}\\.\n✓ The webhook whook_1 is installed[^]*SALESFORCE_ORG_ID=00D`));
    const second = await run(['connect', '--url', URL_OF_WEBHOOK]);
    expect([second.code, second.out]).toEqual([0, expect.stringContaining('whook_1 was installed before: nothing was changed')]);
  });

  it('learns from doctor what is missing before anything runs', async () => {
    const { code, out } = await run(['doctor']);
    expect(code).toBe(1);
    expect(out.match(/^✗ .*/gm)).toEqual([
      expect.stringMatching(/^✗ Salesforce: org 00D.*bound to no org$/),
      expect.stringMatching(/^✗ Package and rights: Quote__c: NOT_FOUND/),
      expect.stringMatching(/^✗ Package and rights: QuoteItem__c: NOT_FOUND/),
      expect.stringMatching(/^✗ Package and rights: Product2; may not create, edit; does not see ExternalId__c/),
      expect.stringMatching(/^✗ Package and rights: PricebookEntry; may not create/),
      expect.stringMatching(/^✗ Package and rights: Account; does not see Id__c/),
      expect.stringMatching(/^✗ Package and rights: Opportunity; does not see Id__c, PrimaryQuote__c/),
      expect.stringMatching(/^✗ Package and rights: OpportunityLineItem; does not see QuoteItemId__c, QuoteId__c/),
      expect.stringMatching(/^✗ Connector: No connector runs here/),
    ]);
    env['SALESFORCE_ORG_ID'] = /SALESFORCE_ORG_ID=(\w+)/.exec(out)?.[1] ?? '';
  });

  it('gives the package to the user, and sees what the package cannot give', async () => {
    await assign('MonetizeNowSyncIntegration');
    const { code, out } = await run(['doctor']);
    expect([code, out.match(/^✗ .*/gm)]).toEqual([1, ['✗ Package and rights: Product2; may not create, edit', '✗ Package and rights: PricebookEntry; may not create', expect.stringMatching(/^✗ Connector/)]]);
  });

  it('starts the connector, and everything is good', async () => {
    await productManager();
    await assign('Product_Manager');
    connector = startChild('The connector', mainFile, ['serve'], env);
    const ready = await connector.entry(({ msg }) => msg === 'connector is ready', 90_000);
    standIn.sendTo(String(ready['url']));
    env['CONNECTOR_ADMIN_PORT'] = new URL(String(ready['adminUrl'])).port;
    const { code, out } = await run(['doctor']);
    expect([out.match(/^✗ .*/gm), out.split('\n').at(-2), code]).toEqual([null, 'Nothing is wrong.', 0]);
  });

  it('sees a webhook arrive: in Salesforce, and in the status', async () => {
    const { event, delivery } = await standIn.publish(quote('q1'));
    expect(delivery).toMatchObject({ status: 200, body: { queued: true, duplicate: false } });
    await ended(event.eventId, 'quote synced');
    expect(await inOrg('q1')).toBe(1);
    const { code, out } = await run(['status']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^The connector is ready\.[^]*1 event, 0 duplicates, 0 coalesced, 1 sync,/)]);
  });
});

describe('an operator who sends a webhook by hand', () => {
  const [script = ''] = /^id="evt_[^]*?(?=^```)/m.exec(readFileSync(fileOf('docs/connector.md'), 'utf8')) ?? [];
  /** Does what the guide says, with the port of this connector and a quote that there is. */
  const send = async (more: Readonly<Record<string, string>> = {}) => {
    const ready = await connector.entry(({ msg }) => msg === 'connector is ready', 1_000);
    const command = script.replace('http://127.0.0.1:8080', String(ready['url'])).replace('quote_1', 'q1');
    return execFileSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env['PATH'], ...env, ...more } });
  };

  it('as the guide says is told that it was stored', async () => {
    expect(await send()).toMatch(/^HTTP\/1\.1 200 OK[^]*"queued":true,"eventId":"evt_\d+","quoteId":"q1"/);
  });

  it('with a wrong secret is refused, and status says why', async () => {
    expect(await send({ MONETIZENOW_WEBHOOK_SECRET: 'whsec_bm90IGEgc2VjcmV0IGJ1dCBsb25nIGVub3VnaA==' })).toMatch(/^HTTP\/1\.1 401[^]*SIGNATURE_REFUSED/);
    expect((await run(['status'])).out).toMatch(/^1 request refused, SIGNATURE_REFUSED: Compare MONETIZENOW_WEBHOOK_SECRET/m);
  });
});

describe('an operator whose connection is wrong', () => {
  it.each([
    ['key', { MONETIZENOW_API_KEY: 'wrong' }, /✗ MonetizeNow: MonetizeNow does not accept the API key.*\n {2}→ Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY/],
    ['org', { SALESFORCE_ORG_ID: '00D000000000002' }, /✗ Salesforce: The connection leads to another org.*\n {2}→ The connection leads to another org than SALESFORCE_ORG_ID/],
    ['user', { SALESFORCE_USERNAME: 'nobody@example.com' }, /✗ Salesforce: LOGIN_FAILED.*\n {2}→ Check SALESFORCE_URL.* and the user that it runs as/],
    ['API version', { SALESFORCE_API_VERSION: '99.0' }, /✗ API version: 99\.0 is not among .*\n {2}→ Set SALESFORCE_API_VERSION/],
  ])('is told by doctor what to do about a wrong %s', async (_what, more, finding) => {
    const { code, out } = await run(['doctor'], more);
    expect([code, out]).toEqual([1, expect.stringMatching(finding)]);
  });

  it('cannot start a second connector on the same data, and is told why', async () => {
    const { code, err } = await run(['serve'], { CONNECTOR_ADMIN_PORT: '0' });
    expect([code, err]).toEqual([1, expect.stringMatching(/Another connector uses this data folder[^]*→ Stop the other connector, or give this one a CONNECTOR_DATA_DIR of its own/)]);
  });

  it('is told that the data folder cannot be one', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, err } = await run(['serve'], { CONNECTOR_DATA_DIR: join(folder, 'file'), CONNECTOR_ADMIN_PORT: '0' });
    expect([code, err]).toEqual([1, expect.stringMatching(/^EEXIST: [^\n]*\n→ Set CONNECTOR_DATA_DIR to a folder on a disk with room, which the user that runs the connector may write\.\n$/)]);
  });

  it('is told that the data folder is not this user\'s to write, without a stack', async () => {
    const foreign = mkdtempSync(join(tmpdir(), 'operator-foreign-'));
    chmodSync(foreign, 0o555);
    // Root may write everywhere.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    const { code, err } = await run(['serve'], { CONNECTOR_DATA_DIR: foreign, CONNECTOR_ADMIN_PORT: '0', SALESFORCE_USERNAME: '', SALESFORCE_PRIVATE_KEY_FILE: '', SALESFORCE_CLIENT_SECRET: 'secret' }, { ...(uid === undefined ? {} : { uid }), cwd: foreign });
    rmSync(foreign, { recursive: true });
    expect([code, err]).toEqual([1, expect.stringMatching(/^EACCES: [^\n]*\n→ Set CONNECTOR_DATA_DIR to a folder [^\n]*\n$/)]);
  });

  it('is told which port is taken', async () => {
    const { code, err } = await run(['serve'], { CONNECTOR_DATA_DIR: join(folder, 'other'), CONNECTOR_PORT: new URL(standIn.url).port });
    expect([code, err]).toEqual([1, expect.stringMatching(/EADDRINUSE[^]*→ Stop what listens there, or set CONNECTOR_PORT/)]);
  });
});

describe('an operator at work', () => {
  it('finds a quote that a rule of the org refuses, sees what to do, does it and resumes it', async () => {
    await noDrafts(true);
    const { event } = await standIn.publish(quote('q2', { status: 'DRAFT' }));
    await ended(event.eventId, 'quote parked');
    await until(async () => (await run(['parked', 'list'])).out.includes('q2'), 15_000);
    const list = await run(['parked', 'list']);
    expect([list.code, list.out]).toEqual([0, expect.stringMatching(/default +q2 +FIELD_CUSTOM_VALIDATION_EXCEPTION .*No drafts here/)]);
    const show = await run(['parked', 'show', 'q2']);
    expect([show.code, show.out]).toEqual([0, expect.stringMatching(/what to do +A rule of your org refuses the record[^]*Then: npm run connector -- parked resume q2/)]);
    expect((await run(['doctor'])).out).toMatch(/✗ Connector: runs, and has parked quotes: 1\n {2}→ See which, and what to do: npm run connector -- parked list/);
    await noDrafts(false);
    expect(await run(['parked', 'resume', 'q2'])).toEqual({ code: 0, out: '1 quote is tried again. What becomes of it: npm run connector -- status\n', err: '' });
    await synced('q2', 'connector.resume');
    expect([await inOrg('q2'), (await run(['parked', 'resume', 'q2'])).code]).toEqual([1, 1]);
  });

  it('reaches the connector of this machine also where the way out leads through a proxy', async () => {
    const proxy = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9' };
    expect((await run(['status'], proxy)).code).toBe(0);
    expect((await run(['status'], { ...proxy, no_proxy: 'example.com' })).code).toBe(0);
  });

  it('replays a quote that somebody deleted in Salesforce', async () => {
    await waitForJobs(org);
    const [record] = await query(org, "SELECT Id FROM Quote__c WHERE Id__c = 'q1'");
    await org.sobject('Quote__c').destroy(String(record?.['Id']));
    expect(await run(['replay', '--quote', 'q1'])).toEqual({ code: 0, out: '1 quote is in line. What becomes of it: npm run connector -- status\n', err: '' });
    await synced('q1', 'connector.replay');
    expect(await inOrg('q1')).toBe(1);
  });

  it('counts what a backfill would do, and does it', async () => {
    const dry = await run(['backfill', '--dry-run', '--filter', 'status=SENT']);
    expect([dry.code, dry.out]).toEqual([0, '1 quote would be synced, in less than a minute. Nothing was done.\n']);
    const real = await run(['backfill']);
    expect([real.code, real.out]).toEqual([0, expect.stringMatching(/2 of 2 quotes in line\nDone: 2 quotes put in line, 2 found\./)]);
    const json = JSON.parse((await run(['backfill', '--json'])).out) as unknown;
    expect(json).toEqual({ found: 2, queued: 2 });
  });

  it('breaks a backfill off with Ctrl-C, and goes on with the same command', async () => {
    const child = spawn(process.execPath, [mainFile, 'backfill', '--rate', '1'], { cwd: folder, env: { PATH: process.env['PATH'], ...env } });
    let out = '';
    const over = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (String(chunk).includes('1 of 2 quotes in line')) child.kill('SIGINT');
    });
    expect([await over, out]).toEqual([1, expect.stringMatching(/Broken off: 1 quote put in line, 2 found\. The same command goes on from here\.\n$/)]);
    const rest = await run(['backfill']);
    expect([rest.code, rest.out]).toEqual([0, expect.stringMatching(/^Going on: 1 quote of 2 were put in line before[^]*Done: 1 quote put in line/)]);
  });

  it('whose program asks for JSON gets it of a failure, too', async () => {
    const { code, out, err } = await run(['status', '--json'], { CONNECTOR_ADMIN_PORT: '9' });
    expect([code, JSON.parse(out), err]).toEqual([1, { error: { code: 'CONNECTOR_NOT_RUNNING', message: expect.stringContaining('Nothing answers'), mend: expect.stringContaining('npm run connector') } }, '']);
  });

  it('called wrongly is told how to call', async () => {
    const ran = await Promise.all([run(['replay']), run(['resume']), run(['status', '--loud'])]);
    expect(ran.map(({ code, out }) => [code, out])).toEqual([[2, ''], [2, ''], [2, '']]);
    expect(ran.map(({ err }) => err.split('\n')[0])).toEqual(['replay needs either --quote or --since.', 'There is no command resume.', "Unknown option '--loud'."]);
  });

  it('stops the connector, which ends well, and is told how to start it again', async () => {
    process.kill(connector.pid, 'SIGTERM');
    await connector.entry(({ msg }) => msg === 'connector has stopped', 10_000);
    await connector.ended;
    expect(connector.exitCode()).toBe(0);
    expect((await run(['status']))).toMatchObject({ code: 1, err: expect.stringMatching(/No connector runs here[^]*→ Start the connector with `npm run connector`/) });
  });
});
