import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { account, keysOf, startScene } from './support/scene.ts';

/* The rules of the quote itself, from the webhook to what stands in Salesforce; the rows are those of docs/sync-rules.md. */

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene(['USD', 'EUR']);
});
afterAll(() => scene?.stop());

const document = (id: string, opportunityId: string | undefined, members: Record<string, unknown> = {}) =>
  quote(id, { description: `Deal ${id}`, account, ...(opportunityId === undefined ? {} : { opportunityId }), ...members }, [
    offering(`off_${id}`, 'Service', [item(`item_${id}`, { product: 'Seat', quantity: 2, arr: 200 })]),
  ]);

describe('row 1, the owner of a quote', () => {
  it('is the owner of its Opportunity and stays when the Opportunity changes hands', async () => {
    await scene.opportunity('opp_owner', { owner: 'Ben Okoro' });
    await scene.publish(document('q_owner', 'opp_owner'));
    expect(await scene.quote('q_owner')).toMatchObject({ Owner: { Name: 'Ben Okoro' } });
    const [cleo] = await scene.rows("SELECT Id FROM User WHERE Name = 'Cleo Marsh'");
    const [opportunity] = await scene.rows("SELECT Id FROM Opportunity WHERE Id__c = 'opp_owner'");
    await scene.update('Opportunity', opportunity?.['Id'], { OwnerId: cleo?.['Id'] });
    await scene.publish(document('q_owner', 'opp_owner', { description: 'Deal, changed' }));
    expect(await scene.quote('q_owner')).toMatchObject({ Name: 'Deal, changed (q_owner)', Owner: { Name: 'Ben Okoro' } });
  });

  it('is never somebody who is inactive: the next in line gets it', async () => {
    await scene.opportunity('opp_left', { owner: 'Cleo Marsh' });
    const [cleo] = await scene.rows("SELECT Id FROM User WHERE Name = 'Cleo Marsh'");
    await scene.update('User', cleo?.['Id'], { IsActive: false });
    await scene.publish(document('q_left', 'opp_left'));
    expect(await scene.quote('q_left')).toMatchObject({ Owner: { Name: 'Ada Lind' } });
    await scene.update('User', cleo?.['Id'], { IsActive: true });
  });
});

describe('row 2, the name of a quote', () => {
  it('is cut in the description and never in the id', async () => {
    await scene.publish(document('q_long', undefined, { description: 'x'.repeat(200) }));
    expect(await scene.quote('q_long')).toMatchObject({ Name: `${'x'.repeat(71)} (q_long)` });
  });

  it('is the id alone without a description', async () => {
    await scene.publish(document('q_plain', undefined, { description: '' }));
    expect(await scene.quote('q_plain')).toMatchObject({ Name: 'q_plain' });
  });
});

describe('row 3, validation', () => {
  it.each([
    ['ACCOUNT_NOT_FOUND', { accountId: 'acct_nobody' }],
    ['STATUS_UNKNOWN', { status: 'ON_HOLD' }],
    ['TYPE_UNKNOWN', { type: 'UPGRADE' }],
    ['CURRENCY_NOT_ACTIVE', { currency: 'ISK' }],
  ])('%s is recorded on the quote, which feeds nothing, and holds up no other quote', async (code, members) => {
    const [bad, good] = [`q_bad_${code}`, `q_good_${code}`];
    await scene.opportunity(`opp_${bad}`);
    await scene.opportunity(`opp_${good}`);
    await scene.publish(document(bad, `opp_${bad}`, members));
    await scene.publish(document(good, `opp_${good}`));
    expect(await scene.quote(bad)).toMatchObject({ SyncOutcome__c: 'INVALID_QUOTE', SyncError__c: expect.stringMatching(`^${code}: `) });
    expect(await scene.lines(`opp_${bad}`)).toEqual([]);
    expect(keysOf(await scene.lines(`opp_${good}`))).toEqual([`item_${good}`]);
  });

  it('a quote that is mended in MonetizeNow loses its fault and feeds its Opportunity', async () => {
    await scene.publish(document('q_bad_STATUS_UNKNOWN', 'opp_q_bad_STATUS_UNKNOWN'));
    expect(await scene.quote('q_bad_STATUS_UNKNOWN')).toMatchObject({ SyncOutcome__c: 'SYNCED', SyncError__c: null });
  });

  it('an amendment whose original is not here says so and is synced all the same', async () => {
    await scene.opportunity('opp_orphan');
    await scene.publish(document('q_orphan', 'opp_orphan', { type: 'AMENDMENT', originalQuoteId: 'q_nowhere' }));
    expect(await scene.quote('q_orphan')).toMatchObject({ SyncOutcome__c: 'SYNCED', SyncError__c: expect.stringMatching(/^ORIGINAL_QUOTE_NOT_FOUND: /) });
  });
});

describe('row 5, the primary quote', () => {
  const marked = (id: string, primaryQuoteId: string) =>
    document(id, 'opp_primary', { opportunity: { id: 'opp_primary', customId: null, name: 'A sale', primaryQuoteId } });

  it('is the one that MonetizeNow marks: its lines take the place of the ones before', async () => {
    await scene.opportunity('opp_primary');
    await scene.publish(marked('q_first', 'q_first'));
    await scene.publish(marked('q_second', 'q_second'));
    expect(keysOf(await scene.lines('opp_primary'))).toEqual(['item_q_second']);
    expect(await scene.quote('q_first')).toMatchObject({ IsPrimary__c: false, SyncOutcome__c: 'NOT_PRIMARY' });
  });

  it('alone feeds the Opportunity: a further draft changes no line', async () => {
    const before = await scene.lines('opp_primary');
    await scene.publish(marked('q_third', 'q_second'));
    expect(await scene.lines('opp_primary')).toEqual(before);
    expect(await scene.quote('q_third')).toMatchObject({ IsPrimary__c: false, SyncOutcome__c: 'NOT_PRIMARY' });
  });
});

describe('row 6, the stage of the Opportunity', () => {
  const stage = async () => (await scene.rows("SELECT StageName FROM Opportunity WHERE Id__c = 'opp_stage'"))[0]?.['StageName'];

  it('follows the status of the primary quote', async () => {
    await scene.opportunity('opp_stage');
    await scene.publish(document('q_stage', 'opp_stage', { status: 'SENT' }));
    expect(await stage()).toBe('Negotiation/Review');
    await scene.publish(document('q_stage', 'opp_stage', { status: 'PROCESSED' }));
    expect(await stage()).toBe('Closed Won');
  });

  it('never leaves a closed stage, unless the settings allow it', async () => {
    await scene.publish(document('q_stage', 'opp_stage', { status: 'SENT' }));
    expect(await stage()).toBe('Closed Won');
    await scene.settings({ AllowStageReopening__c: true });
    await scene.retry('q_stage');
    expect(await stage()).toBe('Negotiation/Review');
    await scene.settings({ AllowStageReopening__c: false });
  });

  it('is left alone while the mapping is off', async () => {
    await scene.settings({ EnableStageMapping__c: false });
    await scene.publish(document('q_stage', 'opp_stage', { status: 'DRAFT' }));
    expect(await stage()).toBe('Negotiation/Review');
    await scene.settings({ EnableStageMapping__c: true });
  });
});

describe('row 9, the currency', () => {
  const currency = async (id: string) => (await scene.rows(`SELECT CurrencyIsoCode FROM Opportunity WHERE Id__c = '${id}'`))[0]?.['CurrencyIsoCode'];

  it('is set on an Opportunity without products', async () => {
    await scene.opportunity('opp_euro');
    await scene.publish(document('q_euro', 'opp_euro', { currency: 'EUR' }));
    expect(await currency('opp_euro')).toBe('EUR');
    expect(await scene.rows("SELECT CurrencyIsoCode FROM OpportunityLineItem WHERE Opportunity.Id__c = 'opp_euro'")).toMatchObject([{ CurrencyIsoCode: 'EUR' }]);
  });

  it('is never converted: another one is an error once there are products', async () => {
    await scene.publish(document('q_euro', 'opp_euro', { currency: 'USD' }));
    expect(await scene.quote('q_euro')).toMatchObject({ SyncOutcome__c: 'CURRENCY_MISMATCH' });
    expect(await currency('opp_euro')).toBe('EUR');
    expect(await scene.lines('opp_euro')).toHaveLength(1);
  });
});
