import { describe, expect, it } from 'vitest';
import { fieldFit, fieldKey } from '../../codegen/rules/field-mapping.ts';
import { fieldSyncReaction, sendsOpportunityFields } from '../../codegen/rules/field-sync.ts';
import type { FieldFit, FieldKind, FieldSyncReaction } from '../../codegen/rules/model.ts';

const KINDS: readonly FieldKind[] = ['TEXT', 'NUMBER', 'CHECKBOX', 'DATE', 'DATETIME', 'PICKLIST', 'MULTIPICKLIST', 'REFERENCE', 'OTHER'];

describe('the fit of two fields', () => {
  const fit = (source: FieldKind | null, target: FieldKind | null, isExplicit = true, isSameReference = false): FieldFit => fieldFit({ source, target, isExplicit, isSameReference });

  it('copies within a kind, a reference only to the same object, the rest never', () => {
    expect(KINDS.filter((kind) => fit(kind, kind) === 'COPY')).toEqual(['TEXT', 'NUMBER', 'CHECKBOX', 'DATE', 'DATETIME', 'PICKLIST', 'MULTIPICKLIST']);
    expect(fit('REFERENCE', 'REFERENCE', false, true)).toBe('COPY');
    expect(fit('OTHER', 'OTHER', true, true)).toBe('INCOMPATIBLE');
  });

  it('copies between texts and picklists, and one choice into several', () => {
    expect(fit('TEXT', 'PICKLIST', false)).toBe('COPY');
    expect(fit('PICKLIST', 'TEXT', false)).toBe('COPY');
    expect(fit('TEXT', 'MULTIPICKLIST', false)).toBe('COPY');
    expect(fit('MULTIPICKLIST', 'TEXT', false)).toBe('COPY');
    expect(fit('PICKLIST', 'MULTIPICKLIST', false)).toBe('COPY');
    expect(fit('MULTIPICKLIST', 'PICKLIST', false)).toBe('INCOMPATIBLE');
  });

  it('writes a value out as a text only where an admin asked for it', () => {
    const written: readonly FieldKind[] = ['NUMBER', 'CHECKBOX', 'DATE', 'DATETIME', 'REFERENCE'];
    expect(KINDS.filter((kind) => fit(kind, 'TEXT') === 'AS_TEXT')).toEqual(written);
    expect(written.map((kind) => fit(kind, 'TEXT', false))).toEqual(written.map(() => 'INCOMPATIBLE'));
  });

  it('refuses everything else, and what is not a field at all', () => {
    expect(fit('TEXT', 'NUMBER')).toBe('INCOMPATIBLE');
    expect(fit('DATE', 'DATETIME')).toBe('INCOMPATIBLE');
    expect(fit('NUMBER', 'PICKLIST')).toBe('INCOMPATIBLE');
    expect(fit(null, 'TEXT')).toBe('INCOMPATIBLE');
    expect(fit('TEXT', null)).toBe('INCOMPATIBLE');
  });
});

describe('the key of a field name', () => {
  it('is what names of one meaning have in common', () => {
    expect(fieldKey('Billing_Contact__c')).toBe('billingcontact');
    expect(fieldKey('billingContact')).toBe('billingcontact');
    expect(fieldKey('BILLING CONTACT')).toBe('billingcontact');
    expect(fieldKey('a.b/c-1')).toBe('abc1');
  });

  it('loses one ending only', () => {
    expect(fieldKey('Code__c__c')).toBe('codec');
    expect(fieldKey('Basic')).toBe('basic');
    expect(fieldKey('__c')).toBe('');
  });
});

describe('the field sync', () => {
  it('sends fields of the Opportunity while its primary quote is a draft', () => {
    expect(sendsOpportunityFields('DRAFT')).toBe(true);
    expect(sendsOpportunityFields('REVIEW')).toBe(false);
    expect(sendsOpportunityFields(null)).toBe(false);
  });

  it.each<[number | null, number, FieldSyncReaction]>([
    [200, 4, 'DONE'],
    [299, 1, 'DONE'],
    [300, 1, 'FAILED'],
    [199, 1, 'FAILED'],
    [404, 1, 'FAILED'],
    [null, 1, 'RETRY'],
    [408, 1, 'RETRY'],
    [429, 3, 'RETRY'],
    [500, 3, 'RETRY'],
    [503, 4, 'FAILED'],
    [null, 4, 'FAILED'],
  ])('answers %s at attempt %i with %s', (statusCode, attempt, reaction) => expect(fieldSyncReaction({ statusCode, attempt })).toBe(reaction));
});
