import { facts } from './facts.ts';
import type { Bindings } from './kinds.ts';

/** Which Apex class, formula field, custom metadata and trigger each rule becomes. */
export const bindings: Bindings = {
  apiVersion: '65.0',
  facts,
  files: {
    qualification: {
      apexClass: 'QualificationRule',
      formulas: {
        qualify: {
          object: 'QuoteItem__c',
          field: 'Qualification__c',
          label: 'Qualification',
          description: 'Why the item is, or is not, an Opportunity Product.',
        },
        qualifies: {
          object: 'QuoteItem__c',
          field: 'QualifiesForSync__c',
          label: 'Qualifies for Sync',
          description: 'Checked when the item becomes an Opportunity Product once its quote feeds the Opportunity.',
        },
      },
    },
    'quote-gate': { apexClass: 'QuoteGateRule' },
    'quote-validation': { apexClass: 'QuoteValidationRule' },
    'item-validation': { apexClass: 'ItemValidationRule' },
    'line-removal': { apexClass: 'LineRemovalRule' },
    'primary-quote': { apexClass: 'PrimaryQuoteRule' },
    'source-version': { apexClass: 'SourceVersionRule' },
    currency: { apexClass: 'CurrencyRule' },
    'quote-owner': { apexClass: 'QuoteOwnerRule' },
    'quote-name': { apexClass: 'QuoteNameRule' },
    'price-book': { apexClass: 'PriceBookRule' },
    'opportunity-stage': { apexClass: 'OpportunityStageRule' },
    'opportunity-product': { apexClass: 'OpportunityProductRule' },
    'opportunity-creation': { apexClass: 'OpportunityCreationRule' },
    placeholder: { apexClass: 'PlaceholderRule' },
    'field-mapping': { apexClass: 'FieldMappingRule' },
    'field-sync': { apexClass: 'FieldSyncRule' },
  },
  tables: {
    stageByStatus: { type: 'QuoteStageMapping', keyField: 'QuoteStatus__c', valueField: 'StageName__c' },
  },
  triggers: [
    {
      name: 'QuoteTrigger',
      object: 'Quote__c',
      events: ['before insert', 'before update', 'after insert', 'after update'],
      handler: 'QuoteTriggerHandler',
      description: 'Runs the sync rules of quotes.',
    },
    {
      name: 'QuoteItemTrigger',
      object: 'QuoteItem__c',
      events: ['before insert', 'before update', 'after insert', 'after update', 'after delete'],
      handler: 'QuoteItemTriggerHandler',
      description: 'Runs the sync rules of quote items.',
    },
    {
      name: 'OpportunityTrigger',
      object: 'Opportunity',
      events: ['before update', 'after update'],
      handler: 'OpportunityTriggerHandler',
      description: 'Protects the primary quote once it is signed, and tells MonetizeNow of changes.',
    },
  ],
};
