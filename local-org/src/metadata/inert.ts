/** Metadata that is taken, although it would change what records or code do on the platform. */
export interface InertMetadata {
  /** A metadata type, or `Type.element` for part of one. */
  readonly type: string;
  /** What does not happen because of it. */
  readonly reason: string;
}

/** What a deployment accepts without effect where an org would behave differently; all else without effect is for people's eyes only. */
export const INERT: readonly InertMetadata[] = [
  { type: 'ApprovalProcess', reason: 'Records are not submitted by themselves; Approval.process is refused by name.' },
  { type: 'AssignmentRules', reason: 'Leads and cases keep their owner; DMLOptions.AssignmentRuleHeader assigns nobody.' },
  { type: 'AutoResponseRules', reason: 'No emails are sent.' },
  { type: 'ConnectedApp', reason: 'The one client of the server is given when it starts.' },
  { type: 'CustomField.lookupFilter', reason: 'A look-up takes records that its filter would refuse.' },
  { type: 'CustomField.trackHistory', reason: 'No history records are written.' },
  { type: 'CustomField.valueSet.controllingField', reason: 'Dependent picklists take every value, as they do through the API.' },
  { type: 'EntitlementProcess', reason: 'No milestones are made.' },
  { type: 'EscalationRules', reason: 'Cases are not escalated.' },
  { type: 'Group', reason: 'Public groups come from records, not from metadata.' },
  { type: 'MatchingRules', reason: 'Only duplicate rules use them; active ones of those are refused.' },
  { type: 'PlatformEventChannelMember', reason: 'No change events are published: triggers on them are never started by a change.' },
  { type: 'PlatformEventSubscriberConfig', reason: 'Triggers on events run as the publishing user, in batches of the default size.' },
  { type: 'Profile', reason: 'Rights come from the standard profiles and from permission sets.' },
  { type: 'Role', reason: 'The role hierarchy comes from UserRole records, not from metadata.' },
  { type: 'Settings', reason: 'The org has the settings that it was started with.' },
  { type: 'Territory2Model', reason: 'Territories share nothing.' },
  { type: 'Translations', reason: 'Labels are those of the organization.' },
  { type: 'ValidationRule.errorConditionFormula', reason: 'Of custom metadata types, rules that ask for more than the record itself are not run; all others are.' },
  { type: 'Workflow', reason: 'Inactive rules only: active ones are refused.' },
];
