import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readAdminPort, readConfig } from '../../connector/src/config.ts';
import { OTHER_SECRET, SECRET } from './support/delivery.ts';

const complete = {
  MONETIZENOW_API_KEY: 'key',
  MONETIZENOW_WEBHOOK_SECRET: SECRET,
  SALESFORCE_URL: 'https://example.my.salesforce.com/',
  SALESFORCE_CLIENT_ID: 'id',
  SALESFORCE_CLIENT_SECRET: 'secret',
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const rsaKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ecKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY = rsaKey();
const withKey = { ...complete, SALESFORCE_CLIENT_SECRET: '', SALESFORCE_USERNAME: 'sync@example.com', SALESFORCE_PRIVATE_KEY_FILE: file('key.pem', KEY) };

const onlyTenant = (env: NodeJS.ProcessEnv) => readConfig(env).tenants[0];

describe('the configuration', () => {
  it('needs five variables and has defaults for the rest', () => {
    expect(readConfig(complete)).toMatchObject({
      http: { host: '127.0.0.1', port: 8080, adminPort: 8081, metrics: null },
      queue: { parallelQuotes: 8, cluster: null },
      tenants: [
        {
          id: 'default',
          webhookSecrets: [SECRET],
          monetizenow: { url: 'https://api.monetizeplatform.com', apiKey: 'key', parallelRequests: 5 },
          salesforce: {
            url: 'https://example.my.salesforce.com',
            apiVersion: '65.0',
            login: { clientId: 'id', clientSecret: 'secret' },
            orgId: null,
            reserve: 0.1,
          },
        },
      ],
    });
  });

  it('names every fault at once', () => {
    expect(
      faultsOf({
        CONNECTOR_PORT: '70000',
        CONNECTOR_METRICS_PORT: 'many',
        MONETIZENOW_WEBHOOK_SECRET: 'whsec_short',
        SALESFORCE_URL: 'example.com',
        SALESFORCE_ORG_ID: '001000000000001',
        LOG_LEVEL: 'loud',
        RESTATE_ADMIN_URL: 'http://restate:9070',
      }),
    ).toEqual([
      'CONNECTOR_PORT: must be a port number',
      'CONNECTOR_METRICS_PORT: must be a port number',
      'LOG_LEVEL: must be trace, debug, info, warn, error or silent',
      expect.stringMatching(/^RESTATE_INGRESS_URL: is not set/),
      expect.stringMatching(/^CONNECTOR_SERVICE_URL: is not set/),
      'MONETIZENOW_API_KEY: is not set',
      'MONETIZENOW_WEBHOOK_SECRET: must be whsec_ followed by the base64 of 24 to 64 bytes',
      'SALESFORCE_URL: must be an http or https address',
      'SALESFORCE_ORG_ID: must be the id of an org: 15 or 18 characters that begin with 00D',
      'SALESFORCE_CLIENT_ID: is not set (nor is SALESFORCE_ACCESS_TOKEN)',
      'SALESFORCE_CLIENT_SECRET: is not set (nor are SALESFORCE_USERNAME and SALESFORCE_PRIVATE_KEY_FILE, nor SALESFORCE_ACCESS_TOKEN)',
    ]);
  });

  it('has an own place for the metrics where a port is set, and a host with it', () => {
    expect(readConfig({ ...complete, CONNECTOR_METRICS_PORT: '9464' }).http.metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(readConfig({ ...complete, CONNECTOR_METRICS_HOST: '0.0.0.0', CONNECTOR_METRICS_PORT: '9464' }).http.metrics).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(faultsOf({ ...complete, CONNECTOR_METRICS_HOST: '0.0.0.0' })).toEqual(['CONNECTOR_METRICS_PORT: is not set (CONNECTOR_METRICS_HOST needs it)']);
  });

  it('takes an access token instead of a client', () => {
    const withToken = { ...complete, SALESFORCE_CLIENT_ID: '', SALESFORCE_CLIENT_SECRET: '', SALESFORCE_ACCESS_TOKEN: 'token' };
    expect(onlyTenant(withToken)?.salesforce.login).toEqual({ accessToken: 'token' });
  });

  it('takes a user and a private key instead of a client secret', () => {
    expect(onlyTenant(withKey)?.salesforce.login).toEqual({ clientId: 'id', username: 'sync@example.com', privateKey: KEY });
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['without the user', { SALESFORCE_USERNAME: '' }, /^SALESFORCE_USERNAME: is not set/],
    ['without the key', { SALESFORCE_PRIVATE_KEY_FILE: '' }, /^SALESFORCE_PRIVATE_KEY_FILE: is not set/],
    ['with a client secret besides, so that nobody knows which is meant', { SALESFORCE_CLIENT_SECRET: 'secret' }, /^SALESFORCE_CLIENT_SECRET: must not be set beside/],
    ['with a file that is not there', { SALESFORCE_PRIVATE_KEY_FILE: join(folder, 'none.pem') }, /^SALESFORCE_PRIVATE_KEY_FILE: names a file that is not there$/],
    ['with a folder', { SALESFORCE_PRIVATE_KEY_FILE: folder }, /^SALESFORCE_PRIVATE_KEY_FILE: names a folder, not a file$/],
    ['with something else than a key', { SALESFORCE_PRIVATE_KEY_FILE: file('crt.pem', 'PEM') }, /^SALESFORCE_PRIVATE_KEY_FILE: must be an RSA private key/],
    ['with a key of another kind', { SALESFORCE_PRIVATE_KEY_FILE: file('ec.pem', ecKey()) }, /^SALESFORCE_PRIVATE_KEY_FILE: must be an RSA private key/],
  ])('refuses a login by JWT bearer %s', (_what, more, fault) => {
    expect(faultsOf({ ...withKey, ...more })).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['a password, which messages would repeat', 'https://user:secret@example.my.salesforce.com'],
    ['a query', 'https://example.my.salesforce.com?x=1'],
  ])('refuses an address with %s', (_what, SALESFORCE_URL) => {
    expect(faultsOf({ ...complete, SALESFORCE_URL })).toEqual([expect.stringMatching(/^SALESFORCE_URL: must (?:have no user|be an address alone)/)]);
  });

  it('refuses one port for two listeners', () => {
    expect(faultsOf({ ...complete, CONNECTOR_PORT: '8081' })).toEqual(['CONNECTOR_ADMIN_PORT: must be another port than CONNECTOR_PORT']);
    expect(faultsOf({ ...complete, CONNECTOR_METRICS_PORT: '8080' })).toEqual(['CONNECTOR_METRICS_PORT: must be another port than CONNECTOR_PORT']);
    expect(faultsOf({ ...complete, CONNECTOR_PORT: '0', CONNECTOR_ADMIN_PORT: '0' }), 'two free ones').toEqual([]);
  });

  it('has a port for the commands that need nothing else', () => {
    expect([readAdminPort({}), readAdminPort({ CONNECTOR_ADMIN_PORT: '9001' })]).toEqual([8081, 9001]);
    expect(() => readAdminPort({ CONNECTOR_ADMIN_PORT: 'abc' })).toThrow(/CONNECTOR_ADMIN_PORT: must be a port number/);
  });

  it('has room for two webhook secrets', () => {
    const rotating = { ...complete, MONETIZENOW_WEBHOOK_SECRET_PREVIOUS: OTHER_SECRET };
    expect(onlyTenant(rotating)?.webhookSecrets).toEqual([SECRET, OTHER_SECRET]);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(faultsOf({ ...complete, MONETIZENOW_API_KEY: '', CONNECTOR_PORT: '' })).toEqual(['MONETIZENOW_API_KEY: is not set']);
  });

  it.each([
    ['the carriage return of a file from Windows', 'key\r', /control characters/],
    ['a blank at its end', 'key ', /blanks at its ends/],
  ])('refuses a key with %s', (_what, MONETIZENOW_API_KEY, reason) => {
    expect(faultsOf({ ...complete, MONETIZENOW_API_KEY })).toEqual([expect.stringMatching(reason)]);
  });

  it('takes blanks for nothing, and not for the number 0', () => {
    expect(readConfig({ ...complete, SALESFORCE_API_RESERVE: '  ' }).tenants[0]?.salesforce.reserve).toBe(0.1);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(faultsOf({ ...complete, MONETIZENOW_WEBHOOK_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });
});

describe('a tenants file', () => {
  const acme = { ...complete, MONETIZENOW_API_KEY: '$ACME_KEY' };

  it('has the variables of each tenant, and takes secrets from the environment', () => {
    const path = file('tenants.json', JSON.stringify({ acme, globex: complete }));
    const { tenants } = readConfig({ CONNECTOR_TENANTS_FILE: path, ACME_KEY: 'from the environment' });
    expect(tenants.map(({ id, monetizenow }) => [id, monetizenow.apiKey])).toEqual([['acme', 'from the environment'], ['globex', 'key']]);
  });

  it('has its faults named by tenant', () => {
    const path = file('faulty.json', JSON.stringify({ acme, Globex: complete }));
    expect(faultsOf({ CONNECTOR_TENANTS_FILE: path })).toEqual([
      'acme.MONETIZENOW_API_KEY: $ACME_KEY is not set in the environment',
      'tenant "Globex": must be small letters, digits and hyphens, 40 at most',
    ]);
  });

  it('repeats no value that is meant as a secret and begins with $', () => {
    const path = file('dollar.json', JSON.stringify({ acme: { ...complete, MONETIZENOW_API_KEY: '$hunter2' } }));
    expect(faultsOf({ CONNECTOR_TENANTS_FILE: path })).toEqual([expect.not.stringContaining('hunter2')]);
  });

  it('has each entry judged by itself, and misspelt variables named', () => {
    const path = file('misspelt.json', JSON.stringify({ acme: { ...complete, MONETIZENOW_API_KEYS: 'key', CONNECTOR_PORT: '1', toString: '1' }, globex: [], initech: { ...complete, SALESFORCE_API_RESERVE: 5 } }));
    expect(faultsOf({ CONNECTOR_TENANTS_FILE: path })).toEqual([
      'acme.MONETIZENOW_API_KEYS: is no variable of a tenant',
      'acme.CONNECTOR_PORT: is no variable of a tenant',
      'acme.toString: is no variable of a tenant',
      'globex: must be an object of variables, whose values are texts',
      'initech: must be an object of variables, whose values are texts',
    ]);
  });

  it.each([
    ['is not there', join(folder, 'none.json'), /names a file that is not there$/],
    ['is a folder', folder, /names a folder, not a file$/],
    ['is JSON up to a secret', file('cut.json', '{"acme":{"MONETIZENOW_API_KEY":hunter2}}'), /^CONNECTOR_TENANTS_FILE: is not JSON(?!.*hunter)/],
    ['is not JSON', file('text.json', 'acme'), /JSON/],
    ['is not an object of tenants', file('list.json', '[1]'), /must be an object of tenants/],
    ['is empty', file('empty.json', '{}'), /names no tenant/],
  ])('that %s is a fault', (_name, path, reason) => {
    expect(faultsOf({ CONNECTOR_TENANTS_FILE: path })).toEqual([expect.stringMatching(reason)]);
  });
});
