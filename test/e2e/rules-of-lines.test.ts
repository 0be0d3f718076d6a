import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import type { QuoteItemDocument } from '../../demo/stand-in/documents.ts';
import { account, keysOf, startScene } from './support/scene.ts';

/* The rules of items and Opportunity Products, from the webhook to what stands in Salesforce; the rows are those of docs/sync-rules.md. */

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
  await scene.deploy(subscriber);
});
afterAll(() => scene?.stop());

const xml = (type: string, body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>`;
const field = (name: string, body: string) => xml('CustomField', `<fullName>${name}</fullName><label>${name.slice(0, -3)}</label>${body}`);

/** What the subscriber of this org has of his own: a margin, a segment on items and products, and a rule about prices. */
const subscriber = {
  'objects/QuoteItem__c/fields/Margin__c.field-meta.xml': field('Margin__c', '<type>Currency</type><precision>18</precision><scale>2</scale>'),
  'objects/QuoteItem__c/fields/Segment__c.field-meta.xml': field('Segment__c', '<type>Text</type><length>255</length>'),
  'objects/OpportunityLineItem/fields/Segment__c.field-meta.xml': field('Segment__c', '<type>Text</type><length>5</length>'),
  'objects/OpportunityLineItem/validationRules/NoGiants.validationRule-meta.xml': xml(
    'ValidationRule',
    '<fullName>NoGiants</fullName><active>true</active><errorConditionFormula>TotalPrice &gt; 1000000</errorConditionFormula><errorMessage>Ask the deal desk first.</errorMessage>',
  ),
  'customMetadata/FieldMapping.Product_Name.md-meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?>\n<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>Description to next step</label><protected>false</protected>' +
    '<values><field>Direction__c</field><value xsi:type="xsd:string">QuoteToOpportunity</value></values><values><field>SourceField__c</field><value xsi:type="xsd:string">Description__c</value></values>' +
    '<values><field>TargetField__c</field><value xsi:type="xsd:string">NextStep</value></values><values><field>IsActive__c</field><value xsi:type="xsd:boolean">true</value></values></CustomMetadata>',
};

const seats = (id: string, more: Record<string, unknown> = {}) => item(id, { product: `Seat ${id}`, quantity: 2, arr: 200, ...more });
const document = (id: string, items: readonly QuoteItemDocument[], members: Record<string, unknown> = {}) =>
  quote(id, { description: `Deal ${id}`, account, opportunityId: `opp_${id}`, ...members }, [offering(`off_${id}`, 'Service', items)]);
const itemId = async (key: string) => (await scene.rows(`SELECT Id FROM QuoteItem__c WHERE Id__c = '${key}'`))[0]?.['Id'];
const itemError = async (key: string) => (await scene.rows(`SELECT SyncError__c FROM QuoteItem__c WHERE Id__c = '${key}'`))[0]?.['SyncError__c'];

describe('row 7, placeholders of a manual renewal', () => {
  const renewal = (items: readonly QuoteItemDocument[], members: Record<string, unknown> = {}) =>
    document('q_renewal', items, { newQuoteType: 'MANUAL_RENEWAL', previousContractId: 'ctrct_old', status: 'DRAFT', ...members });

  it('are not made unless the settings ask for them', async () => {
    await scene.opportunity('opp_q_old');
    await scene.opportunity('opp_q_renewal');
    await scene.publish(
      document('q_old', [seats('old_core'), seats('old_launch', { type: 'ONETIME' })], { status: 'PROCESSED', contractId: 'ctrct_old' }),
    );
    await scene.publish(renewal([]));
    expect(await scene.quote('q_renewal')).toMatchObject({ IsManualRenewal__c: true, SyncOutcome__c: 'SYNCED' });
    expect(await scene.lines('opp_q_renewal')).toEqual([]);
  });

  it('mirror the recurring items of the contract before', async () => {
    await scene.settings({ EnablePlaceholders__c: true });
    await scene.retry('q_renewal');
    expect(await scene.lines('opp_q_renewal')).toMatchObject([{ QuoteItemId__c: 'placeholder:q_renewal:old_core', IsPlaceholder__c: true, TotalPrice: 200 }]);
  });

  it('go when the renewal has prices', async () => {
    await scene.publish(renewal([seats('renewed')]));
    expect(keysOf(await scene.lines('opp_q_renewal'))).toEqual(['renewed']);
    await scene.settings({ EnablePlaceholders__c: false });
  });
});

describe('row 8, the price book entry', () => {
  it('is made in the price book that the settings choose, and one that is set stays', async () => {
    const partner = await scene.insert('Pricebook2', { Name: 'Partners', IsActive: true });
    await scene.settings({ PricebookId__c: partner });
    await scene.opportunity('opp_q_book');
    await scene.publish(document('q_book', [seats('booked')]));
    expect(await scene.lines('opp_q_book')).toMatchObject([{ PricebookEntry: { Pricebook2Id: partner } }]);
    await scene.settings({ PricebookId__c: null });
    await scene.publish(document('q_book', [seats('booked'), seats('booked_later')]));
    expect(await scene.lines('opp_q_book')).toMatchObject([{ PricebookEntry: { Pricebook2Id: partner } }, { PricebookEntry: { Pricebook2Id: partner } }]);
  });

  it('fails its line alone when it is missing and the settings do not let it be made', async () => {
    await scene.opportunity('opp_q_entry');
    await scene.publish(document('q_entry', [seats('entry_known')]));
    await scene.settings({ DisablePricebookEntryCreation__c: true });
    await scene.publish(document('q_entry', [seats('entry_known'), seats('entry_new')]));
    await scene.settings({ DisablePricebookEntryCreation__c: false });
    expect(keysOf(await scene.lines('opp_q_entry'))).toEqual(['entry_known']);
    expect(await itemError('entry_new')).toMatch(/^ENTRY_MISSING: /);
  });
});

describe('row 10, qualification', () => {
  it('is shown by a formula on the item and decides what becomes a product', async () => {
    await scene.opportunity('opp_q_amend');
    const changed = seats('am_changed', { amendmentStatus: 'UPDATED' });
    await scene.publish(
      document('q_amend', [changed, seats('am_same', { amendmentStatus: 'NO_CHANGE' }), seats('am_zero', { quantity: 0 }), seats('am_usage', { quantity: 0, type: 'USAGE' })], {
        type: 'AMENDMENT',
        originalQuoteId: 'q_old',
      }),
    );
    expect(keysOf(await scene.lines('opp_q_amend'))).toEqual(['am_changed', 'am_usage']);
    expect(await scene.rows("SELECT Id__c, Qualification__c, QualifiesForSync__c FROM QuoteItem__c WHERE Quote__r.Id__c = 'q_amend' ORDER BY Id__c")).toMatchObject([
      { Id__c: 'am_changed', Qualification__c: 'QUALIFIED', QualifiesForSync__c: true },
      { Id__c: 'am_same', Qualification__c: 'UNCHANGED', QualifiesForSync__c: false },
      { Id__c: 'am_usage', Qualification__c: 'QUALIFIED', QualifiesForSync__c: true },
      { Id__c: 'am_zero', Qualification__c: 'ZERO_QUANTITY', QualifiesForSync__c: false },
    ]);
  });

  it('an override brings an item in, or takes it out, and the next event of the quote respects it', async () => {
    await scene.update('QuoteItem__c', await itemId('am_same'), { OverrideOpportunitySync__c: 'ALWAYS' });
    await scene.update('QuoteItem__c', await itemId('am_changed'), { OverrideOpportunitySync__c: 'NEVER' });
    await scene.retry('q_amend');
    expect(keysOf(await scene.lines('opp_q_amend'))).toEqual(['am_same', 'am_usage']);
  });
});

describe('row 11, gates', () => {
  it('win over ALWAYS: a status that is not allowed feeds nothing', async () => {
    await scene.opportunity('opp_q_gate');
    await scene.publish(document('q_gate', [seats('gated')], { status: 'DENIED' }));
    await scene.update('QuoteItem__c', await itemId('gated'), { OverrideOpportunitySync__c: 'ALWAYS' });
    expect(await scene.lines('opp_q_gate')).toEqual([]);
    expect(await scene.quote('q_gate')).toMatchObject({ SyncOutcome__c: 'STATUS_NOT_ALLOWED' });
  });

  it('open when their reason is gone', async () => {
    await scene.publish(document('q_gate', [seats('gated')], { status: 'SENT' }));
    expect(keysOf(await scene.lines('opp_q_gate'))).toEqual(['gated']);
  });

  it('each answers in the explanation that pages and other systems read', async () => {
    await scene.settings({ DisableOppProductSync__c: true });
    const { outcome, gates, lines } = await scene.explain('q_gate');
    await scene.settings({ DisableOppProductSync__c: false });
    expect(outcome).toBe('SYNC_DISABLED');
    expect(gates.filter(({ isOpen }) => !isOpen).map(({ code }) => code)).toEqual(['SYNC_DISABLED']);
    expect(lines).toMatchObject([{ key: 'gated', action: 'SKIPPED', reason: { code: 'SYNC_DISABLED' } }]);
  });
});

describe('row 12, Opportunity Products', () => {
  it('are changed in place, and what a person made by hand is never touched', async () => {
    await scene.opportunity('opp_q_place');
    await scene.publish(document('q_place', [seats('place_1'), seats('place_2')]));
    const [first] = await scene.lines('opp_q_place');
    const [entry] = await scene.rows("SELECT PricebookEntryId, OpportunityId FROM OpportunityLineItem WHERE QuoteItemId__c = 'place_2'");
    const byHand = await scene.insert('OpportunityLineItem', { OpportunityId: entry?.['OpportunityId'], PricebookEntryId: entry?.['PricebookEntryId'], Quantity: 1, UnitPrice: 9 });
    await scene.publish(document('q_place', [seats('place_1', { quantity: 5, arr: 500 })]));
    expect(await scene.lines('opp_q_place')).toMatchObject([{ Id: first?.['Id'], QuoteItemId__c: 'place_1', Quantity: 5, TotalPrice: 500 }]);
    expect(await scene.rows(`SELECT Id, TotalPrice FROM OpportunityLineItem WHERE Id = '${byHand}'`)).toMatchObject([{ TotalPrice: 9 }]);
  });

  it('one that a rule of the subscriber refuses keeps its reason, the others land, and corrected it is completed by retry', async () => {
    await scene.opportunity('opp_q_giant');
    await scene.publish(document('q_giant', [seats('giant_ok_1'), seats('giant', { arr: 5_000_000 }), seats('giant_ok_2')]));
    expect(keysOf(await scene.lines('opp_q_giant'))).toEqual(['giant_ok_1', 'giant_ok_2']);
    expect(await itemError('giant')).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION: Ask the deal desk first.');
    expect(await scene.rows("SELECT Action__c, Reason__c, Message__c FROM SyncLogLine__c WHERE QuoteItemId__c = 'giant' ORDER BY Name DESC LIMIT 1")).toMatchObject([
      { Action__c: 'FAILED', Reason__c: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', Message__c: expect.stringContaining('Ask the deal desk first.') },
    ]);
    expect(await scene.quote('q_giant')).toMatchObject({ SyncError__c: expect.stringMatching(/^1 /) });
    await scene.stack.org.connection.sobject('QuoteItem__c').update({ Id: String(await itemId('giant')), IncrementalARR__c: 900_000 } as never);
    await scene.retry('q_giant');
    expect(keysOf(await scene.lines('opp_q_giant'))).toEqual(['giant', 'giant_ok_1', 'giant_ok_2']);
    expect(await itemError('giant')).toBeNull();
    expect(await scene.quote('q_giant')).toMatchObject({ SyncError__c: null });
  });

  it('are previewed as they will be, and the preview writes nothing', async () => {
    await scene.settings({ AmountField__c: 'UnitPrice__c' });
    const logs = await scene.rows('SELECT Id FROM SyncLog__c');
    const { lines } = await scene.explain('q_place');
    expect(lines).toMatchObject([{ key: 'place_1', action: 'UPDATED', changes: [{ field: 'TotalPrice', before: 500, after: 100 }] }]);
    expect(await scene.rows('SELECT Id FROM SyncLog__c')).toHaveLength(logs.length);
    expect(await scene.lines('opp_q_place')).toMatchObject([{ TotalPrice: 500 }]);
    await scene.settings({ AmountField__c: null });
  });
});

describe('row 13, the amount', () => {
  it('comes from the field of the settings, one that the admin added included', async () => {
    await scene.opportunity('opp_q_margin');
    await scene.publish(document('q_margin', [seats('margin')]));
    await scene.settings({ AmountField__c: 'Margin__c' });
    await scene.update('QuoteItem__c', await itemId('margin'), { Margin__c: 77.5 });
    expect(await scene.lines('opp_q_margin')).toMatchObject([{ TotalPrice: 77.5, Quantity: 2 }]);
  });

  it('is refused from a field that is no currency, and the line stays as it was', async () => {
    await scene.settings({ AmountField__c: 'Segment__c' });
    await scene.retry('q_margin');
    expect(await scene.lines('opp_q_margin')).toMatchObject([{ TotalPrice: 77.5 }]);
    expect(await scene.quote('q_margin')).toMatchObject({ SyncError__c: expect.stringMatching(/^AMOUNT_FIELD_INVALID: /) });
    await scene.settings({ AmountField__c: null });
  });
});

describe('row 14, fields', () => {
  it('of one name are copied, explicit ones too', async () => {
    await scene.opportunity('opp_q_map');
    await scene.publish(document('q_map', [seats('mapped'), seats('mapped_too')]));
    await scene.update('QuoteItem__c', await itemId('mapped'), { Segment__c: 'SMB' });
    expect(await scene.rows("SELECT Segment__c FROM OpportunityLineItem WHERE QuoteItemId__c = 'mapped'")).toMatchObject([{ Segment__c: 'SMB' }]);
    expect(await scene.rows("SELECT NextStep FROM Opportunity WHERE Id__c = 'opp_q_map'")).toMatchObject([{ NextStep: 'Deal q_map' }]);
  });

  it('a value that does not fit costs its field, not the line', async () => {
    await scene.update('QuoteItem__c', await itemId('mapped'), { Segment__c: 'Enterprise', IncrementalARR__c: 333 });
    expect(await scene.rows("SELECT Segment__c, TotalPrice FROM OpportunityLineItem WHERE QuoteItemId__c = 'mapped'")).toMatchObject([{ Segment__c: 'SMB', TotalPrice: 333 }]);
    expect(await itemError('mapped')).toMatch(/^VALUE_TOO_LONG: /);
    expect(await itemError('mapped_too')).toBeNull();
  });
});

describe('row 17, a quote that stops feeding its Opportunity', () => {
  it('leaves its products', async () => {
    await scene.opportunity('opp_q_dead');
    await scene.publish(document('q_dead', [seats('dead')]));
    await scene.publish(document('q_dead', [seats('dead')], { status: 'CANCELED' }));
    expect(keysOf(await scene.lines('opp_q_dead'))).toEqual(['dead']);
  });

  it('takes them with it when the settings say so', async () => {
    await scene.settings({ RemoveLinesWhenBlocked__c: true });
    await scene.retry('q_dead');
    await scene.settings({ RemoveLinesWhenBlocked__c: false });
    expect(await scene.lines('opp_q_dead')).toEqual([]);
  });
});
