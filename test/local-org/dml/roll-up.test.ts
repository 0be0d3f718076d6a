import { describe, expect, test } from 'vitest';
import type { Org } from '../../../local-org/src/org.ts';
import { dml, insert, invoiceOrg, query, record } from '../fixtures/org.ts';
import { field, INVOICES, rule } from '../fixtures/source.ts';

const SUMMARY = (operation: string, more = ''): string => `<type>Summary</type><summaryForeignKey>Line__c.Invoice__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>${more}`;
const AMOUNT = '<summarizedField>Line__c.Amount__c</summarizedField>';
const LARGE = '<summaryFilterItems><field>Line__c.Amount__c</field><operation>greaterThan</operation><value>5</value></summaryFilterItems>';

const FILES = [
  ...INVOICES,
  field('Invoice__c', 'Count__c', SUMMARY('count')),
  field('Invoice__c', 'Sum__c', SUMMARY('sum', AMOUNT)),
  field('Invoice__c', 'Max__c', SUMMARY('max', AMOUNT)),
  field('Invoice__c', 'Large__c', SUMMARY('count', LARGE)),
  rule('Invoice__c', 'At_Most_100', 'Sum__c > 100', 'An invoice is at most 100'),
];

function summaries(org: Org): (string | null)[] {
  const [row] = query(org, 'SELECT Count__c, Sum__c, Max__c, Large__c FROM Invoice__c ORDER BY Name LIMIT 1');
  return ['Count__c', 'Sum__c', 'Max__c', 'Large__c'].map((name) => (row!.get(name) === null ? null : String(row!.get(name))));
}

describe('roll-up summaries', () => {
  test('follow inserts, updates, deletes and undeletes of the details', () => {
    const org = invoiceOrg({}, FILES);
    const invoice = insert(org, 'Invoice__c', { Name: 'a' });
    expect(summaries(org)).toEqual(['0', '0.0000', null, '0']);
    const line = insert(org, 'Line__c', { Invoice__c: invoice.id, Amount__c: 4 });
    insert(org, 'Line__c', { Invoice__c: invoice.id, Amount__c: 6.5 });
    expect(summaries(org)).toEqual(['2', '10.5000', '6.5000', '1']);
    dml(org, 'update', [record(org, 'Line__c', { Id: line.id, Amount__c: 10 })]);
    expect(summaries(org)).toEqual(['2', '16.5000', '10.0000', '2']);
    dml(org, 'delete', [line]);
    expect(summaries(org)).toEqual(['1', '6.5000', '6.5000', '1']);
    dml(org, 'undelete', [line]);
    expect(summaries(org)).toEqual(['2', '16.5000', '10.0000', '2']);
  });

  test('a validation rule of the master refuses the detail', () => {
    const org = invoiceOrg({}, FILES);
    const invoice = insert(org, 'Invoice__c', { Name: 'a' });
    const results = dml(org, 'insert', [record(org, 'Line__c', { Invoice__c: invoice.id, Amount__c: 101 })]);
    expect(results[0]!.errors[0]!.message).toBe('An invoice is at most 100');
    expect(summaries(org)[0]).toBe('0');
  });

  test('that come later count what is there', () => {
    const org = invoiceOrg();
    const invoice = insert(org, 'Invoice__c', { Name: 'a' });
    insert(org, 'Line__c', { Invoice__c: invoice.id, Amount__c: 3 });
    expect(org.deploy(FILES).problems).toEqual([]);
    expect(summaries(org)).toEqual(['1', '3.0000', '3.0000', '0']);
  });
});

describe('merge', () => {
  test('moves what points to the losers and keeps the master', () => {
    const org = invoiceOrg();
    const [winner, loser] = ['Winner', 'Loser'].map((Name) => insert(org, 'Account', { Name }));
    insert(org, 'Contact', { LastName: 'C', AccountId: loser!.id });
    insert(org, 'Invoice__c', { Name: 'I', Account__c: loser!.id });
    const results = org.transact({ label: 'merge' }, (tx) => org.data.merge(tx, record(org, 'Account', { Id: winner!.id, Phone: '1' }), [loser!.id!]));
    expect(results).toMatchObject([{ id: loser!.id, success: true }]);
    expect(query(org, 'SELECT Name, Phone, (SELECT Id FROM Contacts), (SELECT Id FROM Invoices__r) FROM Account').map((row) => [row.get('Name'), row.get('Phone'), row.children.get('Contacts')!.length, row.children.get('Invoices__r')!.length])).toEqual([['Winner', '1', 1, 1]]);
    expect(query(org, "SELECT MasterRecordId FROM Account WHERE Name = 'Loser' ALL ROWS")[0]!.get('MasterRecordId')).toBe(winner!.id);
  });
});
