import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOrg, type OrgServer } from '../../../local-org/src/rest/server.ts';
import { apexOrg } from '../apex/apex-org.ts';

const ACCOUNTS = `@RestResource(urlMapping='/accounts/*')
global with sharing class AccountResource {
  global class Answer { global String name; global Integer size; }
  @HttpGet global static Account read() {
    String id = RestContext.request.requestURI.substringAfterLast('/');
    return [SELECT Id, Name FROM Account WHERE Id = :id];
  }
  @HttpPost global static Id create(String name, Integer employees) {
    Account made = new Account(Name = name, NumberOfEmployees = employees);
    insert made;
    RestContext.response.statusCode = 201;
    RestContext.response.addHeader('X-Made', 'yes');
    return made.Id;
  }
  @HttpPut global static void replace() {
    insert new Account(Name = 'Kept?');
    String text = null;
    text.trim();
  }
  @HttpPatch global static void raw() {
    RestRequest request = RestContext.request;
    RestContext.response.responseBody = Blob.valueOf(request.httpMethod + ' ' + request.params.get('a') + ' ' + request.requestBody.toString() + ' ' + request.resourcePath);
  }
  @HttpDelete global static Answer remove() {
    for (Integer i = 0; i < 101; i++) { Integer n = [SELECT COUNT() FROM Account]; }
    return new Answer();
  }
}`;
const EXACT = `@RestResource(urlMapping='/accounts/latest')
global class LatestResource {
  @HttpGet global static List<Integer> read() { RestContext.response.statusCode = 299; return new List<Integer>{ 1, 2 }; }
}`;

const { org, errors } = apexOrg({ 'AccountResource.cls': ACCOUNTS, 'LatestResource.cls': EXACT });
let server: OrgServer;

beforeAll(async () => {
  server = await serveOrg(org, { port: 0, credentials: { clientId: 'a', clientSecret: 'b' } });
});
afterAll(() => server.close());

async function call(method: string, path: string, body?: string, token = server.accessToken): Promise<{ status: number; text: string; headers: Headers }> {
  const init = body === undefined ? {} : { body };
  const response = await fetch(`${server.url}/services/apexrest${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('Apex REST', () => {
  test('takes parameters from the body and answers with status, header and value', async () => {
    expect(errors).toEqual([]);
    const made = await call('POST', '/accounts', '{"NAME":"Acme","employees":7}');
    expect(made.status).toBe(201);
    expect(made.headers.get('x-made')).toBe('yes');
    const id = JSON.parse(made.text) as string;
    const read = await call('GET', `/accounts/${id}`);
    expect(JSON.parse(read.text)).toMatchObject({ attributes: { type: 'Account' }, Id: id, Name: 'Acme' });
  });

  test('gives a method without parameters the raw request', async () => {
    expect(await call('PATCH', '/accounts/x?a=b%20c', 'plain')).toMatchObject({ status: 200, text: 'PATCH b c plain /services/apexrest/accounts/*' });
  });

  test('an exception is a 500 with its stack and undoes the transaction', async () => {
    const failed = await call('PUT', '/accounts/x', '{}');
    expect(failed.status).toBe(500);
    expect(JSON.parse(failed.text)).toEqual([{ errorCode: 'APEX_ERROR', message: expect.stringMatching(/^System\.NullPointerException: Attempt to de-reference a null object\n\nClass\.AccountResource\.replace: line 18, column 1/) }]);
    expect(org.transact({ label: 'count' }, (tx) => tx.data.rows(tx, 'Account').filter((row) => row.get('Name') === 'Kept?'))).toEqual([]);
  });

  test('limits hold, and the transaction is on record', async () => {
    const failed = await call('DELETE', '/accounts/x');
    expect(JSON.parse(failed.text)).toEqual([{ errorCode: 'APEX_ERROR', message: expect.stringMatching(/^System\.LimitException: Too many SOQL queries: 101/) }]);
    expect(org.log.since(0).at(-1)).toMatchObject({ label: 'DELETE services/apexrest/accounts/x' });
  });

  test('an exact mapping wins; a status that the platform does not send is refused', async () => {
    const answered = await call('GET', '/accounts/latest');
    expect(answered.status).toBe(500);
    expect(answered.text).toContain('Invalid status code for HTTP response: 299');
  });

  test('wrong bodies are JSON_PARSER_ERROR', async () => {
    expect(await call('POST', '/accounts', '{"name":')).toMatchObject({ status: 400, text: expect.stringContaining('JSON_PARSER_ERROR') });
    expect(await call('POST', '/accounts', '{"colour":1}')).toMatchObject({ status: 400, text: expect.stringContaining('Unexpected parameter encountered during deserialization: colour') });
    expect(await call('POST', '/accounts', '{"employees":"many"}')).toMatchObject({ status: 400, text: expect.stringContaining('JSON_PARSER_ERROR') });
  });

  test('unknown paths, missing methods and unknown tokens have their own errors', async () => {
    expect(await call('GET', '/Accounts')).toMatchObject({ status: 404, text: '[{"errorCode":"NOT_FOUND","message":"Could not find a match for URL"}]' });
    expect(await call('POST', '/accounts/latest', '{}')).toMatchObject({ status: 405, text: `[{"errorCode":"METHOD_NOT_ALLOWED","message":"HTTP Method 'POST' not allowed. Allowed are GET"}]` });
    expect(await call('GET', '/accounts/1', undefined, 'x')).toMatchObject({ status: 401, text: expect.stringContaining('INVALID_SESSION_ID') });
  });
});
