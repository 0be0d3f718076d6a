import type { SObjectType } from '../../schema/sobject-type.ts';
import { activityRules, caseRules, leadRules } from './service.ts';
import { contentDistributionRules, contentVersionRules } from './content.ts';
import { customSettingRules } from './custom-setting.ts';
import { lineItemRules } from './line-item.ts';
import { opportunityRules } from './opportunity.ts';
import { personRules, userRules } from './person.ts';
import type { PlatformRules } from './platform-rules.ts';
import { pricebookRules } from './pricebook.ts';
import { pricebookEntryRules, productRules } from './pricebook-entry.ts';

const RULES: Readonly<Record<string, PlatformRules>> = {
  Case: caseRules,
  ContentDistribution: contentDistributionRules,
  ContentVersion: contentVersionRules,
  Contact: personRules,
  Lead: leadRules,
  Opportunity: opportunityRules,
  OpportunityLineItem: lineItemRules,
  Pricebook2: pricebookRules,
  PricebookEntry: pricebookEntryRules,
  Product2: productRules,
  Task: activityRules,
  User: userRules,
};

/** The platform's own rules for an object; most have none. */
export function rulesOf(type: SObjectType): PlatformRules | undefined {
  return type.kind === 'customSetting' ? customSettingRules : RULES[type.name];
}
