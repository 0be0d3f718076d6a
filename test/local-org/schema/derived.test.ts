import { describe, expect, it } from 'vitest';
import { Org } from '../../../local-org/src/org.ts';
import { parseSoql } from '../../../local-org/src/soql/parse.ts';
import { SObject } from '../../../local-org/src/values/sobject.ts';

const org = new Org();

describe('a standard object without a table', () => {
  it('has the fields and look-ups that the platform gives it, in any case', () => {
    const type = org.schema.find('contactpointADDRESS');
    expect(type).toMatchObject({ name: 'ContactPointAddress', kind: 'standard' });
    expect(type?.fields.get('activefromdate')?.type).toBe('date');
    expect(type?.fields.get('contactpointphoneid')).toMatchObject({ type: 'reference', referenceTo: ['ContactPointPhone'], relationshipName: 'ContactPointPhone' });
    expect(type?.fields.get('createddate')).toMatchObject({ createable: false, updateable: false });
  });

  it('stores records and finds them by query', () => {
    const type = org.schema.find('Individual');
    if (!type) throw new Error('there is no Individual');
    const found = org.transact({ label: 'test' }, (tx) => {
      const [saved] = tx.data.dml(tx, { operation: 'insert', records: [new SObject(type, [['LastName', 'Lovelace']])], allOrNone: true });
      expect(saved).toMatchObject({ success: true });
      return tx.data.query(tx, parseSoql("SELECT LastName FROM Individual WHERE LastName = 'lovelace'").query, []).records;
    });
    expect(found.map((record) => record.get('LastName'))).toEqual(['Lovelace']);
  });

  it('has a key prefix of its own', () => {
    const prefixes = ['Individual', 'ContactPointAddress', 'ContactPointPhone', 'QuickText'].map((name) => org.schema.find(name)?.keyPrefix);
    expect(new Set(prefixes).size).toBe(4);
    expect(prefixes.every((prefix) => /^[xyz]/.test(prefix ?? ''))).toBe(true);
  });
});

it('a table of a standard object is completed by the fields that it leaves out', () => {
  const account = org.schema.find('Account');
  expect(account?.fields.has('sicdesc')).toBe(true);
  expect(account?.fields.has('ispersonaccount')).toBe(false);
});

it('a name that is no object of the platform stays unknown', () => {
  expect(org.schema.find('Nonsense')).toBeUndefined();
  expect(org.schema.find('Nonsense__c')).toBeUndefined();
});
