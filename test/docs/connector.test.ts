import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createPublicKey, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backfillCommand } from '../../connector/src/commands/backfill.ts';
import { connectCommand } from '../../connector/src/commands/connect.ts';
import { doctorCommand } from '../../connector/src/commands/doctor.ts';
import { parkedCommand } from '../../connector/src/commands/parked.ts';
import { previewCommand } from '../../connector/src/commands/preview.ts';
import { replayCommand } from '../../connector/src/commands/replay.ts';
import { serveCommand } from '../../connector/src/commands/serve.ts';
import { statusCommand } from '../../connector/src/commands/status.ts';
import { readConfig } from '../../connector/src/config.ts';
import { errorKinds } from '../../connector/src/errors.ts';
import { advices } from '../../connector/src/operation/advice.ts';
import { createMetrics } from '../../connector/src/operation/metrics.ts';
import { reactions } from '../../connector/src/salesforce/reactions.ts';
import { SECRET } from '../connector/support/delivery.ts';

const text = (path: string) => readFileSync(path, 'utf8');
const guide = text('docs/connector.md');
const rows = guide.split('\n').filter((line) => line.startsWith('| '));
const folder = mkdtempSync(join(tmpdir(), 'guide-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of a language, also those within a list. */
function blocks(language: string): string[] {
  const all = [...guide.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)];
  return all.filter(([, , name]) => name === language).map(([, indent = '', , code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}
const codesIn = (cell = '') => [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, code]) => code ?? '');
const main = (...args: string[]) => spawnSync(process.execPath, ['connector/src/main.ts', ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
/** Variables as a file of the environment has them. */
const variablesOf = (block: string) => Object.fromEntries([...block.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

/** The options of each command, as --help shows them. */
const never = () => {
  throw new Error('a usage asks nobody');
};
const usageOf: Record<string, string | undefined> = Object.fromEntries(
  Object.entries({
    serve: serveCommand({}),
    connect: connectCommand(never, { monetizenow: never, salesforce: never }),
    status: statusCommand(never),
    parked: parkedCommand(never),
    preview: previewCommand(never, never),
    replay: replayCommand({ client: never, tenants: never, list: never, now: never }),
    backfill: backfillCommand({ client: never, tenants: never, list: never, dataDir: never, now: never }),
    doctor: doctorCommand(never, []),
  }).map(([name, { usage }]) => [name, usage.join('\n')]),
);

describe("the operator's guide", () => {
  it('names every variable that the connector reads, and no other', () => {
    const read = ['config.ts', 'config/tenant-variables.ts'].flatMap((file) => [...text(`connector/src/${file}`).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name));
    const tables = rows.filter((row) => /^\| `(?:MONETIZENOW|SALESFORCE|CONNECTOR|RESTATE|LOG)_/.test(row) && row.split('|').length === 5);
    const named = tables.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? '')).filter((name) => !(name in errorKinds));
    expect(named.toSorted()).toEqual(read.toSorted());
  });

  it('has the defaults that the connector has', () => {
    const { http, queue, tenants } = readConfig(variablesOf(blocks('ini')[0] ?? ''));
    const [tenant] = tenants;
    const defaultOf = (name: string) => (rows.find((row) => row.startsWith(`| \`${name}\``))?.split('|')[3] ?? '').trim().replaceAll('`', '');
    expect({
      CONNECTOR_ADMIN_PORT: defaultOf('CONNECTOR_ADMIN_PORT'),
      CONNECTOR_BODY_LIMIT: defaultOf('CONNECTOR_BODY_LIMIT'),
      CONNECTOR_PARALLEL_QUOTES: defaultOf('CONNECTOR_PARALLEL_QUOTES'),
      MONETIZENOW_API_URL: defaultOf('MONETIZENOW_API_URL'),
      MONETIZENOW_PARALLEL_REQUESTS: defaultOf('MONETIZENOW_PARALLEL_REQUESTS'),
      MONETIZENOW_WEBHOOKS_PATH: defaultOf('MONETIZENOW_WEBHOOKS_PATH'),
      SALESFORCE_API_VERSION: defaultOf('SALESFORCE_API_VERSION'),
      SALESFORCE_PARALLEL_REQUESTS: defaultOf('SALESFORCE_PARALLEL_REQUESTS'),
      SALESFORCE_API_RESERVE: defaultOf('SALESFORCE_API_RESERVE'),
    }).toEqual({
      CONNECTOR_ADMIN_PORT: String(http.adminPort),
      CONNECTOR_BODY_LIMIT: String(http.bodyLimit),
      CONNECTOR_PARALLEL_QUOTES: String(queue.parallelQuotes),
      MONETIZENOW_API_URL: tenant?.monetizenow.url,
      MONETIZENOW_PARALLEL_REQUESTS: String(tenant?.monetizenow.parallelRequests),
      MONETIZENOW_WEBHOOKS_PATH: tenant?.monetizenow.webhooksPath,
      SALESFORCE_API_VERSION: tenant?.salesforce.apiVersion,
      SALESFORCE_PARALLEL_REQUESTS: String(tenant?.salesforce.parallelRequests),
      SALESFORCE_API_RESERVE: String((tenant?.salesforce.reserve ?? 0) * 100),
    });
  });

  it('has environments that the connector accepts: client credentials, JWT bearer, a cluster', () => {
    const [credentials = {}, jwt = {}, , cluster = {}] = blocks('ini').map(variablesOf);
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(join(folder, 'connector.key'), pem);
    expect(readConfig(credentials).tenants[0]?.salesforce.login).toHaveProperty('clientSecret');
    const key = join(folder, jwt['SALESFORCE_PRIVATE_KEY_FILE'] ?? '');
    expect(readConfig({ ...credentials, SALESFORCE_CLIENT_SECRET: '', ...jwt, SALESFORCE_PRIVATE_KEY_FILE: key }).tenants[0]?.salesforce.login).toMatchObject({ username: 'connector@example.com', privateKey: pem });
    expect(readConfig({ ...credentials, ...cluster }).queue.cluster).toMatchObject({ serviceUrl: 'http://connector.internal:9080' });
  });

  it('has a tenants file that the connector accepts', () => {
    const [json = ''] = blocks('json');
    const path = join(folder, 'tenants.json');
    writeFileSync(path, json);
    const secrets = Object.fromEntries([...json.matchAll(/\$(\w+)/g)].map(([, name = '']) => [name, name.endsWith('SECRET') ? SECRET : name]));
    expect(readConfig({ ...secrets, CONNECTOR_TENANTS_FILE: path }).tenants.map(({ id }) => id)).toEqual(['acme', 'globex']);
  });

  it('shows how to make a key and a certificate that belong together', () => {
    const command = blocks('sh').find((code) => code.startsWith('openssl')) ?? '';
    const made = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const [key, certificate] = ['connector.key', 'connector.crt'].map((name) => readFileSync(join(folder, name)));
    const publicKey = createPublicKey(new X509Certificate(certificate ?? '').publicKey.export({ type: 'spki', format: 'pem' }));
    const data = Buffer.from('assertion');
    expect(verify('RSA-SHA256', data, publicKey, sign('RSA-SHA256', data, (key ?? '').toString()))).toBe(true);
  });

  it('shows the commands as --help does', () => {
    const { status, stdout } = main('--help');
    expect([status, blocks('').find((block) => block.startsWith('npm run connector'))]).toEqual([0, stdout]);
  });

  it('names options that the commands know', () => {
    const named = [...guide.matchAll(/npm run connector -- ([a-z]+)([^`\n]*)/g)].map(([, command = '', rest = '']) => ({ command, options: rest.match(/--[a-z-]+/g) ?? [] }));
    expect(named.length).toBeGreaterThan(10);
    expect(named.flatMap(({ command, options }) => options.filter((option) => usageOf[command]?.includes(option) !== true).map((option) => `${command} ${option}`))).toEqual([]);
  });

  it('lists every metric, and no other', async () => {
    const { text: read } = createMetrics(async () => ({ backlog: 0, running: 0, parked: 0, oldestMs: 0 }));
    const metrics = [...(await read()).matchAll(/^# TYPE (connector_\w+)/gm)].map(([, name]) => name);
    const listed = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(connector_\w+)`/g)].map(([, name]) => name));
    expect(listed.toSorted()).toEqual(metrics.toSorted());
    const alerts = [...(blocks('yaml')[0] ?? '').matchAll(/connector_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));
    expect([alerts.length, alerts.filter((name) => !metrics.includes(name))]).toEqual([10, []]);
  });

  it('says what to do about each code as `parked show` does', () => {
    const table = rows.filter((row) => /^\| `[A-Z_]+`/.test(row) && row.split('|').length === 4);
    expect(table).toEqual(advices.map(({ codes, mend }) => `| ${codes.map((code) => `\`${code}\``).join(', ')} | ${mend} |`));
  });

  it("explains every code of the connector's own", () => {
    const explained = new Set(rows.flatMap((row) => codesIn(row)));
    expect(Object.keys(errorKinds).filter((code) => !explained.has(code))).toEqual([]);
    const advised = new Set(advices.flatMap(({ codes }) => codes));
    const madeUp = ['NETWORK', 'LOGIN_FAILED', 'API_RESERVE_REACHED', 'UNEXPECTED'];
    expect(madeUp.filter((code) => !advised.has(code))).toEqual([]);
  });

  it('advises on codes that exist', () => {
    const known = new Set([...Object.keys(errorKinds), ...reactions.keys(), 'UNEXPECTED']);
    expect(advices.flatMap(({ codes }) => codes).filter((code) => !known.has(code))).toEqual([]);
  });

  it('links within itself and the admin guide to headings that exist', () => {
    const slugs = (page: string) => new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(/[^\p{L}\d _-]/gu, '').replaceAll(' ', '-')));
    const links = [...guide.matchAll(/\]\(((?:admin-guide\.md)?)#([^)]+)\)/g)].map(([, page = '', anchor = '']) => ({ page: page || 'connector.md', anchor }));
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter(({ page, anchor }) => !slugs(text(`docs/${page}`)).has(anchor))).toEqual([]);
  });

  it('installs by `npm ci --omit=dev` everything that the connector imports', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const imported = globSync('connector/src/**/*.ts').flatMap((file) => [...text(file).matchAll(/(?:from|import\() ?'([^.'][^']*)'/g)].map(([, name = '']) => name));
    const packages = new Set(imported.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')));
    expect(packages.size).toBeGreaterThan(5);
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
    expect([blocks('dockerfile')[0], blocks('ini')[2]].map((block) => /connector\/src\/main\.ts/.test(block ?? '') && existsSync('connector/src/main.ts'))).toEqual([true, true]);
  });
});
