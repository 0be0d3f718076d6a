import { describe, expect, it } from 'vitest';
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

describe('the configuration', () => {
  it('needs five variables and has defaults for the rest', () => {
    expect(readConfig(complete)).toMatchObject({
      http: { host: '127.0.0.1', port: 8080, webhookSecrets: [SECRET] },
      monetizenow: { url: 'https://api.monetizeplatform.com', apiKey: 'key' },
      salesforce: {
        url: 'https://example.my.salesforce.com',
        apiVersion: '65.0',
        login: { clientId: 'id', clientSecret: 'secret' },
      },
    });
  });

  it('names every fault at once', () => {
    expect(
      faultsOf({
        CONNECTOR_PORT: '70000',
        MONETIZENOW_WEBHOOK_SECRET: 'whsec_short',
        SALESFORCE_URL: 'example.com',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'CONNECTOR_PORT: must be a port number',
      'MONETIZENOW_API_KEY: is not set',
      'MONETIZENOW_WEBHOOK_SECRET: must be whsec_ followed by the base64 of 24 to 64 bytes',
      'SALESFORCE_URL: must be an http or https address',
      'LOG_LEVEL: must be trace, debug, info, warn, error or silent',
      'SALESFORCE_CLIENT_ID: is not set (nor is SALESFORCE_ACCESS_TOKEN)',
      'SALESFORCE_CLIENT_SECRET: is not set (nor is SALESFORCE_ACCESS_TOKEN)',
    ]);
  });

  it('takes an access token instead of a client', () => {
    const withToken = {
      ...complete,
      SALESFORCE_CLIENT_ID: '',
      SALESFORCE_CLIENT_SECRET: '',
      SALESFORCE_ACCESS_TOKEN: 'token',
    };
    expect(readConfig(withToken).salesforce.login).toEqual({ accessToken: 'token' });
  });

  it('has room for two webhook secrets', () => {
    expect(readConfig({ ...complete, MONETIZENOW_WEBHOOK_SECRET_PREVIOUS: OTHER_SECRET }).http.webhookSecrets).toEqual([
      SECRET,
      OTHER_SECRET,
    ]);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(faultsOf({ ...complete, MONETIZENOW_API_KEY: '', CONNECTOR_PORT: '' })).toEqual([
      'MONETIZENOW_API_KEY: is not set',
    ]);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(faultsOf({ ...complete, MONETIZENOW_WEBHOOK_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });
});
