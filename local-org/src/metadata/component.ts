import type { XmlElement } from './xml.ts';

/** One metadata component: `CustomField Invoice__c.Total__c`, `ApexClass Billing`… */
export interface Component {
  readonly type: string;
  readonly fullName: string;
  readonly file: string;
  /** Its XML; of Apex that of the -meta.xml beside it. */
  readonly xml?: XmlElement;
  /** Content of a static resource. */
  readonly bytes?: Uint8Array;
  /** Source text of Apex; otherwise the text of the XML file, for line numbers. */
  readonly text: string;
}

/** Metadata types by file suffix. `false` in the second place: accepted and listed, without effect on data or code. */
export const TYPES_BY_SUFFIX: Readonly<Record<string, readonly [type: string, matters: boolean]>> = {
  object: ['CustomObject', true],
  field: ['CustomField', true],
  validationRule: ['ValidationRule', true],
  recordType: ['RecordType', true],
  labels: ['CustomLabels', true],
  md: ['CustomMetadata', true],
  cls: ['ApexClass', true],
  trigger: ['ApexTrigger', true],
  permissionset: ['PermissionSet', true],
  customPermission: ['CustomPermission', true],
  globalValueSet: ['GlobalValueSet', true],
  standardValueSet: ['StandardValueSet', true],
  flow: ['Flow', true],
  workflow: ['Workflow', true],
  duplicateRule: ['DuplicateRule', true],
  queue: ['Queue', true],
  app: ['CustomApplication', true],
  approvalProcess: ['ApprovalProcess', false],
  asset: ['ContentAsset', false],
  businessProcess: ['BusinessProcess', false],
  cachePartition: ['PlatformCachePartition', false],
  cspTrustedSite: ['CspTrustedSite', false],
  compactLayout: ['CompactLayout', false],
  component: ['ApexComponent', false],
  connectedApp: ['ConnectedApp', false],
  dashboard: ['Dashboard', false],
  email: ['EmailTemplate', false],
  externalCredential: ['ExternalCredential', true],
  fieldSet: ['FieldSet', true],
  flexipage: ['FlexiPage', false],
  flowDefinition: ['FlowDefinition', false],
  group: ['Group', false],
  index: ['Index', false],
  layout: ['Layout', false],
  listView: ['ListView', false],
  letter: ['Letterhead', false],
  matchingRule: ['MatchingRules', false],
  messageChannel: ['LightningMessageChannel', false],
  namedCredential: ['NamedCredential', true],
  objectTranslation: ['CustomObjectTranslation', false],
  fieldTranslation: ['CustomFieldTranslation', false],
  page: ['ApexPage', false],
  permissionsetgroup: ['PermissionSetGroup', true],
  platformEventSubscriberConfig: ['PlatformEventSubscriberConfig', false],
  profile: ['Profile', false],
  quickAction: ['QuickAction', false],
  remoteSite: ['RemoteSiteSetting', false],
  report: ['Report', false],
  reportType: ['ReportType', false],
  resource: ['StaticResource', false],
  role: ['Role', false],
  settings: ['Settings', false],
  sharingReason: ['SharingReason', true],
  sharingRules: ['SharingRules', true],
  rule: ['RestrictionRule', true],
  site: ['CustomSite', false],
  tab: ['CustomTab', false],
  testSuite: ['ApexTestSuite', false],
  translation: ['Translations', false],
  webLink: ['WebLink', false],
};

/** Folders whose files together are one component that does nothing here. */
export const BUNDLES: Readonly<Record<string, string>> = {
  lwc: 'LightningComponentBundle',
  aura: 'AuraDefinitionBundle',
  staticresources: 'StaticResource',
  experiences: 'ExperienceBundle',
  documents: 'Document',
  waveTemplates: 'WaveTemplateBundle',
};

/** Whether a component changes what the org does; the others are only listed. */
export function matters(type: string): boolean {
  return Object.values(TYPES_BY_SUFFIX).some(([name, effective]) => name === type && effective);
}

/** Line (from 1) of the first place where `needle` stands in the component's text. */
export function lineOf(component: Component, needle: string): number {
  const at = component.text.indexOf(needle);
  return at < 0 ? 1 : component.text.slice(0, at).split('\n').length;
}
