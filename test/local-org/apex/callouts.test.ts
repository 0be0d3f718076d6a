import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeError } from '../../../local-org/src/apex/describe-error.ts';
import { apexOrg, failures } from './apex-org.ts';

let server: Worker;
let base: string;

beforeAll(async () => {
  server = new Worker(new URL('callout-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  base = `http://127.0.0.1:${port}`;
});

afterAll(() => server.terminate());

const credential = (url: string, more = ''): string =>
  `<?xml version="1.0"?><NamedCredential xmlns="http://soap.sforce.com/2006/04/metadata"><label>Rates</label><endpoint>${url}</endpoint>${more}</NamedCredential>`;

/** What `body` gives, run outside of tests; `!Type: message` for what it throws. */
function outcome(body: string, more: Readonly<Record<string, string>> = {}): string {
  const { org, program, errors } = apexOrg({ 'Subject.cls': `public class Subject {
    public static HttpResponse call(String method, String url) { HttpRequest q = new HttpRequest(); q.setEndpoint(url); q.setMethod(method); return new Http().send(q); }
    public static String run() { ${body} }
  }`, ...more });
  expect(errors).toEqual([]);
  try {
    return String(program.callStatic(org.begin({ label: 'test' }), 'Subject', 'run'));
  } catch (error) {
    return `!${describeError(error).message}`;
  }
}

test('a callout goes over the wire with method, headers and body, and its response comes back', () => {
  const body = `HttpRequest q = new HttpRequest(); q.setEndpoint('${base}/rates?x=1'); q.setMethod('PUT'); q.setHeader('X-Sent', 'yes'); q.setBody('{"é":1}');
    HttpResponse r = new Http().send(q);
    return r.getStatusCode() + ' ' + r.getStatus() + ' ' + r.getHeader('x-seen') + ' ' + r.getBody() + ' ' + Limits.getCallouts();`;
  expect(outcome(body)).toBe('201 Made yes PUT /rates?x=1 {"é":1} 1');
});

test('redirects are not followed', () => {
  expect(outcome(`HttpResponse r = call('GET', '${base}/moved'); return r.getStatusCode() + r.getHeader('Location');`)).toBe('302/elsewhere');
});

test('a server that does not answer in time is "Read timed out", which Apex can catch', () => {
  const body = `HttpRequest q = new HttpRequest(); q.setEndpoint('${base}/silent'); q.setMethod('GET'); q.setTimeout(20);
    try { new Http().send(q); return 'no'; } catch (CalloutException e) { return e.getMessage(); }`;
  expect(outcome(body)).toBe('Read timed out');
});

test('a response larger than the heap is refused', () => {
  expect(outcome(`return call('GET', '${base}/large').getBody();`)).toMatch(/^!System\.CalloutException: Exceeded max size limit of 6000000 with response size \d+$/);
});

test('endpoints without protocol and servers that are not there have the texts of the platform', () => {
  expect(outcome(`return call('GET', 'rates.example').getBody();`)).toBe('!System.CalloutException: no protocol: rates.example');
  expect(outcome(`return call('GET', 'http://127.0.0.1:1/').getBody();`)).toBe('!System.CalloutException: Connection refused');
});

test('after DML a callout is refused', () => {
  const message = 'You have uncommitted work pending. Please commit or rollback before calling out';
  expect(outcome(`insert new Account(Name = 'a'); return call('GET', '${base}/').getBody();`)).toBe(`!System.CalloutException: ${message}`);
});

test('a trigger cannot call out', () => {
  const trigger = `trigger OnAccount on Account (before insert) { Subject.call('GET', '${base}/'); }`;
  expect(outcome(`insert new Account(Name = 'a'); return '';`, { 'OnAccount.trigger': trigger })).toContain('System.CalloutException: Callout from triggers are currently not supported.');
});

test('the hundred and first callout ends the transaction', () => {
  expect(outcome(`for (Integer i = 0; i < 101; i++) { try { call('GET', 'none'); } catch (CalloutException e) {} } return '';`)).toBe('!System.LimitException: Too many callouts: 101');
});

test('callout:Name goes to the endpoint of the Named Credential', () => {
  const files = { 'namedCredentials/Rates.namedCredential-meta.xml': credential(`${base}/v1`) };
  expect(outcome(`return call('POST', 'callout:rates/daily?d=1').getBody();`, files)).toBe('POST /v1/daily?d=1 ');
  expect(outcome(`return call('GET', 'callout:Other/x').getBody();`, files)).toMatch(/^!System\.CalloutException: .*"Other" might not exist/);
});

test('a Named Credential that has to authenticate is refused by name', () => {
  const files = { 'namedCredentials/Rates.namedCredential-meta.xml': credential(base, '<protocol>Oauth</protocol><principalType>NamedUser</principalType>') };
  expect(outcome(`return call('GET', 'callout:Rates/x').getBody();`, files)).toContain('Named Credentials with Oauth authentication (NamedUser)');
});

test('a test without a mock does not call out', () => {
  const code = `@IsTest class SubjectTest { @IsTest static void none() {
    HttpRequest q = new HttpRequest(); q.setEndpoint('${base}/'); q.setMethod('GET');
    try { new Http().send(q); Assert.fail(); } catch (System.TypeException e) { Assert.areEqual('Methods defined as TestMethod do not support Web service callouts', e.getMessage()); }
  } }`;
  expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
});
