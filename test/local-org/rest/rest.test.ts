import { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgServer } from '../../../local-org/src/rest/server.ts';
import { serveOrg } from '../../../local-org/src/rest/server.ts';
import { invoiceOrg, NOW } from '../fixtures/org.ts';

const credentials = { clientId: 'client', clientSecret: 'secret' };
const org = invoiceOrg();
let server: OrgServer;
let connection: Connection;

beforeAll(async () => {
  server = await serveOrg(org, { port: 0, credentials });
  connection = new Connection({ instanceUrl: server.url, accessToken: server.accessToken, version: '65.0' });
});

afterAll(() => server.close());

const base = '/services/data/v65.0';

async function post<T>(path: string, body: unknown, method: 'POST' | 'PATCH' = 'POST'): Promise<T> {
  return connection.request<T>({ method, url: base + path, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

describe('logging in', () => {
  test('client credentials give a token that works', async () => {
    const response = await fetch(`${server.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'client', client_secret: 'secret' }) });
    const token = (await response.json()) as { access_token: string; instance_url: string };
    expect(token.instance_url).toBe(server.url);
    const limits = await fetch(`${server.url}${base}/limits`, { headers: { authorization: `Bearer ${token.access_token}` } });
    expect(limits.status).toBe(200);
    expect(limits.headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/\d+$/);
  });

  test('a wrong secret is refused', async () => {
    const response = await fetch(`${server.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'client', client_secret: 'guess' }) });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'invalid_client', error_description: 'invalid client credentials' });
  });

  test('jsforce logs in with its own OAuth client', async () => {
    const own = new Connection({ oauth2: { loginUrl: server.url, clientId: 'client', clientSecret: 'secret' } });
    const user = await own.authorize({ grant_type: 'client_credentials' });
    expect(user.organizationId).toBe(org.seed.organizationId);
    expect((await own.identity()).user_id).toBe(org.seed.userId);
  });

  test('an unknown token is INVALID_SESSION_ID', async () => {
    const stranger = new Connection({ instanceUrl: server.url, accessToken: 'x', version: '65.0' });
    await expect(stranger.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
  });
});

describe('records', () => {
  test('are created, read, updated and deleted', async () => {
    const made = await connection.sobject('Account').create({ Name: 'Acme', NumberOfEmployees: 5, AnnualRevenue: 1000.5 });
    expect(made).toMatchObject({ success: true, errors: [] });
    await connection.sobject('Account').update({ Id: made.id!, Name: 'Acme Ltd' });
    const read = await connection.sobject('Account').retrieve(made.id!);
    expect(read).toMatchObject({ Name: 'Acme Ltd', NumberOfEmployees: 5, AnnualRevenue: 1001, OwnerId: org.seed.userId, CreatedDate: '2026-05-13T12:00:00.000+0000' });
    await connection.sobject('Account').destroy(made.id!);
    await expect(connection.sobject('Account').retrieve(made.id!)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
  });

  test('an error carries code, message and fields', async () => {
    await expect(connection.sobject('Invoice__c').create({ Name: 'x', Total__c: -1 })).rejects.toMatchObject({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'Total must not be negative',
      data: { fields: ['Total__c'] },
    });
    await expect(connection.sobject('Account').create({ Nope__c: 1 } as never)).rejects.toMatchObject({ errorCode: 'INVALID_FIELD', message: "No such column 'Nope__c' on sobject of type Account" });
    await expect(connection.sobject('Invoice__c').create({ Name: 'x', Twice__c: 1 })).rejects.toMatchObject({ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' });
  });

  test('an upsert by external id makes a record once, whatever its key contains', async () => {
    const key = 'a/b c?d';
    const url = `${base}/sobjects/Invoice__c/Key__c/${encodeURIComponent(key)}`;
    const send = (name: string): Promise<Response> => fetch(server.url + url, { method: 'PATCH', body: JSON.stringify({ Name: name }), headers: { authorization: `Bearer ${server.accessToken}`, 'content-type': 'application/json' } });
    const first = await send('one');
    expect([first.status, ((await first.json()) as { created: boolean }).created]).toEqual([201, true]);
    const second = await send('two');
    expect([second.status, ((await second.json()) as { created: boolean }).created]).toEqual([200, false]);
    const { records } = await connection.query<{ Name: string; Key__c: string }>(`SELECT Name, Key__c FROM Invoice__c WHERE Key__c = '${key}'`);
    expect(records).toMatchObject([{ Name: 'two', Key__c: key }]);
  });

  test('a parent may be named by its external id', async () => {
    await connection.sobject('Invoice__c').create({ Name: 'parent', Key__c: 'P1' });
    await connection.sobject('Line__c').create({ Invoice__r: { Key__c: 'P1' }, Amount__c: 1.25 });
    const { records } = await connection.query<{ Name: string; Invoice__r: { Name: string } }>("SELECT Name, Invoice__r.Name FROM Line__c WHERE Invoice__r.Key__c = 'P1'");
    expect(records).toMatchObject([{ Name: 'L-0001', Invoice__r: { Name: 'parent' } }]);
    await expect(connection.sobject('Line__c').create({ Invoice__r: { Key__c: 'nobody' } })).rejects.toMatchObject({ errorCode: 'INVALID_FIELD', message: 'Foreign key external ID: nobody not found for field Key__c in entity Invoice__c' });
  });
});

describe('queries', () => {
  test('print records as Salesforce does', async () => {
    const made = await connection.sobject('Account').create({ Name: 'Query Co' });
    await connection.sobject('Contact').create({ LastName: 'Kid', AccountId: made.id! });
    const { records } = await connection.query(`SELECT Name, Parent.Name, (SELECT LastName FROM Contacts), (SELECT Name FROM Opportunities) FROM Account WHERE Id = '${made.id}'`);
    expect(records).toEqual([
      {
        attributes: { type: 'Account', url: `${base}/sobjects/Account/${made.id}` },
        Name: 'Query Co',
        Parent: null,
        Contacts: { totalSize: 1, done: true, records: [{ attributes: expect.objectContaining({ type: 'Contact' }), LastName: 'Kid' }] },
        Opportunities: null,
      },
    ]);
  });

  test('go on page by page', async () => {
    await connection.sobject('Lead').create(Array.from({ length: 200 }, (_, i) => ({ LastName: `L${i}`, Company: 'Pages' })));
    await connection.sobject('Lead').create(Array.from({ length: 120 }, (_, i) => ({ LastName: `M${i}`, Company: 'Pages' })));
    const page = (url: string): Promise<QueryPage> => connection.request<QueryPage>({ method: 'GET', url, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
    const first = await page(`${base}/query?q=${encodeURIComponent("SELECT Id FROM Lead WHERE Company = 'Pages'")}`);
    expect([first.totalSize, first.done, first.records.length]).toEqual([320, false, 200]);
    const rest = await page(first.nextRecordsUrl!);
    expect([rest.done, rest.records.length]).toEqual([true, 120]);
  });

  test('count, aggregate and complain', async () => {
    expect((await connection.query('SELECT COUNT() FROM User')).totalSize).toBe(1);
    const { records } = await connection.query("SELECT Company, COUNT(Id) n FROM Lead WHERE Company = 'Pages' GROUP BY Company");
    expect(records).toEqual([{ attributes: { type: 'AggregateResult' }, Company: 'Pages', n: 320 }]);
    await expect(connection.query('SELECT Nope FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD', message: expect.stringContaining("No such column 'Nope' on entity 'Account'") });
    await expect(connection.query('SELECT Id FROM Nowhere__c')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
    await expect(connection.query('SELECT Id FROM Account WHERE')).rejects.toMatchObject({ errorCode: 'MALFORMED_QUERY' });
  });
});

describe('searches', () => {
  test('find words in the fields of several objects', async () => {
    await connection.sobject('Account').create([{ Name: 'Zebra Works', Phone: '555' }, { Name: 'Zebrafish' }]);
    await connection.sobject('Contact').create({ LastName: 'Zebra', Email: 'z@example.com' });
    const found = await connection.search('FIND {zebra} IN ALL FIELDS RETURNING Account(Name), Contact(LastName, Email)');
    expect(found.searchRecords).toMatchObject([{ attributes: { type: 'Account' }, Name: 'Zebra Works' }, { attributes: { type: 'Contact' }, LastName: 'Zebra', Email: 'z@example.com' }]);
    expect((await connection.search("FIND {zebra*} IN NAME FIELDS RETURNING Account(Name WHERE Phone = null ORDER BY Name)")).searchRecords).toMatchObject([{ Name: 'Zebrafish' }]);
    await expect(connection.search('FIND {z} RETURNING Account')).rejects.toMatchObject({ errorCode: 'MALFORMED_SEARCH' });
    await expect(connection.search('LOOK {zebra}')).rejects.toMatchObject({ errorCode: 'MALFORMED_SEARCH' });
  });
});

describe('collections', () => {
  test('report each record in order and keep the good ones', async () => {
    const results = await connection.sobject('Invoice__c').create([{ Name: 'a', Code__c: 'c1' }, { Name: 'b', Code__c: 'C1' }, { Name: 'c', Code__c: 'c2' }]);
    expect(results.map((result) => result.success)).toEqual([true, false, true]);
    expect(results[1]!.errors[0]).toMatchObject({ statusCode: 'DUPLICATE_VALUE' });
  });

  test('with allOrNone keep none', async () => {
    const results = await connection.sobject('Invoice__c').create([{ Name: 'd', Code__c: 'c3' }, { Name: 'e', Status__c: 'Nonsense' }], { allOrNone: true });
    expect(results.map((result) => result.errors.map((error) => (error as unknown as { statusCode: string }).statusCode))).toEqual([['ALL_OR_NONE_OPERATION_ROLLED_BACK'], ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']]);
    expect((await connection.query("SELECT COUNT() FROM Invoice__c WHERE Code__c = 'c3'")).totalSize).toBe(0);
  });

  test('upsert by external id', async () => {
    await connection.sobject('Invoice__c').create({ Name: 'old', Key__c: 'U1' });
    const results = await connection.sobject('Invoice__c').upsert([{ Name: 'new', Key__c: 'U1' }, { Name: 'fresh', Key__c: 'U2' }], 'Key__c');
    expect(results.map((result) => [result.success, (result as { created?: boolean }).created])).toEqual([[true, false], [true, true]]);
  });

  test('delete by ids', async () => {
    const made = await connection.sobject('Account').create([{ Name: 'x' }, { Name: 'y' }]);
    const results = await connection.sobject('Account').destroy(made.map((result) => result.id!));
    expect(results.every((result) => result.success)).toBe(true);
  });
});

interface QueryPage {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: unknown[];
}

interface Composite {
  compositeResponse: { body: unknown; httpStatusCode: number; referenceId: string }[];
}

describe('composite', () => {
  test('later requests use the results of earlier ones', async () => {
    const { compositeResponse } = await post<Composite>('/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'account', body: { Name: 'Composite Co' } },
        { method: 'POST', url: `${base}/sobjects/Contact`, referenceId: 'contact', body: { LastName: 'C', AccountId: '@{account.id}' } },
        { method: 'GET', url: `${base}/query?q=${encodeURIComponent("SELECT Account.Name FROM Contact WHERE Id = '")}@{contact.id}'`, referenceId: 'read' },
      ],
    });
    expect(compositeResponse.map((each) => each.httpStatusCode)).toEqual([201, 201, 200]);
    expect(compositeResponse[2]!.body).toMatchObject({ records: [{ Account: { Name: 'Composite Co' } }] });
  });

  test('allOrNone undoes everything, a failing record of a collection included', async () => {
    const { compositeResponse } = await post<Composite>('/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'PATCH', url: `${base}/sobjects/Invoice__c/Key__c/R1`, referenceId: 'one', body: { Name: 'rolled back' } },
        {
          method: 'PATCH',
          url: `${base}/composite/sobjects/Line__c/Key__c`,
          referenceId: 'two',
          body: { allOrNone: false, records: [{ attributes: { type: 'Line__c' }, Key__c: 'l1', Invoice__r: { Key__c: 'R1' } }, { attributes: { type: 'Line__c' }, Key__c: 'l2', Invoice__r: { Key__c: 'nobody' } }] },
        },
      ],
    });
    expect(compositeResponse.map((each) => each.httpStatusCode)).toEqual([400, 200]);
    expect(compositeResponse[0]!.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
    expect(compositeResponse[1]!.body).toMatchObject([{ success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] }, { success: false, errors: [{ statusCode: 'INVALID_FIELD' }] }]);
    expect((await connection.query("SELECT COUNT() FROM Invoice__c WHERE Key__c = 'R1'")).totalSize).toBe(0);
  });

  test('without allOrNone only what depends on a failure is halted', async () => {
    const { compositeResponse } = await post<Composite>('/composite', {
      compositeRequest: [
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'bad', body: {} },
        { method: 'POST', url: `${base}/sobjects/Contact`, referenceId: 'dependent', body: { LastName: 'C', AccountId: '@{bad.id}' } },
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'good', body: { Name: 'Free' } },
      ],
    });
    expect(compositeResponse.map((each) => each.httpStatusCode)).toEqual([400, 400, 201]);
    expect(compositeResponse[0]!.body).toEqual([{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }]);
    expect(compositeResponse[1]!.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
  });

  test('batch answers each request', async () => {
    const answer = await post<{ hasErrors: boolean; results: { statusCode: number }[] }>('/composite/batch', { batchRequests: [{ method: 'GET', url: 'v65.0/limits' }, { method: 'GET', url: 'v65.0/sobjects/Nope' }] });
    expect([answer.hasErrors, answer.results.map((result) => result.statusCode)]).toEqual([true, [200, 404]]);
  });
});

describe('trees and replication', () => {
  test('a tree is created with its children, or not at all', async () => {
    const tree = (amount: unknown): unknown => ({ records: [{ attributes: { type: 'Invoice__c', referenceId: 'i' }, Name: 'Tree', Lines__r: { records: [{ attributes: { type: 'Line__c', referenceId: 'l' }, Amount__c: amount }] } }] });
    const made = await post<{ hasErrors: boolean; results: { referenceId: string; id: string }[] }>('/composite/tree/Invoice__c', tree(5));
    expect(made).toMatchObject({ hasErrors: false, results: [{ referenceId: 'i' }, { referenceId: 'l' }] });
    expect((await connection.query("SELECT COUNT() FROM Line__c WHERE Invoice__r.Name = 'Tree'")).totalSize).toBe(1);
    const bad = await fetch(`${server.url}${base}/composite/tree/Invoice__c`, { method: 'POST', body: JSON.stringify(tree(1e15)), headers: { authorization: `Bearer ${server.accessToken}`, 'content-type': 'application/json' } });
    expect([bad.status, await bad.json()]).toMatchObject([400, { hasErrors: true, results: [{ referenceId: 'l', errors: [{ statusCode: 'NUMBER_OUTSIDE_VALID_RANGE' }] }] }]);
    expect((await connection.query("SELECT COUNT() FROM Invoice__c WHERE Name = 'Tree'")).totalSize).toBe(1);
  });

  test('changed and deleted records are listed by time', async () => {
    const made = await connection.sobject('Campaign').create([{ Name: 'kept' }, { Name: 'gone' }]);
    await connection.sobject('Campaign').destroy(made[1]!.id!);
    const [from, to] = [new Date(NOW - 60_000), new Date(NOW + 60_000)];
    expect((await connection.sobject('Campaign').updated(from, to)).ids).toEqual([made[0]!.id]);
    expect((await connection.sobject('Campaign').deleted(from, to)).deletedRecords.map(({ id }) => id)).toEqual([made[1]!.id]);
  });
});

describe('what is there and what is not', () => {
  test('objects describe themselves', async () => {
    const described = await connection.sobject('Invoice__c').describe();
    expect(described.fields.find((each) => each.name === 'Twice__c')).toMatchObject({ calculated: true, updateable: false, scale: 2, type: 'double' });
    expect(described.childRelationships.find((each) => each.relationshipName === 'Lines__r')).toMatchObject({ childSObject: 'Line__c', cascadeDelete: true });
    expect((await connection.describeGlobal()).sobjects.map((each) => each.name)).toContain('Invoice__c');
  });

  test('an object of an org with several currencies names the active ones', async () => {
    const rich = await serveOrg(invoiceOrg({ multiCurrency: true, currencies: [{ isoCode: 'USD' }, { isoCode: 'EUR', conversionRate: 0.9 }] }), { port: 0, credentials });
    try {
      const described = await new Connection({ instanceUrl: rich.url, accessToken: rich.accessToken, version: '65.0' }).sobject('Account').describe();
      expect(described.fields.find((each) => each.name === 'CurrencyIsoCode')).toMatchObject({
        restrictedPicklist: true,
        picklistValues: [{ value: 'EUR', label: 'Euro', defaultValue: false }, { value: 'USD', label: 'U.S. Dollar', defaultValue: true }],
      });
    } finally {
      await rich.close();
    }
  });

  test('any version works, an unknown resource is 404, a missing feature 501', async () => {
    const get = (path: string): Promise<Response> => fetch(server.url + path, { headers: { authorization: `Bearer ${server.accessToken}` } });
    expect((await get('/services/data/v42.0/limits')).status).toBe(200);
    expect((await get(`/${base}/query/?q=SELECT+Id+FROM+User`)).status).toBe(200);
    expect((await get(`${base}/nonsense`)).status).toBe(404);
    const missing = await get(`${base}/recent`);
    expect([missing.status, await missing.json()]).toEqual([501, [{ message: 'The local org does not support recently viewed items.', errorCode: 'LOCAL_ORG_NOT_IMPLEMENTED' }]]);
  });

  test('transactions are reported with what they used', async () => {
    const before = org.log.since().at(-1)!.sequence;
    await connection.sobject('Account').create({ Name: 'Counted' });
    const answer = (await (await fetch(`${server.url}/local-org/transactions?since=${before}`)).json()) as { transactions: { label: string; limits: Record<string, { used: number }> }[] };
    expect(answer.transactions).toMatchObject([{ label: 'POST sobjects/Account', limits: { dmlStatements: { used: 1, limit: 150 } } }]);
  });
});
