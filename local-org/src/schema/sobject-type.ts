/** The kinds of field that the local org models, by the names that `DescribeFieldResult.getType()` prints, in lower case. */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'integer'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'encryptedstring'
  | 'base64'
  | 'address';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
}

/** One field of an sObject. Names are the API names in their canonical case. */
export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters, for text. */
  readonly length?: number;
  /** All digits and the digits after the point, for numbers. */
  readonly precision?: number;
  readonly scale?: number;
  readonly required: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly referenceTo: readonly string[];
  /** `Account` for `AccountId`, `Invoice__r` for `Invoice__c`. */
  readonly relationshipName?: string;
  /** Name under which the parent sees its children, `Lines__r`. */
  readonly childRelationshipName?: string;
  /** Of a metadata relationship to FieldDefinition: the relationship to EntityDefinition that says whose field it is. */
  readonly controllingField?: string;
  readonly masterDetail: boolean;
  readonly deleteConstraint?: 'SetNull' | 'Restrict' | 'Cascade';
  readonly picklistValues: readonly PicklistValue[];
  readonly restrictedPicklist: boolean;
  /** Source text of the formula of a formula field; such a field is computed when it is read. */
  readonly formula?: string;
  readonly formulaTreatsBlanksAsZero: boolean;
  /** Source text of the formula that gives the default value. */
  readonly defaultValue?: string;
  readonly autoNumberFormat?: string;
  /** Set for a roll-up summary field. */
  readonly summary?: RollUpSummary;
  readonly custom: boolean;
}

/** What a roll-up summary field counts or sums up of the detail records. */
export interface RollUpSummary {
  readonly childObject: string;
  /** The master-detail field of the child. */
  readonly lookup: string;
  readonly operation: 'count' | 'sum' | 'min' | 'max';
  /** Field of the child; absent for `count`. */
  readonly field?: string;
  readonly filters: readonly SummaryFilter[];
}

export interface SummaryFilter {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

export type SObjectKind = 'standard' | 'custom' | 'customSetting' | 'customMetadata' | 'platformEvent' | 'bigObject' | 'aggregate';

export interface ChildRelationship {
  readonly name: string;
  readonly childObject: string;
  readonly field: string;
}

export interface ValidationRule {
  readonly name: string;
  readonly active: boolean;
  readonly condition: string;
  readonly message: string;
  readonly errorField?: string;
}

/** Fields that an admin put together; paths may go through lookups. */
export interface FieldSet {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly fields: readonly { readonly path: string; readonly required: boolean }[];
}

/** One sObject: what describe knows. `fields` is keyed by the lower-case API name. */
export interface SObjectType {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its record ids. */
  readonly keyPrefix: string;
  readonly kind: SObjectKind;
  readonly customSettingType?: 'Hierarchy' | 'List';
  /** Organization-wide default; absent: everybody reads and writes. */
  readonly sharingModel?: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly childRelationships: readonly ChildRelationship[];
  readonly validationRules: readonly ValidationRule[];
  readonly fieldSets?: readonly FieldSet[];
  /** Of a platform event. */
  readonly publishBehavior?: 'PublishAfterCommit' | 'PublishImmediately';
}

/** All sObjects of an org; names are looked up without regard to case. */
export interface Schema {
  readonly multiCurrency: boolean;
  find(name: string): SObjectType | undefined;
  all(): Iterable<SObjectType>;
}

/** The field called `name` (any case), or the one whose relationship is called so is NOT found: see `fieldByRelationship`. */
export function fieldOf(type: SObjectType, name: string): FieldDefinition | undefined {
  return type.fields.get(name.toLowerCase());
}

/** The reference field whose relationship is called `relationship` (any case): `Account` gives `AccountId`. */
export function fieldByRelationship(type: SObjectType, relationship: string): FieldDefinition | undefined {
  const wanted = relationship.toLowerCase();
  for (const field of type.fields.values()) {
    if (field.relationshipName?.toLowerCase() === wanted) return field;
  }
  return undefined;
}
