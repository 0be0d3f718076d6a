import { beforeAll, describe, expect, test } from 'vitest';
import type { Org } from '../../../local-org/src/org.ts';
import { dml, column, insert, invoiceOrg, query } from '../fixtures/org.ts';

let org: Org;

/** Names of invoices under a condition. */
const names = (condition: string): (string | null)[] => column(org, `SELECT Name FROM Invoice__c ${condition}`, 'Name');

beforeAll(() => {
  org = invoiceOrg();
  const acme = insert(org, 'Account', { Name: 'Acme' });
  const a = insert(org, 'Invoice__c', { Name: 'Alpha', Key__c: 'k1', Total__c: 10, Account__c: acme.id, Due__c: '2026-05-13', Paid__c: true });
  const b = insert(org, 'Invoice__c', { Name: 'beta', Key__c: 'k2', Total__c: 30, Due__c: '2026-05-01', Status__c: 'Sent' });
  insert(org, 'Invoice__c', { Name: 'Gamma 5%', Key__c: 'k3', Status__c: null });
  for (const [invoice, amount] of [[a, 1], [a, 2], [b, 5]] as const) insert(org, 'Line__c', { Invoice__c: invoice.id, Amount__c: amount });
});

describe('conditions', () => {
  test.each([
    ["WHERE Name = 'ALPHA'", ['Alpha']],
    ["WHERE Name IN ('alpha', 'BETA')", ['Alpha', 'beta']],
    ["WHERE Name LIKE '%A' AND Name != 'beta'", ['Alpha']],
    [String.raw`WHERE Name LIKE '%5\%'`, ['Gamma 5%']],
    ['WHERE Total__c > 10', ['beta']],
    ['WHERE Total__c < 100', ['Alpha', 'beta']],
    ['WHERE Total__c != 10', ['beta', 'Gamma 5%']],
    ['WHERE Total__c = null', ['Gamma 5%']],
    ['WHERE NOT (Total__c = 10 OR Total__c = 30)', ['Gamma 5%']],
    ['WHERE Paid__c = true', ['Alpha']],
    ["WHERE Status__c NOT IN ('Sent')", ['Alpha', 'Gamma 5%']],
    ["WHERE Account__r.Name = 'acme'", ['Alpha']],
    ['WHERE Account__r.Name = null', ['beta', 'Gamma 5%']],
    ['WHERE Due__c = TODAY', ['Alpha']],
    ['WHERE Due__c = THIS_MONTH', ['Alpha', 'beta']],
    ['WHERE Due__c < LAST_N_DAYS:5', ['beta']],
    ['WHERE CreatedDate = TODAY AND Due__c >= 2026-05-13', ['Alpha']],
    ['WHERE Id IN (SELECT Invoice__c FROM Line__c WHERE Amount__c > 2)', ['beta']],
    ['WHERE Id NOT IN (SELECT Invoice__c FROM Line__c)', ['Gamma 5%']],
    ['WHERE Twice__c = 20', ['Alpha']],
    ["WHERE Owner.Profile.Name = 'System Administrator' AND Owner.Type = 'User' AND Key__c = 'k1'", ['Alpha']],
    ['WHERE CALENDAR_MONTH(Due__c) = 5 AND DAY_IN_MONTH(Due__c) = 1', ['beta']],
  ])('%s', (condition, expected) => expect(names(`${condition} ORDER BY Name`)).toEqual(expected));

  test('a bound list finds by index what a scan finds', () => {
    expect(column(org, 'SELECT Name FROM Invoice__c WHERE Key__c IN :keys ORDER BY Name', 'Name', [['K1', 'k3', 'other']])).toEqual(['Alpha', 'Gamma 5%']);
    expect(column(org, 'SELECT Name FROM Invoice__c WHERE Key__c IN :keys', 'Name', [[]])).toEqual([]);
  });

  test('an id may be given in its short form', () => {
    const [row] = query(org, "SELECT Id FROM Invoice__c WHERE Name = 'Alpha'");
    expect(names(`WHERE Id = '${row!.id!.slice(0, 15)}'`)).toEqual(['Alpha']);
  });
});

describe('order', () => {
  test('nulls come first both ways, unless the query says otherwise', () => {
    expect(names('ORDER BY Total__c')).toEqual(['Gamma 5%', 'Alpha', 'beta']);
    expect(names('ORDER BY Total__c DESC')).toEqual(['Gamma 5%', 'beta', 'Alpha']);
    expect(names('ORDER BY Total__c DESC NULLS LAST')).toEqual(['beta', 'Alpha', 'Gamma 5%']);
  });

  test('case does not matter, and pages are cut afterwards', () => {
    expect(names('ORDER BY Name LIMIT 1 OFFSET 1')).toEqual(['beta']);
    expect(names('ORDER BY Account__r.Name NULLS LAST, Name DESC')).toEqual(['Alpha', 'Gamma 5%', 'beta']);
  });
});

describe('results', () => {
  test('hold parents and children', () => {
    const [row] = query(org, "SELECT Name, Account__r.Name, (SELECT Name FROM Lines__r WHERE Amount__c > 1) FROM Invoice__c WHERE Key__c = 'k1'");
    expect(row!.parents.get('Account__r')?.get('Name')).toBe('Acme');
    expect(row!.children.get('Lines__r')?.map((line) => line.get('Name'))).toEqual(['L-0002']);
    expect([...row!.queried!].toSorted()).toEqual(['Account__c', 'Account__r', 'Id', 'Lines__r', 'Name']);
  });

  test('aggregate by group', () => {
    const rows = query(org, 'SELECT Invoice__r.Name, SUM(Amount__c) total, COUNT(Id), MAX(Amount__c) FROM Line__c GROUP BY Invoice__r.Name ORDER BY SUM(Amount__c) DESC');
    expect(rows.map((row) => [...row.fields].map(([name, value]) => `${name}=${String(value)}`))).toEqual([
      ['Name=beta', 'total=5.0000', 'expr0=1', 'expr1=5.0000'],
      ['Name=Alpha', 'total=3.0000', 'expr0=2', 'expr1=2.0000'],
    ]);
  });

  test('filter groups, roll up, count distinct', () => {
    expect(column(org, 'SELECT Invoice__r.Name FROM Line__c GROUP BY Invoice__r.Name HAVING COUNT(Id) > 1', 'Name')).toEqual(['Alpha']);
    expect(column(org, 'SELECT Invoice__r.Name, COUNT(Id) n FROM Line__c GROUP BY ROLLUP(Invoice__r.Name)', 'n')).toEqual(['2', '1', '3']);
    expect(column(org, 'SELECT COUNT_DISTINCT(Invoice__c) n FROM Line__c', 'n')).toEqual(['2']);
    expect(column(org, 'SELECT SUM(Total__c) s, AVG(Total__c) a FROM Invoice__c', 'a').map(Number)).toEqual([20]);
    expect(column(org, "SELECT SUM(Total__c) s FROM Invoice__c WHERE Name = 'none'", 's')).toEqual([null]);
  });

  test('deleted records are seen with ALL ROWS only', () => {
    const gone = insert(org, 'Account', { Name: 'Gone' });
    dml(org, 'delete', [gone]);
    expect(query(org, "SELECT Id FROM Account WHERE Name = 'Gone'")).toHaveLength(0);
    expect(query(org, "SELECT Id FROM Account WHERE Name = 'Gone' ALL ROWS")).toHaveLength(1);
  });

  test('count against the limits', () => {
    query(org, 'SELECT Id FROM Invoice__c');
    const last = org.log.since().at(-1)!;
    expect([last.limits['queries']!.used, last.limits['queryRows']!.used]).toEqual([1, 3]);
  });
});
