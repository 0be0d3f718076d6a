import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../connector/src/config.ts';
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
      'SALESFORCE_CLIENT_SECRET: is not set (nor is SALESFORCE_ACCESS_TOKEN)',
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
    const withKey = { ...complete, SALESFORCE_CLIENT_SECRET: '', SALESFORCE_USERNAME: 'sync@example.com', SALESFORCE_PRIVATE_KEY_FILE: file('key.pem', 'PEM') };
    expect(onlyTenant(withKey)?.salesforce.login).toEqual({ clientId: 'id', username: 'sync@example.com', privateKey: 'PEM' });
    expect(faultsOf({ ...withKey, SALESFORCE_USERNAME: '' })).toEqual(['SALESFORCE_USERNAME: is not set (nor is SALESFORCE_ACCESS_TOKEN)']);
    expect(faultsOf({ ...withKey, SALESFORCE_PRIVATE_KEY_FILE: join(folder, 'none.pem') })).toEqual([expect.stringMatching(/^SALESFORCE_PRIVATE_KEY_FILE: ENOENT/)]);
  });

  it('has room for two webhook secrets', () => {
    const rotating = { ...complete, MONETIZENOW_WEBHOOK_SECRET_PREVIOUS: OTHER_SECRET };
    expect(onlyTenant(rotating)?.webhookSecrets).toEqual([SECRET, OTHER_SECRET]);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(faultsOf({ ...complete, MONETIZENOW_API_KEY: '', CONNECTOR_PORT: '' })).toEqual(['MONETIZENOW_API_KEY: is not set']);
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
      'acme.MONETIZENOW_API_KEY: is not set',
      'tenant "Globex": must be small letters, digits and hyphens, 40 at most',
    ]);
  });

  it.each([
    ['is not there', join(folder, 'none.json'), /ENOENT/],
    ['is not JSON', file('text.json', 'acme'), /JSON/],
    ['is not an object of tenants', file('list.json', '[1]'), /must be an object of tenants/],
    ['is empty', file('empty.json', '{}'), /names no tenant/],
  ])('that %s is a fault', (_name, path, reason) => {
    expect(faultsOf({ CONNECTOR_TENANTS_FILE: path })).toEqual([expect.stringMatching(reason)]);
  });
});
