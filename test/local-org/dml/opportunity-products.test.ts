import { beforeEach, describe, expect, test } from 'vitest';
import type { DmlResult } from '../../../local-org/src/contract.ts';
import type { Org } from '../../../local-org/src/org.ts';
import type { SObject } from '../../../local-org/src/values/sobject.ts';
import { dml, insert, invoiceOrg, query, record } from '../fixtures/org.ts';

let org: Org;
let opportunity: SObject;
let entry: SObject;

beforeEach(() => {
  org = invoiceOrg({ multiCurrency: true, currencies: [{ isoCode: 'USD' }, { isoCode: 'EUR', conversionRate: 0.9 }] });
  opportunity = insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-06-30' });
  entry = entryOf('USD');
});

function entryOf(currency: string): SObject {
  const product = insert(org, 'Product2', { Name: 'Widget', ProductCode: 'W', IsActive: true });
  return insert(org, 'PricebookEntry', { Pricebook2Id: org.seed.standardPricebookId, Product2Id: product.id, UnitPrice: 10, IsActive: true, CurrencyIsoCode: currency });
}

function addLine(values: Record<string, string | number | null>): DmlResult {
  return dml(org, 'insert', [record(org, 'OpportunityLineItem', { OpportunityId: opportunity.id, PricebookEntryId: entry.id, ...values })])[0]!;
}

/** Numbers of the only record of an object. */
function numbers(object: string, ...names: string[]): (string | null)[] {
  const [row] = query(org, `SELECT ${names.join(', ')} FROM ${object}`);
  return names.map((name) => (row!.get(name) === null ? null : String(row!.get(name))));
}

describe('a line', () => {
  test('takes prices, product and name from its entry', () => {
    expect(addLine({ Quantity: 2, UnitPrice: 7, Discount: 10 }).success).toBe(true);
    expect(numbers('OpportunityLineItem', 'TotalPrice', 'Subtotal', 'ListPrice', 'Name', 'ProductCode')).toEqual(['12.60', '14.00', '10.00', 'O Widget', 'W']);
    expect(numbers('Opportunity', 'Amount', 'HasOpportunityLineItem', 'Pricebook2Id', 'ExpectedRevenue')).toEqual(['12.60', 'true', org.seed.standardPricebookId, '1.26']);
  });

  test('gets its unit price from a total price', () => {
    addLine({ Quantity: 4, TotalPrice: 10 });
    expect(numbers('OpportunityLineItem', 'UnitPrice', 'TotalPrice')).toEqual(['2.50', '10.00']);
  });

  test.each([
    ['no quantity', { UnitPrice: 1 }, 'REQUIRED_FIELD_MISSING'],
    ['no price', { Quantity: 1 }, 'REQUIRED_FIELD_MISSING'],
    ['two prices', { Quantity: 1, UnitPrice: 1, TotalPrice: 1 }, 'FIELD_INTEGRITY_EXCEPTION'],
  ])('is refused with %s', (_, values, code) => expect(addLine(values).errors[0]!.statusCode).toBe(code));

  test('is refused in another currency or another price book', () => {
    entry = entryOf('EUR');
    expect(addLine({ Quantity: 1, UnitPrice: 1 }).errors[0]).toMatchObject({ statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: expect.stringContaining('currency') });
    const book = insert(org, 'Pricebook2', { Name: 'Other', IsActive: true });
    dml(org, 'update', [record(org, 'Opportunity', { Id: opportunity.id, Pricebook2Id: book.id })]);
    entry = entryOf('USD');
    expect(addLine({ Quantity: 1, UnitPrice: 1 }).errors[0]!.message).toBe('field integrity exception: unknown (pricebook entry is in a different pricebook than the one assigned to the opportunity)');
  });

  test('keeps its total when quantity and total are sent together', () => {
    const id = addLine({ Quantity: 2, TotalPrice: 100 }).id;
    dml(org, 'update', [record(org, 'OpportunityLineItem', { Id: id, Quantity: 4, TotalPrice: 100 })]);
    expect(numbers('OpportunityLineItem', 'UnitPrice', 'TotalPrice')).toEqual(['25.00', '100.00']);
  });

  test.each([
    ['a quantity holds the total', { Quantity: 4 }, ['5.00', '20.00']],
    ['a quantity with the unit price holds the unit price', { Quantity: 4, UnitPrice: 10 }, ['10.00', '40.00']],
    ['a discount holds the unit price', { Discount: 50 }, ['10.00', '10.00']],
    ['a unit price changes the total', { UnitPrice: 7 }, ['7.00', '14.00']],
    ['a total changes the unit price', { TotalPrice: 30 }, ['15.00', '30.00']],
  ])('updated by %s', (_, values, expected) => {
    const { id } = addLine({ Quantity: 2, UnitPrice: 10 });
    expect(dml(org, 'update', [record(org, 'OpportunityLineItem', { Id: id, ...values })])[0]!.success).toBe(true);
    expect(numbers('OpportunityLineItem', 'UnitPrice', 'TotalPrice')).toEqual(expected);
    expect(numbers('Opportunity', 'Amount')).toEqual([expected[1]]);
  });

  test('is not updated by both prices', () => {
    const { id } = addLine({ Quantity: 2, UnitPrice: 10 });
    expect(dml(org, 'update', [record(org, 'OpportunityLineItem', { Id: id, UnitPrice: 1, TotalPrice: 1 })])[0]!.errors[0]).toEqual({ statusCode: 'INVALID_FIELD', message: "Cannot change both 'UnitPrice' and 'TotalPrice' in update call", fields: ['UnitPrice'] });
  });
});

describe('an opportunity', () => {
  test('with lines keeps its amount, its price book and its currency', () => {
    addLine({ Quantity: 1, UnitPrice: 7 });
    const book = insert(org, 'Pricebook2', { Name: 'Other', IsActive: true });
    const update = (values: Record<string, string | number | null>): DmlResult => dml(org, 'update', [record(org, 'Opportunity', { Id: opportunity.id, ...values })])[0]!;
    expect(update({ Amount: 999 }).success).toBe(true);
    expect(numbers('Opportunity', 'Amount')).toEqual(['7.00']);
    expect(update({ Pricebook2Id: book.id }).errors[0]!.statusCode).toBe('FIELD_INTEGRITY_EXCEPTION');
    expect(update({ CurrencyIsoCode: 'EUR' }).errors[0]!.statusCode).toBe('FIELD_INTEGRITY_EXCEPTION');
  });

  test.each([
    ['Closed Won', ['true', 'true', '100', 'Closed']],
    ['Closed Lost', ['true', 'false', '0', 'Omitted']],
    ['Qualification', ['false', 'false', '10', 'Pipeline']],
  ])('in stage %s', (stage, expected) => {
    dml(org, 'update', [record(org, 'Opportunity', { Id: opportunity.id, StageName: stage })]);
    expect(numbers('Opportunity', 'IsClosed', 'IsWon', 'Probability', 'ForecastCategoryName')).toEqual(expected);
  });
});

describe('price book entries', () => {
  test('need a standard price first, exist once per currency, and may follow the standard price', () => {
    const book = insert(org, 'Pricebook2', { Name: 'B', IsActive: true });
    const product = insert(org, 'Product2', { Name: 'New' });
    const add = (values: Record<string, string | number | boolean | null>): DmlResult => dml(org, 'insert', [record(org, 'PricebookEntry', { Product2Id: product.id, ...values })])[0]!;
    expect(add({ Pricebook2Id: book.id, UnitPrice: 1 }).errors[0]!.statusCode).toBe('STANDARD_PRICE_NOT_DEFINED');
    const standard = add({ Pricebook2Id: org.seed.standardPricebookId, UnitPrice: 10 });
    expect(add({ Pricebook2Id: org.seed.standardPricebookId, UnitPrice: 11 }).errors[0]!.statusCode).toBe('DUPLICATE_VALUE');
    const follower = add({ Pricebook2Id: book.id, UseStandardPrice: true });
    dml(org, 'update', [record(org, 'PricebookEntry', { Id: standard.id, UnitPrice: 12 })]);
    const [row] = query(org, `SELECT UnitPrice, Name FROM PricebookEntry WHERE Id = '${follower.id}'`);
    expect([String(row!.get('UnitPrice')), row!.get('Name')]).toEqual(['12.00', 'New']);
  });
});
