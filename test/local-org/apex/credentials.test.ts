import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeError } from '../../../local-org/src/apex/describe-error.ts';
import { apexOrg } from './apex-org.ts';

let server: Worker;
let base: string;

beforeAll(async () => {
  server = new Worker(new URL('callout-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  base = `http://127.0.0.1:${port}`;
});

afterAll(() => server.terminate());

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const parameter = (name: string, type: string, more = '') => `<parameterName>${name}</parameterName><parameterType>${type}</parameterType>${more}`;
const value = (text: string) => `<parameterValue>${text}</parameterValue>`;

/** A Named Credential over an external one with a header, and a permission set that opens its principal. */
const files = (header: string, { protocol = 'Custom', named = '' } = {}): Record<string, string> => ({
  'externalCredentials/Rates.externalCredential-meta.xml': `<ExternalCredential ${XMLNS}>
    <authenticationProtocol>${protocol}</authenticationProtocol><label>Rates</label>
    <externalCredentialParameters>${parameter('Reader', 'NamedPrincipal', '<sequenceNumber>1</sequenceNumber>')}</externalCredentialParameters>
    <externalCredentialParameters>${parameter('Realm', 'AuthParameter', value('public'))}</externalCredentialParameters>
    <externalCredentialParameters>${parameter('X-Key', 'AuthHeader', value(header))}</externalCredentialParameters>
  </ExternalCredential>`,
  'namedCredentials/Rates.namedCredential-meta.xml': `<NamedCredential ${XMLNS}><label>Rates</label>
    <namedCredentialParameters>${parameter('Url', 'Url', value(base))}</namedCredentialParameters>
    <namedCredentialParameters><externalCredential>Rates</externalCredential>${parameter('ExternalCredential', 'Authentication')}</namedCredentialParameters>
    ${named}<namedCredentialType>SecuredEndpoint</namedCredentialType></NamedCredential>`,
  'permissionsets/Reader.permissionset-meta.xml': `<PermissionSet ${XMLNS}><label>Reader</label>
    <externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Rates - Reader</externalCredentialPrincipal></externalCredentialPrincipalAccesses>
  </PermissionSet>`,
});

interface Given {
  readonly files: Record<string, string>;
  readonly credentials?: Record<string, string>;
  readonly mayUse?: boolean;
}

/** The headers that the server saw, in lower case; or what the callout threw. */
function seen({ files: metadata, credentials = { 'Rates.Key': 's3cret' }, mayUse = true }: Given): Record<string, string> | string {
  const source = `public class Subject { public static String run() {
    HttpRequest q = new HttpRequest(); q.setEndpoint('callout:Rates/headers'); q.setMethod('GET'); q.setHeader('x-key', 'from Apex'); q.setHeader('X-Own', 'kept');
    return new Http().send(q).getBody(); } }`;
  const { org, program, errors } = apexOrg({ 'Subject.cls': source, ...metadata }, { credentials });
  expect(errors).toEqual([]);
  if (mayUse) {
    const set = org.data.store.find('PermissionSet', 'Name', 'Reader')[0]!['Id']!;
    org.data.putRow('PermissionSetAssignment', { Id: org.data.ids.give('0Pa'), IsDeleted: false, AssigneeId: org.seed.userId, PermissionSetId: set });
  }
  try {
    return JSON.parse(String(program.callStatic(org.begin({ label: 'test' }), 'Subject', 'run'))) as Record<string, string>;
  } catch (error) {
    return describeError(error).message;
  }
}

const NO_ACCESS = `System.CalloutException: We couldn't access the credential(s). You might not have the required permissions, or the external credential "Rates" might not exist.`;

test('a header of custom authentication carries the secret that the org was given, in place of one that Apex set', () => {
  expect(seen({ files: files('{!$Credential.Rates.Key}') })).toMatchObject({ 'x-key': 's3cret', 'x-own': 'kept' });
});

test('a header is a formula, which may name parameters that are no secret', () => {
  expect(seen({ files: files("{!'Key ' &amp; $Credential.Rates.Realm &amp; ':' &amp; $Credential.Rates.Key}") })).toMatchObject({ 'x-key': 'Key public:s3cret' });
  expect(seen({ files: files('fixed') })).toMatchObject({ 'x-key': 'fixed' });
});

test('a header of the Named Credential overwrites that of the external credential', () => {
  const named = `<namedCredentialParameters>${parameter('x-key', 'HttpHeader', value("{!'named'}"))}</namedCredentialParameters>`;
  expect(seen({ files: files('{!$Credential.Rates.Key}', { named }) })).toMatchObject({ 'x-key': 'named' });
});

test('a user without access to the principal gets the error of the platform, an administrator, too', () => {
  expect(seen({ files: files('{!$Credential.Rates.Key}'), mayUse: false })).toBe(NO_ACCESS);
});

test('a parameter without a value, or of another credential, is no access', () => {
  expect(seen({ files: files('{!$Credential.Rates.Key}'), credentials: {} })).toBe(NO_ACCESS);
  expect(seen({ files: files('{!$Credential.Other.Key}'), credentials: { 'Other.Key': 'x' } })).toBe(NO_ACCESS);
});

test('an external credential that is not there is no access', () => {
  const rest = Object.entries(files('')).filter(([path]) => !path.startsWith('externalCredentials/'));
  expect(seen({ files: Object.fromEntries(rest) })).toBe(NO_ACCESS);
});

test('other ways to authenticate are refused by name', () => {
  expect(seen({ files: files('x', { protocol: 'Oauth' }) })).toContain('Named Credentials with the external credential Rates (Oauth)');
  expect(seen({ files: files('Key {!$Credential.Rates.Key}') })).toContain('a header that mixes text and formulas');
});

test('$Credential is no global variable of other formulas', () => {
  const field = `<CustomField ${XMLNS}><fullName>Key__c</fullName><label>Key</label><type>Text</type><formula>$Credential.Rates.Key</formula></CustomField>`;
  expect(() => apexOrg({ 'objects/Account/fields/Key__c.field-meta.xml': field })).toThrow(/\$Credential\.Rates\.Key/);
});
