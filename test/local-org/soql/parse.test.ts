import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { describe, expect, test } from 'vitest';
import { checkQuery, resultOf } from '../../../local-org/src/soql/check.ts';
import { lowerQuery } from '../../../local-org/src/soql/lower.ts';
import { parseSoql } from '../../../local-org/src/soql/parse.ts';
import { invoiceOrg } from '../fixtures/org.ts';

const { schema } = invoiceOrg();

describe('parsing', () => {
  test('binds are numbered in the order of the text', () => {
    const { query, bindNames } = parseSoql('SELECT Id, (SELECT Id FROM Lines__r WHERE Name = :first) FROM Invoice__c WHERE Id IN :ids LIMIT :most');
    expect(bindNames).toEqual(['first', 'ids', 'most']);
    expect(query.limit).toEqual({ kind: 'bind', index: 2 });
  });

  test('escapes are resolved, except those of LIKE', () => {
    const { query } = parseSoql(String.raw`SELECT Id FROM Invoice__c WHERE Name LIKE 'it\'s 5\% \u0041\n'`);
    expect(query.where).toMatchObject({ value: { kind: 'string', value: "it's 5\\% A\n" } });
  });

  test.each([
    ['SELECT Id FROM Invoice__c garbage here', "unexpected token: 'here'"],
    ["SELECT Id FROM Invoice__c WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "unexpected token: 'OR'"],
    ['SELECT Id FROM Invoice__c LIMIT x', "unexpected token: 'x'"],
    ['SELECT Id FROM Invoice__c WHERE CreatedDate = SOMEDAY', "unexpected token: 'SOMEDAY'"],
    ['SELECT Id FROM Invoice__c WHERE Name = "a"', "no viable alternative at character '\"'"],
  ])('%s: %s', (text, message) => expect(() => parseSoql(text)).toThrow(message));

  test('a query in Apex gives the same tree, with the expressions of its binds', () => {
    const source = "SELECT Id FROM Invoice__c WHERE Name = :name.left(3) AND Id IN :(new Set<Id>{ [SELECT Id FROM Account LIMIT :n].Id }) LIMIT 5";
    class Ignore extends ApexErrorListener {
      override apexSyntaxError(): void {}
    }
    const { parser } = ApexParserFactory.createLexerAndParser(source, new Ignore());
    const lowered = lowerQuery(parser.query());
    expect(lowered.binds.map((bind) => bind.getText())).toEqual(['name.left(3)', '(newSet<Id>{[SELECTIdFROMAccountLIMIT:n].Id})']);
    const plain = (query: unknown): unknown => JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'at' ? undefined : value)));
    expect(plain(lowered.query)).toEqual(plain(parseSoql('SELECT Id FROM Invoice__c WHERE Name = :a AND Id IN :b LIMIT 5').query));
  });
});

describe('checking', () => {
  test.each([
    ['SELECT Nope FROM Invoice__c', "No such column 'Nope' on entity 'Invoice__c'"],
    ['SELECT Account__r.Nope FROM Invoice__c', "No such column 'Nope' on entity 'Account'"],
    ['SELECT Nobody__r.Name FROM Invoice__c', "Didn't understand relationship 'Nobody__r' in field path"],
    ['SELECT (SELECT Id FROM Nobodies__r) FROM Invoice__c', "Didn't understand relationship 'Nobodies__r' in FROM part of query call"],
    ['SELECT Id FROM Nothing__c', "sObject type 'Nothing__c' is not supported"],
    ['SELECT Name, COUNT(Id) FROM Invoice__c', 'Field must be grouped or aggregated: Name'],
    ["SELECT Id FROM Invoice__c WHERE Total__c = 'x'", "value of filter criterion for field 'Total__c' must be of type currency and should not be enclosed in quotes"],
    ['SELECT Id FROM Invoice__c WHERE Name = 5', "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"],
    ["SELECT Id FROM Invoice__c WHERE Id = 'zzz'", 'invalid ID field: zzz'],
    ["SELECT Id FROM Account WHERE Description = 'x'", "field 'Description' can not be filtered in a query call"],
    ['SELECT Id FROM Account ORDER BY Description', "field 'Description' can not be sorted in a query call"],
    ['SELECT Total__c, COUNT(Id) FROM Invoice__c GROUP BY Total__c', "field 'Total__c' can not be grouped in a query call"],
    ['SELECT FIELDS(ALL) FROM Invoice__c', 'The SOQL FIELDS function must have a LIMIT of at most 200'],
    ['SELECT SUM(Name) FROM Invoice__c', 'does not support aggregate operator SUM'],
  ])('%s: %s', (text, message) => expect(checkQuery(parseSoql(text).query, schema)[0]?.message).toContain(message));

  test.each([
    ['SELECT COUNT() FROM Invoice__c', 'count'],
    ['SELECT COUNT(Id) FROM Invoice__c', 'aggregate'],
    ['SELECT Name FROM Invoice__c GROUP BY Name', 'aggregate'],
    ['SELECT Id FROM Invoice__c', { object: 'Invoice__c' }],
  ])('%s gives %s', (text, expected) => expect(resultOf(parseSoql(text).query)).toEqual(expected));
});
