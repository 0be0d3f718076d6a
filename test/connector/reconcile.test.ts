import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import { archive } from '../../connector/src/sync/archive.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import type { FlatQuote } from '../../connector/src/sync/records.ts';
import { aCatalogueStore } from './support/catalogue-store.ts';
import { anItem, anOffering, aQuote } from './support/quotes.ts';
import { accessTo, salesforceStub } from './support/salesforce-stub.ts';
import type { SalesforceStub } from './support/salesforce-stub.ts';

let org: SalesforceStub;
beforeEach(async () => void (org = await salesforceStub()));
afterEach(() => org.close());

const HOUR = 3_600_000;
/** A connector that has just started: it remembers no products. */
const aConnector = (now: () => number = () => 0) => {
  const connection = openOrg(accessTo(org.url));
  const catalogue = productCatalogue({ now });
  return { write: (flat: FlatQuote) => reconcile(connection, catalogue, flat) };
};
const withItems = (ids: readonly string[], members: Record<string, unknown> = {}) =>
  flatten(aQuote({ quoteOfferings: [anOffering({ items: ids.map((id) => anItem({ id, ...members })) })], ...members }));
const manyIds = (count: number) => Array.from({ length: count }, (_, index) => `item_${index}`);
const held = (object: string) => [...(org.records.get(object)?.keys() ?? [])];
const sent = (index: number) => org.composites[index]?.map(({ method, url }) => `${method} ${url.replace('/services/data/v65.0', '')}`);
const refused = (statusCode: string, message = 'refused') => ({ statusCode, message });

describe('reconciling a quote', () => {
  it('writes quote, product and items in one request, and sees in it what the org holds then', async () => {
    expect(await aConnector().write(withItems(['a', 'b']))).toEqual({
      outcome: 'synced',
      version: null,
      items: 2,
      itemsRemoved: 0,
      failedItems: [],
      productsWritten: 1,
      referenceOfferings: 0,
      salesforceRequests: 1,
    });
    expect([held('Quote__c'), held('Product2'), held('QuoteItem__c')]).toEqual([['quote_1'], ['offer_1-prod_1'], ['a', 'b']]);
    expect(sent(0)).toEqual([
      'PATCH /sobjects/Quote__c/Id__c/quote_1',
      'PATCH /composite/sobjects/Product2/ExternalId__c',
      'PATCH /composite/sobjects/QuoteItem__c/Id__c',
      `GET /query?q=${encodeURIComponent("SELECT Id, Id__c, Product2__c FROM QuoteItem__c WHERE Quote__c = '")}@{quote.id}'`,
    ]);
  });

  it('ends in the same org when it is repeated', async () => {
    const connector = aConnector();
    await connector.write(withItems(['a', 'b']));
    const before = structuredClone(org.records);
    await connector.write(withItems(['a', 'b']));
    expect(org.records).toEqual(before);
  });

  it('removes items that left the quote in a second request, which has the guard in front', async () => {
    const connector = aConnector();
    await connector.write(withItems(['a', 'b', 'c']));
    expect(await connector.write(withItems(['b']))).toMatchObject({ items: 1, itemsRemoved: 2, salesforceRequests: 2 });
    expect(held('QuoteItem__c')).toEqual(['b']);
    expect(sent(2)).toEqual(['PATCH /sobjects/Quote__c/Id__c/quote_1', 'DELETE /composite/sobjects?ids=id-a,id-c&allOrNone=true']);
  });

  it('leaves items alone that somebody made by hand, and those of other quotes', async () => {
    await aConnector().write(flatten(aQuote({ id: 'QUOTE_1', quoteOfferings: [anOffering({ items: [anItem({ id: 'other' })] })] })));
    org.records.get('QuoteItem__c')?.set('by hand', { Quote__c: 'id-quote_1' });
    expect(await aConnector().write(withItems(['a']))).toMatchObject({ itemsRemoved: 0 });
    expect(held('QuoteItem__c').toSorted()).toEqual(['a', 'by hand', 'other']);
  });

  it.each([
    [0, 1],
    [1, 1],
    [20, 1],
    [200, 1],
    [600, 1],
    [1000, 2],
    [2000, 3],
  ])('needs for %i items %i requests', async (count, requests) => {
    expect(await aConnector().write(withItems(manyIds(count)))).toMatchObject({ items: count, salesforceRequests: requests });
    expect(held('QuoteItem__c')).toHaveLength(count);
  });

  it('removes 1,500 items in two requests', async () => {
    const connector = aConnector();
    await connector.write(withItems(manyIds(1500)));
    expect(await connector.write(withItems([]))).toMatchObject({ itemsRemoved: 1500, salesforceRequests: 3 });
    expect(held('QuoteItem__c')).toEqual([]);
  });

  it('sends a text that Salesforce would take for a reference in requests of their own', async () => {
    const connector = aConnector();
    const strange = (ids: string[]) =>
      flatten(aQuote({ description: 'for @{team.all}', quoteOfferings: [anOffering({ items: ids.map((id) => anItem({ id })) })] }));
    expect(await connector.write(strange(['a', 'b']))).toMatchObject({ items: 2, salesforceRequests: 4 });
    expect(org.records.get('Quote__c')?.get('quote_1')).toMatchObject({ Description__c: 'for @{team.all}' });
    expect(await connector.write(strange(['a']))).toMatchObject({ itemsRemoved: 1, salesforceRequests: 5 });
    expect(held('QuoteItem__c')).toEqual(['a']);
    expect(org.composites).toEqual([]);
  });
});

describe('products', () => {
  it('are written once, not with each quote', async () => {
    const connector = aConnector();
    expect(await connector.write(withItems(['a']))).toMatchObject({ productsWritten: 1 });
    org.records.get('Product2')?.set('offer_1-prod_1', { IsActive: false });
    expect(await connector.write(withItems(['a', 'b']))).toMatchObject({ productsWritten: 0, salesforceRequests: 1 });
    expect(org.records.get('Product2')?.get('offer_1-prod_1'), 'an admin has the last word').toEqual({ IsActive: false });
  });

  it('are written again when the catalogue has changed, and never back', async () => {
    const connector = aConnector();
    const named = (offeringName: string) => flatten(aQuote({ quoteOfferings: [anOffering({ offeringName, items: [anItem()] })] }));
    const written = [];
    for (const name of ['Old', 'New', 'Old']) written.push((await connector.write(named(name))).productsWritten);
    expect(written).toEqual([1, 1, 0]);
    expect(org.records.get('Product2')?.get('offer_1-prod_1')).toMatchObject({ OfferingName__c: 'New' });
  });

  it('are asked for in the store that outlives the process', async () => {
    const store = aCatalogueStore();
    const connection = openOrg(accessTo(org.url));
    const connector = () => productCatalogue({ store, orgId: () => connection.orgId() });
    const first = await reconcile(connection, connector(), withItems(['a']));
    const second = await reconcile(connection, connector(), withItems(['a']));
    expect([first.productsWritten, second.productsWritten, org.requests.filter(({ url }) => url.endsWith('/userinfo'))]).toEqual([1, 0, []]);
  });

  it('that an admin has deleted are written again, with the items that lack them', async () => {
    const connector = aConnector();
    await connector.write(withItems(['a']));
    org.records.get('Product2')?.clear();
    expect(await connector.write(withItems(['a']))).toMatchObject({ outcome: 'synced', productsWritten: 1, salesforceRequests: 2 });
    expect(held('Product2')).toEqual(['offer_1-prod_1']);
  });

  it('that stay missing cost one more request an hour, not one with every quote', async () => {
    let now = 0;
    const connector = aConnector(() => now);
    await connector.write(withItems(['a']));
    const requests: number[] = [];
    for (const time of [0, 1, HOUR]) {
      now = time;
      org.records.get('Product2')?.clear();
      requests.push((await connector.write(withItems(['a']))).salesforceRequests);
    }
    expect(requests).toEqual([2, 1, 2]);
  });

  it('that are refused leave their items failed with the reason, and are tried again the next time', async () => {
    const connector = aConnector();
    org.refusals.set('offer_1-prod_1', refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no code'));
    const failedItems = [{ key: 'a', code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'product offer_1-prod_1: no code' }];
    expect(await connector.write(withItems(['a']))).toMatchObject({ outcome: 'partial', failedItems, productsWritten: 0, salesforceRequests: 1 });
    org.refusals.clear();
    expect(await connector.write(withItems(['a']))).toMatchObject({ outcome: 'synced', productsWritten: 1 });
  });
});

describe('a quote that is older than what the org holds', () => {
  const stale = refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'STALE_SOURCE_VERSION: newer');

  it('is superseded, and none of its items is written', async () => {
    org.refusals.set('quote_1', stale);
    expect(await aConnector().write(withItems(['a']))).toMatchObject({ outcome: 'superseded', itemsRemoved: 0, salesforceRequests: 1 });
    expect(held('QuoteItem__c')).toEqual([]);
  });

  it('takes the rest of 2,000 items with it, too', async () => {
    org.refusals.set('quote_1', stale);
    expect(await aConnector().write(withItems(manyIds(2000)))).toMatchObject({ outcome: 'superseded', salesforceRequests: 1 });
  });

  it('removes nothing that the newer one has', async () => {
    const connector = aConnector();
    await connector.write(withItems(['a', 'b']));
    const requests = org.composites.length;
    org.beforeAnswer = async () => void (org.composites.length === requests + 1 && org.refusals.set('quote_1', stale));
    expect(await connector.write(withItems(['a']))).toMatchObject({ outcome: 'superseded', salesforceRequests: 2 });
    expect(held('QuoteItem__c')).toEqual(['a', 'b']);
  });

  it('is superseded in single requests just as well', async () => {
    org.refusals.set('quote_1', stale);
    const strange = withItems(['a'], { description: '@{x}' });
    expect(await aConnector().write(strange)).toMatchObject({ outcome: 'superseded', salesforceRequests: 1 });
  });
});

describe('items', () => {
  it('that are refused for good are told with their reason while the others land', async () => {
    org.refusals.set('b', refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value'));
    expect(await aConnector().write(withItems(['a', 'b', 'c']))).toMatchObject({
      outcome: 'partial',
      items: 3,
      failedItems: [{ key: 'b', code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message: 'bad value' }],
      salesforceRequests: 1,
    });
    expect(held('QuoteItem__c')).toEqual(['a', 'c']);
    const collections = org.composites[0]?.filter(({ body }) => body?.records !== undefined) ?? [];
    expect(collections.map(({ body }) => body?.['allOrNone'])).toEqual([false, false]);
  });

  it('that met another write let the whole job be repeated', async () => {
    org.refusals.set('a', refused('REQUIRED_FIELD_MISSING'));
    org.refusals.set('b', refused('UNABLE_TO_LOCK_ROW'));
    await expect(aConnector().write(withItems(['a', 'b']))).rejects.toMatchObject({ errorCode: 'UNABLE_TO_LOCK_ROW', reaction: 'retry' });
  });

  it('that met another write within a trigger do, too', async () => {
    const message = 'ItemTrigger: execution of AfterInsert caused by: System.DmlException: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access';
    org.refusals.set('a', refused('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message));
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({ reaction: 'retry' });
  });

  it('and products whose key another writer has just taken are found by the next attempt', async () => {
    org.refusals.set('offer_1-prod_1', refused('DUPLICATE_VALUE', 'duplicate value found: ExternalId__c duplicates value on record with id: 01t'));
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({ errorCode: 'DUPLICATE_VALUE', reaction: 'retry' });
    org.refusals.set('offer_1-prod_1', refused('DUPLICATE_VALUE', 'duplicate value found: Sku__c duplicates value on record with id: 01t'));
    await expect(aConnector().write(withItems(['a']))).resolves.toMatchObject({ outcome: 'partial' });
  });

  it('wait when the org takes nothing at all, whatever else is wrong', async () => {
    org.refusals.set('a', refused('UNABLE_TO_LOCK_ROW'));
    org.refusals.set('b', refused('STORAGE_LIMIT_EXCEEDED'));
    await expect(aConnector().write(withItems(['a', 'b']))).rejects.toMatchObject({ errorCode: 'STORAGE_LIMIT_EXCEEDED', reaction: 'wait', retryAfterMs: 60_000 });
  });
});

describe('a refusal of the quote itself', () => {
  it('concerns the job, not the halt of its items', async () => {
    org.refusals.set('quote_1', refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'not in May'));
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      reaction: 'park',
      message: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: not in May (quote quote_1)',
    });
    expect(held('QuoteItem__c')).toEqual([]);
  });

  it('and one of a whole collection parks the quote', async () => {
    const halted = { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED', message: 'halted' }] };
    const invalid = { httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'X__c'" }] };
    const ok = { httpStatusCode: 200, body: { id: 'id-quote_1', success: true, errors: [] } };
    org.failures.push({ status: 200, body: { compositeResponse: [ok, invalid, halted, halted] } });
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({ errorCode: 'INVALID_FIELD', reaction: 'park' });
  });

  it.each([
    ['a halt without a cause', [{ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED', message: 'halted' }] }], 'PROCESSING_HALTED'],
    ['too few answers', [], 'UNKNOWN_EXCEPTION'],
  ])('repeats the job after %s', async (_name, answers, errorCode) => {
    const ok = { httpStatusCode: 200, body: { id: 'id-quote_1', success: true, errors: [] } };
    const whole = [ok, ok, ok, ok].map((each, index) => answers[index] ?? each);
    org.failures.push({ status: 200, body: { compositeResponse: answers.length === 0 ? [] : whole } });
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({ errorCode, reaction: 'retry' });
  });

  it('that several records share is told as such', async () => {
    const body = ['/services/data/v65.0/sobjects/Quote__c/a0X1', '/services/data/v65.0/sobjects/Quote__c/a0X2'];
    const halted = { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED', message: 'halted' }] };
    org.failures.push({ status: 200, body: { compositeResponse: [{ httpStatusCode: 300, body }, halted, halted, halted] } });
    await expect(aConnector().write(withItems(['a']))).rejects.toMatchObject({ errorCode: 'MULTIPLE_CHOICES', reaction: 'park' });
  });
});

describe('a quote that is gone', () => {
  it('is archived with what it has', async () => {
    await aConnector().write(withItems(['a']));
    expect(await archive(openOrg(accessTo(org.url)), 'quote_1')).toMatchObject({ outcome: 'archived', version: null, salesforceRequests: 1 });
    expect(org.records.get('Quote__c')?.get('quote_1')).toMatchObject({ Status__c: 'ARCHIVED' });
    expect(held('QuoteItem__c')).toEqual(['a']);
  });

  it('is not created where it never was', async () => {
    expect(await archive(openOrg(accessTo(org.url)), 'quote_9')).toMatchObject({ outcome: 'archived' });
    expect(held('Quote__c')).toEqual([]);
  });

  it('is parked where the org refuses that', async () => {
    await aConnector().write(withItems([]));
    org.refusals.set('quote_1', refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'signed'));
    await expect(archive(openOrg(accessTo(org.url)), 'quote_1')).rejects.toMatchObject({ reaction: 'park' });
  });
});
