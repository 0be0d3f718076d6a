import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { transactionsSince } from '../../demo/org/transactions.ts';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { account, startScene } from './support/scene.ts';

/*
 * Row 15, the field sync, with its callouts over the wire: MonetizeNow's stand-in, the connector, and a local org that
 * holds the API key as an External Credential's parameter. Delays pass because the org's clock is moved on.
 */

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
  await scene.deploy({ ...subscriber, 'namedCredentials/MonetizeNow.namedCredential-meta.xml': credential(scene.stack.standIn.url) });
  await letTheIntegrationUserCallOut();
  await scene.settings({ EnableFieldSync__c: true });
});
afterAll(() => scene?.stop());

beforeEach(() => scene.stack.standIn.define([{ key: 'tier', type: 'TEXT', values: ['Gold', 'Silver'] }]));

const xml = (type: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">${body}</${type}>`;
const field = (name: string, body: string) => xml('CustomField', `<fullName>${name}</fullName><label>${name.slice(0, -3)}</label>${body}`);
const parameter = (name: string, type: string, more: string) => `<namedCredentialParameters>${more}<parameterName>${name}</parameterName><parameterType>${type}</parameterType>`;

/** The Named Credential as an admin points it to another address: a sandbox of MonetizeNow, or here the stand-in. */
const credential = (url: string) =>
  xml(
    'NamedCredential',
    `<allowMergeFieldsInHeader>true</allowMergeFieldsInHeader><generateAuthorizationHeader>false</generateAuthorizationHeader><label>MonetizeNow</label>${parameter('Url', 'Url', '')}<parameterValue>${url}</parameterValue></namedCredentialParameters>${parameter('ExternalCredential', 'Authentication', '<externalCredential>MonetizeNow</externalCredential>')}</namedCredentialParameters><namedCredentialType>SecuredEndpoint</namedCredentialType>`,
  );

const mapping = (name: string, direction: string, source: string, target: string) => {
  const value = (member: string, text: string) => `<values><field>${member}</field><value xsi:type="xsd:string">${text}</value></values>`;
  const values = value('Direction__c', direction) + value('SourceField__c', source) + value('TargetField__c', target);
  return {
    [`customMetadata/FieldMapping.${name}.md-meta.xml`]: xml(
      'CustomMetadata',
      `<label>${name}</label><protected>false</protected>${values}<values><field>IsActive__c</field><value xsi:type="xsd:boolean">true</value></values>`,
    ),
  };
};

/** Fields of the subscriber, and what he maps. */
const subscriber = {
  'objects/Quote__c/fields/Deal_Segment__c.field-meta.xml': field('Deal_Segment__c', '<type>Text</type><length>10</length>'),
  'objects/Quote__c/fields/Seats__c.field-meta.xml': field('Seats__c', '<type>Number</type><precision>6</precision><scale>0</scale>'),
  'objects/Quote__c/fields/Renewal_Day__c.field-meta.xml': field('Renewal_Day__c', '<type>Date</type>'),
  'objects/Opportunity/fields/Tier__c.field-meta.xml': field('Tier__c', '<type>Text</type><length>20</length>'),
  ...mapping('Renewal', 'MonetizeNowToQuote', 'renewalDate', 'Renewal_Day__c'),
  ...mapping('Tier', 'OpportunityToMonetizeNow', 'Tier__c', 'tier'),
  ...mapping('Step', 'OpportunityToMonetizeNow', 'NextStep', 'step'),
};

/** Nobody, not even an administrator, may use a principal without a permission set that opens it. */
async function letTheIntegrationUserCallOut(): Promise<void> {
  const [set] = await scene.rows("SELECT Id FROM PermissionSet WHERE Name = 'MonetizeNowSyncIntegration'");
  const [user] = await scene.rows("SELECT Id FROM User WHERE Profile.Name = 'System Administrator'");
  await scene.insert('PermissionSetAssignment', { PermissionSetId: set?.['Id'], AssigneeId: user?.['Id'] });
}

const document = (id: string, customFields: Record<string, unknown>, members: Record<string, unknown> = {}) =>
  quote(id, { description: `Deal ${id}`, account, opportunityId: `opp_${id}`, status: 'SENT', customFields, ...members }, [
    offering(`off_${id}`, 'Service', [item(`item_${id}`, { product: 'Seat', quantity: 2, arr: 200 })]),
  ]);
const stored = async (id: string) =>
  (await scene.rows(`SELECT Deal_Segment__c, Seats__c, Renewal_Day__c, FieldSyncStatus__c, FieldSyncError__c, FieldSyncAttempt__c, SyncOutcome__c FROM Quote__c WHERE Id__c = '${id}'`))[0];
const here = (id: string) => scene.stack.standIn.quote(id)?.['customFields'];

const jobsDone = async () => (await scene.rows("SELECT Id FROM AsyncApexJob WHERE ApexClass.Name = 'FieldSyncJob' AND Status = 'Completed'")).length;

/** Changes a quote in MonetizeNow and waits until both field syncs of the event have run; what they put off still waits. */
async function publishAndFail(change: ReturnType<typeof document>): Promise<void> {
  const before = await jobsDone();
  const { event } = await scene.stack.standIn.publish(change);
  await scene.stack.connector().outcome(event.eventId);
  await until(async () => (await jobsDone()) === before + 2, `the field syncs of ${change.id} have run`);
  expect(await stored(change.id)).toMatchObject({ FieldSyncStatus__c: 'PENDING' });
}

async function until(isSo: () => Promise<boolean>, claim: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await pause(50)) if (await isSo()) return;
  throw new Error(`It did not come to pass that ${claim}: ${JSON.stringify(await scene.rows('SELECT Id__c, FieldSyncStatus__c, FieldSyncError__c FROM Quote__c'))}`);
}

async function letPass(minutes: number): Promise<void> {
  const answer = await fetch(`${scene.stack.org.url}/local-org/clock`, { method: 'POST', body: JSON.stringify({ advanceMinutes: minutes }), headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(200);
}

describe('row 15, custom fields of MonetizeNow', () => {
  it('arrive by their name and by mapping', async () => {
    await scene.opportunity('opp_names');
    await scene.publish(document('names', { deal_segment: 'SMB', SEATS: 40, renewalDate: '2027-01-31', other: 1 }));
    expect(await stored('names')).toMatchObject({ Deal_Segment__c: 'SMB', Seats__c: 40, Renewal_Day__c: '2027-01-31', FieldSyncStatus__c: 'SYNCED', FieldSyncError__c: null, FieldSyncAttempt__c: 1 });
  });

  it('that are the same again write nothing', async () => {
    const since = await transactionsSince(scene.stack.org.url);
    await scene.publish(document('names', { deal_segment: 'SMB', SEATS: 40, renewalDate: '2027-01-31', other: 1 }));
    const runs = (await since()).filter(({ label }) => label === 'FieldSyncJob');
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter(({ dmlStatements }) => dmlStatements > 0)).toEqual([]);
  });

  it('with a bad value cost that field only, and it is named', async () => {
    await scene.opportunity('opp_bad');
    await scene.publish(document('bad', { deal_segment: 'longer than ten', seats: 'many', renewalDate: '2027-02-28' }));
    const found = await stored('bad');
    expect(found).toMatchObject({ Deal_Segment__c: null, Seats__c: null, Renewal_Day__c: '2027-02-28', FieldSyncStatus__c: 'PARTIAL', SyncOutcome__c: 'SYNCED' });
    expect(String(found?.['FieldSyncError__c']).split('\n').map((line) => line.split(': ').slice(0, 2))).toEqual([
      ['VALUE_TOO_LONG', 'Deal_Segment__c'],
      ['VALUE_INVALID', 'Seats__c'],
    ]);
    await scene.publish(document('bad', { deal_segment: 'short', seats: 3, renewalDate: '2027-02-28' }));
    expect(await stored('bad')).toMatchObject({ Deal_Segment__c: 'short', Seats__c: 3, FieldSyncStatus__c: 'SYNCED', FieldSyncError__c: null });
  });
});

describe('row 15, when MonetizeNow does not do its part', () => {
  // An event is two transactions in Salesforce, the quote and its items, and each of them starts a field sync.
  const fail = (status: number, more: Record<string, unknown> = {}) =>
    scene.stack.standIn.fail({ apiKey: scene.stack.standIn.packageKey, status, body: { status, message: 'Not now' }, times: 2, ...more });

  it('an error of its server is tried again after a minute, and then completes', async () => {
    await scene.opportunity('opp_retry');
    fail(500);
    await publishAndFail(document('retry', { seats: 7 }));
    expect(await stored('retry')).toMatchObject({ Seats__c: null, FieldSyncAttempt__c: 1, SyncOutcome__c: 'SYNCED' });
    expect((await stored('retry'))?.['FieldSyncError__c']).toMatch(/^HTTP_500: .*Not now$/);
    await letPass(1);
    await waitForJobs(scene.stack.org.connection);
    expect(await stored('retry')).toMatchObject({ Seats__c: 7, FieldSyncStatus__c: 'SYNCED', FieldSyncError__c: null, FieldSyncAttempt__c: 2 });
  });

  it('a wish to wait is granted', async () => {
    await scene.opportunity('opp_wait');
    fail(429, { headers: { 'retry-after': '200' } });
    await publishAndFail(document('wait', { seats: 8 }));
    await letPass(3);
    expect(await stored('wait')).toMatchObject({ FieldSyncStatus__c: 'PENDING' });
    await letPass(1);
    await waitForJobs(scene.stack.org.connection);
    expect(await stored('wait')).toMatchObject({ Seats__c: 8, FieldSyncStatus__c: 'SYNCED' });
  });

  it('a refused key is FAILED with its reason, and quote and lines stay', async () => {
    await scene.opportunity('opp_key');
    fail(401, { body: { message: 'Unauthorized' } });
    await scene.publish(document('key', { seats: 9 }));
    expect(await stored('key')).toMatchObject({ Seats__c: null, FieldSyncStatus__c: 'FAILED', SyncOutcome__c: 'SYNCED' });
    expect((await stored('key'))?.['FieldSyncError__c']).toMatch(/^HTTP_401: .*API key.*Unauthorized$/);
    expect(await scene.lines('opp_key')).toMatchObject([{ QuoteItemId__c: 'item_key', TotalPrice: 200 }]);
  });
});

describe('row 15, fields of the Opportunity', () => {
  it('go to MonetizeNow while the primary quote is a draft, with nothing lost there', async () => {
    await scene.opportunity('opp_back');
    await scene.publish(document('back', { seats: 1 }, { status: 'DRAFT' }));
    const [opportunity] = await scene.rows("SELECT Id, PrimaryQuote__c FROM Opportunity WHERE Id__c = 'opp_back'");
    expect(opportunity?.['PrimaryQuote__c']).toEqual(expect.any(String));
    await scene.update('Opportunity', opportunity?.['Id'], { Tier__c: 'Gold', NextStep: 'Call' });
    expect(here('back')).toEqual({ seats: 1, tier: 'Gold', step: 'Call' });
    expect(await stored('back')).toMatchObject({ FieldSyncStatus__c: 'SYNCED' });
  });

  it('that MonetizeNow refuses are named, and the others land', async () => {
    const [opportunity] = await scene.rows("SELECT Id FROM Opportunity WHERE Id__c = 'opp_back'");
    await scene.update('Opportunity', opportunity?.['Id'], { Tier__c: 'Tin', NextStep: 'Sign' });
    expect(here('back')).toEqual({ seats: 1, tier: 'Gold', step: 'Sign' });
    const found = await stored('back');
    expect(found).toMatchObject({ FieldSyncStatus__c: 'PARTIAL' });
    expect(found?.['FieldSyncError__c']).toMatch(/^VALUE_REFUSED: tier: .*must be one of Gold, Silver$/);
  });

  it('stay here once the quote is sent', async () => {
    const [opportunity] = await scene.rows("SELECT Id FROM Opportunity WHERE Id__c = 'opp_back'");
    await scene.publish(document('back', { seats: 1, tier: 'Gold' }, { status: 'SENT' }));
    await scene.update('Opportunity', opportunity?.['Id'], { Tier__c: 'Silver' });
    expect(here('back')).toEqual({ seats: 1, tier: 'Gold' });
    expect(await stored('back')).toMatchObject({ FieldSyncStatus__c: 'SYNCED' });
  });
});

it('the switch in the settings turns it all off', async () => {
  await scene.settings({ EnableFieldSync__c: false });
  await scene.opportunity('opp_off');
  await scene.publish(document('off', { seats: 5 }));
  expect(await stored('off')).toMatchObject({ Seats__c: null, FieldSyncStatus__c: null, SyncOutcome__c: 'SYNCED' });
});
