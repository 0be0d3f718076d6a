import { describe, expect, test } from 'vitest';
import type { DmlResult, TriggerEvent, TriggerRunner } from '../../../local-org/src/contract.ts';
import { TriggerFailure } from '../../../local-org/src/contract.ts';
import type { Org } from '../../../local-org/src/org.ts';
import { Decimal } from '../../../local-org/src/values/decimal.ts';
import { column, dml, insert, invoiceOrg, query, record } from '../fixtures/org.ts';

/** An org whose triggers are a function. */
function orgWith(fire: (event: TriggerEvent) => void): Org {
  const org = invoiceOrg();
  const triggers: TriggerRunner = { fire: (_, event) => fire(event) };
  org.data.state = { ...org.data.state, triggers };
  return org;
}

const codes = (results: readonly DmlResult[]): (string | undefined)[] => results.map((result) => result.errors[0]?.statusCode);

describe('what the platform refuses', () => {
  const org = invoiceOrg();
  const account = insert(org, 'Account', { Name: 'A' });
  insert(org, 'Invoice__c', { Name: 'taken', Code__c: 'Taken' });

  test.each<[string, string, Record<string, never> | Record<string, string | number | null>, string, string]>([
    ['a required field', 'Account', {}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]'],
    ['a text that is too long', 'Invoice__c', { Code__c: '12345678901' }, 'STRING_TOO_LONG', 'Code: data value too large: 12345678901 (max length=10)'],
    ['an unknown picklist value', 'Invoice__c', { Status__c: 'Lost' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Status: bad value for restricted picklist field: Lost'],
    ['a number that is too large', 'Invoice__c', { Total__c: 1e15 }, 'NUMBER_OUTSIDE_VALID_RANGE', 'Total: value outside of valid range on numeric field: 1000000000000000.00'],
    ['a duplicate, whatever its case', 'Invoice__c', { Code__c: 'TAKEN' }, 'DUPLICATE_VALUE', 'duplicate value found: Code__c duplicates value on record with id:'],
    ['a lookup to another object', 'Invoice__c', { Account__c: '005000000000001AAA' }, 'FIELD_INTEGRITY_EXCEPTION', 'Account: id value of incorrect type: 005000000000001AAA'],
    ['a lookup to nothing', 'Invoice__c', { Account__c: '001000000000001AAA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
    ['a validation rule', 'Invoice__c', { Total__c: -1 }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Total must not be negative'],
    ['a detail without its master', 'Line__c', {}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Invoice__c]'],
    ['an email that is none', 'Contact', { LastName: 'x', Email: 'x' }, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: x'],
  ])('%s', (_, object, values, code, message) => {
    const [result] = dml(org, 'insert', [record(org, object, values)]);
    expect(result!.errors[0]).toMatchObject({ statusCode: code, message: expect.stringContaining(message) });
  });

  test('an id on insert, none on update, one that is gone', () => {
    expect(codes(dml(org, 'insert', [record(org, 'Account', { Id: account.id, Name: 'x' })]))).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE']);
    expect(codes(dml(org, 'update', [record(org, 'Account', { Name: 'x' })]))).toEqual(['MISSING_ARGUMENT']);
    const gone = insert(org, 'Account', { Name: 'gone' });
    dml(org, 'delete', [gone]);
    expect(codes(dml(org, 'update', [gone]))).toEqual(['ENTITY_IS_DELETED']);
    expect(codes(dml(org, 'delete', [gone]))).toEqual(['ENTITY_IS_DELETED']);
  });
});

describe('what is saved', () => {
  const org = invoiceOrg();

  test('defaults where nothing was set, the caller sees only the id', () => {
    const made = insert(org, 'Invoice__c', { Name: '  spaced  ', Key__c: '' });
    expect([...made.fields.keys()]).toEqual(['Name', 'Key__c', 'Id']);
    const [row] = query(org, 'SELECT Name, Key__c, Status__c, Paid__c, OwnerId, CreatedDate FROM Invoice__c');
    expect(['Name', 'Key__c', 'Status__c', 'Paid__c', 'OwnerId'].map((name) => row!.get(name))).toEqual(['spaced', null, 'Open', false, org.seed.userId]);
    expect(String(row!.get('CreatedDate'))).toBe('2026-05-13 12:00:00');
  });

  test('an update leaves what it does not name, and rounds to the scale', () => {
    const made = insert(org, 'Invoice__c', { Name: 'u', Key__c: 'keep' });
    dml(org, 'update', [record(org, 'Invoice__c', { Id: made.id, Total__c: Decimal.parse('1.005') })]);
    const [row] = query(org, "SELECT Key__c, Total__c FROM Invoice__c WHERE Name = 'u'");
    expect([row!.get('Key__c'), String(row!.get('Total__c'))]).toEqual(['keep', '1.01']);
  });

  test('auto numbers go on, and a rollback gives them back', () => {
    const invoice = insert(org, 'Invoice__c', { Name: 'numbers' });
    insert(org, 'Line__c', { Invoice__c: invoice.id });
    expect(() =>
      org.transact({ label: 'fails' }, (tx) => {
        tx.data.dml(tx, { operation: 'insert', records: [record(org, 'Line__c', { Invoice__c: invoice.id })], allOrNone: true });
        throw new Error('undo');
      }),
    ).toThrow('undo');
    insert(org, 'Line__c', { Invoice__c: invoice.id });
    expect(column(org, 'SELECT Name FROM Line__c ORDER BY Name', 'Name')).toEqual(['L-0001', 'L-0002']);
  });
});

describe('many records', () => {
  test('go to triggers in chunks of 200', () => {
    const sizes: string[] = [];
    const org = orgWith((event) => sizes.push(`${event.timing} ${event.newRecords!.length}`));
    dml(org, 'insert', Array.from({ length: 201 }, (_, i) => record(org, 'Invoice__c', { Name: `i${i}` })));
    expect(sizes).toEqual(['before 200', 'after 200', 'before 1', 'after 1']);
  });

  test('with allOrNone none is kept, and only failures have errors', () => {
    const org = invoiceOrg();
    const records = [record(org, 'Invoice__c', { Name: 'good' }), record(org, 'Invoice__c', { Name: 'bad', Total__c: -1 })];
    const results = dml(org, 'insert', records, { allOrNone: true });
    expect(results.map((result) => [result.success, result.errors.length])).toEqual([[false, 0], [false, 1]]);
    expect(records[0]!.id).toBeNull();
    expect(query(org, 'SELECT Id FROM Invoice__c')).toHaveLength(0);
  });

  test('partial success runs again without the failing records', () => {
    const sizes: number[] = [];
    const org = orgWith(({ timing, newRecords }) => {
      sizes.push(newRecords!.length);
      for (const each of newRecords!) if (timing === 'after' && each.get('Name') === 'bad') each.errors.push({ message: 'no', field: null });
    });
    const results = dml(org, 'insert', ['a', 'bad', 'c'].map((Name) => record(org, 'Invoice__c', { Name })));
    expect(results.map((result) => result.success)).toEqual([true, false, true]);
    expect(sizes).toEqual([3, 3, 2, 2]);
    expect(column(org, 'SELECT Name FROM Invoice__c ORDER BY Name', 'Name')).toEqual(['a', 'c']);
  });

  test('that fail again and again are given up after three attempts', () => {
    const org = orgWith(({ timing, newRecords }) => {
      if (timing === 'after') newRecords![0]!.errors.push({ message: 'first one fails', field: null });
    });
    const results = dml(org, 'insert', ['a', 'b', 'c', 'd'].map((Name) => record(org, 'Invoice__c', { Name })));
    expect(results.map((result) => result.errors[0]!.message)).toEqual(['first one fails', 'first one fails', 'first one fails', 'Too many batch retries in the presence of Apex triggers and partial failures.']);
  });
});

describe('triggers', () => {
  test('change the record before it is validated, but not the variable of the caller', () => {
    const org = orgWith(({ timing, newRecords }) => {
      if (timing === 'before') newRecords![0]!.set('Total__c', Decimal.parse('1'));
    });
    const made = record(org, 'Invoice__c', { Name: 'x', Total__c: -1 });
    expect(dml(org, 'insert', [made])[0]!.success).toBe(true);
    expect(String(made.get('Total__c'))).toBe('-1');
  });

  test('see ids, formulas and old values where they are there', () => {
    const seen: unknown[] = [];
    const org = orgWith(({ timing, newRecords, oldRecords }) => {
      const [record_] = newRecords!;
      seen.push([timing, record_!.id !== null, String(record_!.get('Twice__c')), record_!.readOnly, oldRecords && String(oldRecords[0]!.get('Total__c'))]);
    });
    const made = insert(org, 'Invoice__c', { Name: 'x', Total__c: 2 });
    dml(org, 'update', [record(org, 'Invoice__c', { Id: made.id, Total__c: 3 })]);
    expect(seen).toEqual([
      ['before', false, '4.00', false, null],
      ['after', true, '4.00', true, null],
      ['before', true, '6.00', false, '2.00'],
      ['after', true, '6.00', true, '2.00'],
    ]);
  });

  test('that throw fail every record of the chunk', () => {
    const org = orgWith(() => {
      throw new TriggerFailure('InvoiceTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException');
    });
    expect(codes(dml(org, 'insert', ['a', 'b'].map((Name) => record(org, 'Invoice__c', { Name }))))).toEqual(['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY']);
  });
});

describe('upsert', () => {
  const org = invoiceOrg();
  const upsert = (...keys: (string | null)[]): DmlResult[] => dml(org, 'upsert', keys.map((key) => record(org, 'Invoice__c', { Name: 'u', Code__c: key })), { externalIdField: 'Code__c' });

  test('inserts what is new and updates what is there', () => {
    expect(upsert('one').map((result) => result.created)).toEqual([true]);
    expect(upsert('ONE', 'two').map((result) => [result.success, result.created])).toEqual([[true, false], [true, true]]);
  });

  test('refuses a key twice in a list, and none', () => {
    expect(codes(upsert('same', 'SAME', 'other'))).toEqual(['DUPLICATE_VALUE', 'DUPLICATE_VALUE', undefined]);
    expect(codes(upsert(null))).toEqual(['MISSING_ARGUMENT']);
  });

  test('minds the case of a case-sensitive key', () => {
    insert(org, 'Invoice__c', { Name: 'c', Key__c: 'abc' });
    const [result] = dml(org, 'upsert', [record(org, 'Invoice__c', { Name: 'd', Key__c: 'ABC' })], { externalIdField: 'Key__c' });
    expect(result).toMatchObject({ success: true, created: true });
  });
});

describe('delete', () => {
  test('takes details along, empties lookups, and undelete brings details back', () => {
    const org = invoiceOrg();
    const account = insert(org, 'Account', { Name: 'A' });
    const invoice = insert(org, 'Invoice__c', { Name: 'I', Account__c: account.id });
    insert(org, 'Line__c', { Invoice__c: invoice.id });
    dml(org, 'delete', [account]);
    expect(column(org, 'SELECT Account__c FROM Invoice__c', 'Account__c')).toEqual([null]);
    dml(org, 'delete', [invoice]);
    expect(query(org, 'SELECT Id FROM Line__c')).toHaveLength(0);
    dml(org, 'undelete', [invoice]);
    expect(query(org, 'SELECT Id FROM Line__c')).toHaveLength(1);
  });

  test('undelete fills lookups again that the delete emptied, unless they point elsewhere by now', () => {
    const org = invoiceOrg();
    const [account, other] = [insert(org, 'Account', { Name: 'A' }), insert(org, 'Account', { Name: 'B' })];
    insert(org, 'Invoice__c', { Name: 'kept', Account__c: account.id });
    const moved = insert(org, 'Invoice__c', { Name: 'moved', Account__c: account.id });
    insert(org, 'Account', { Name: 'Child', ParentId: account.id });
    dml(org, 'delete', [account]);
    expect(column(org, "SELECT ParentId FROM Account WHERE Name = 'Child'", 'ParentId')).toEqual([null]);
    dml(org, 'update', [record(org, 'Invoice__c', { Id: moved.id, Account__c: other.id })]);
    dml(org, 'undelete', [account]);
    expect(column(org, 'SELECT Account__c FROM Invoice__c ORDER BY Name', 'Account__c')).toEqual([account.id, other.id]);
    expect(column(org, "SELECT ParentId FROM Account WHERE Name = 'Child'", 'ParentId')).toEqual([account.id]);
  });
});
