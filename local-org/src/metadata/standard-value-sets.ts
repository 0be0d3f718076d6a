import type { PicklistValue } from '../schema/sobject-type.ts';
import type { Component } from './component.ts';
import { valuesOf } from './custom-field.ts';

/** The fields that a standard value set serves; Metadata API, "StandardValueSet Names and Standard Picklist Fields". */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  AccountRating: ['Account.Rating', 'Lead.Rating'],
  AccountType: ['Account.Type'],
  CaseOrigin: ['Case.Origin'],
  CasePriority: ['Case.Priority'],
  CaseReason: ['Case.Reason'],
  CaseStatus: ['Case.Status'],
  CaseType: ['Case.Type'],
  Industry: ['Account.Industry', 'Lead.Industry'],
  LeadSource: ['Lead.LeadSource', 'Contact.LeadSource', 'Opportunity.LeadSource', 'Account.AccountSource'],
  LeadStatus: ['Lead.Status'],
  OpportunityStage: ['Opportunity.StageName'],
  OpportunityType: ['Opportunity.Type'],
  Product2Family: ['Product2.Family'],
  QuantityUnitOfMeasure: ['Product2.QuantityUnitOfMeasure'],
  Salutation: ['Contact.Salutation', 'Lead.Salutation'],
  TaskPriority: ['Task.Priority'],
  TaskStatus: ['Task.Status'],
  TaskType: ['Task.Type', 'Event.Type'],
};

/** Values by `Object.Field` of the standard value sets among the components. */
export function standardValueSets(components: readonly Component[]): Map<string, readonly PicklistValue[]> {
  const sets = components.filter((component) => component.type === 'StandardValueSet');
  return new Map(
    sets.flatMap((component) => {
      const values = valuesOf(component.xml!.elements('standardValue'));
      return (FIELDS[component.fullName] ?? []).map((field) => [field, values] as const);
    }),
  );
}
