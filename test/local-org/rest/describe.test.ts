import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOrg } from '../../../local-org/src/rest/server.ts';
import type { OrgServer } from '../../../local-org/src/rest/server.ts';
import { insert, invoiceOrg } from '../fixtures/org.ts';
import { INVOICES, meta } from '../fixtures/source.ts';

interface Describe {
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly fields: readonly { readonly name: string; readonly createable: boolean; readonly updateable: boolean }[];
}

const CLERK = meta(
  'permissionsets/Clerk.permissionset-meta.xml',
  'PermissionSet',
  '<label>Clerk</label><objectPermissions><object>Invoice__c</object><allowRead>true</allowRead><allowCreate>true</allowCreate><allowEdit>false</allowEdit><allowDelete>false</allowDelete></objectPermissions><fieldPermissions><field>Invoice__c.Total__c</field><readable>true</readable><editable>false</editable></fieldPermissions>',
);
const org = invoiceOrg({}, [...INVOICES, CLERK]);
let server: OrgServer;
let clerkToken: string;

beforeAll(async () => {
  server = await serveOrg(org, { port: 0, credentials: { clientId: 'client', clientSecret: 'secret' } });
  const profile = org.data.store.find('Profile', 'Name', 'Standard User')[0]!['Id']!;
  const user = insert(org, 'User', { Username: 'clerk@example.com', LastName: 'Clerk', Email: 'c@example.com', Alias: 'clerk', ProfileId: profile, TimeZoneSidKey: 'GMT', LocaleSidKey: 'en_US', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'en_US' });
  insert(org, 'PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: org.data.store.find('PermissionSet', 'Name', 'Clerk')[0]!['Id']! });
  const form = new URLSearchParams({ grant_type: 'password', client_id: 'client', client_secret: 'secret', username: 'clerk@example.com', password: 'any' });
  const login = await fetch(`${server.url}/services/oauth2/token`, { method: 'POST', body: form });
  clerkToken = ((await login.json()) as { access_token: string }).access_token;
});
afterAll(() => server.close());

const get = (path: string, token: string) => fetch(`${server.url}/services/data/v65.0${path}`, { headers: { authorization: `Bearer ${token}` } });
const rights = ({ createable, updateable, deletable }: Describe) => [createable, updateable, deletable];

describe('a describe', () => {
  test('shows an administrator everything', async () => {
    const described = (await (await get('/sobjects/Invoice__c/describe', server.accessToken)).json()) as Describe;
    expect(rights(described)).toEqual([true, true, true]);
    expect(described.fields.find(({ name }) => name === 'Key__c')).toMatchObject({ createable: true, updateable: true });
  });

  test('shows a user the rights that he has, and no field that he may not read', async () => {
    const described = (await (await get('/sobjects/Invoice__c/describe', clerkToken)).json()) as Describe;
    expect(rights(described)).toEqual([true, false, false]);
    expect(described.fields.find(({ name }) => name === 'Total__c')).toMatchObject({ createable: false, updateable: false });
    expect(described.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['Id', 'Name', 'OwnerId']));
    expect(described.fields.some(({ name }) => name === 'Key__c')).toBe(false);
  });

  test('of an object that he may not read is not there', async () => {
    const answer = await get('/sobjects/Line__c/describe', clerkToken);
    expect([answer.status, await answer.json()]).toEqual([404, [expect.objectContaining({ errorCode: 'NOT_FOUND' })]]);
    const { sobjects } = (await (await get('/sobjects', clerkToken)).json()) as { sobjects: { name: string }[] };
    expect(sobjects.map(({ name }) => name)).toEqual(expect.arrayContaining(['Account', 'Invoice__c']));
    expect(sobjects.some(({ name }) => name === 'Line__c')).toBe(false);
  });
});
