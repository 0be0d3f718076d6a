import { standardObject } from './define.ts';

/** The org's own objects and fields as records; Object Reference, "EntityDefinition". */
export const entityDefinition = standardObject(
  'EntityDefinition',
  '4ie',
  `
  DurableId          string(255) ro
  DeveloperName      string(255) ro
  QualifiedApiName   string(255) ro
  Label              string(255) ro
  MasterLabel        string(255) ro
  PluralLabel        string(255) ro
  NamespacePrefix    string(15) ro
  KeyPrefix          string(3) ro
  InternalSharingModel string(255) ro
  IsCustomSetting    boolean ro
  IsQueryable        boolean ro
  IsTriggerable      boolean ro
  IsCustomizable     boolean ro
  IsApexTriggerable  boolean ro
`,
  { audit: false },
);

export const fieldDefinition = standardObject(
  'FieldDefinition',
  '4fe',
  `
  DurableId           string(255) ro
  EntityDefinitionId  reference(EntityDefinition) ro rel=EntityDefinition children=Fields
  DeveloperName       string(255) ro
  QualifiedApiName    string(255) ro
  Label               string(255) ro
  MasterLabel         string(255) ro
  NamespacePrefix     string(15) ro
  DataType            string(255) ro
  ValueTypeId         string(255) ro
  Length              integer(9) ro
  Precision           integer(9) ro
  Scale               integer(9) ro
  RelationshipName    string(255) ro
  IsCalculated        boolean ro
  IsIndexed           boolean ro
  IsNillable          boolean ro
  ReferenceTo         string(1000) ro
`,
  { audit: false },
);

export const permissionSetGroup = standardObject(
  'PermissionSetGroup',
  '0PG',
  `
  DeveloperName         string(80) !
  MasterLabel           string(80) !
  Language              picklist[en_US]
  NamespacePrefix       string(15) ro
  Description           string(255)
  Status                picklist[Updated;Outdated;Updating;Failed] ro
  HasActivationRequired boolean
`,
);

export const permissionSetGroupComponent = standardObject(
  'PermissionSetGroupComponent',
  '0PM',
  `
  PermissionSetGroupId  reference(PermissionSetGroup) ! fixed rel=PermissionSetGroup children=PermissionSetGroupComponents cascade
  PermissionSetId       reference(PermissionSet) ! fixed rel=PermissionSet cascade
`,
);

export const appMenuItem = standardObject(
  'AppMenuItem',
  '0DS',
  `
  SortOrder      integer(9) ro
  Name           string(255) ro
  NamespacePrefix string(15) ro
  Label          string(255) ro
  Description    string(255) ro
  Type           picklist[TabSet;ConnectedApplication;ServiceProvider] ro
  ApplicationId  string(18) ro
  IsVisible      boolean ro
  IsAccessible   boolean ro
`,
);

export const tabDefinition = standardObject('TabDefinition', '4cf', `
  DurableId      string(255) ro
  Name           string(255) ro
  Label          string(255) ro
  SobjectName    string(255) ro
  Url            string(1000) ro
  IsCustom       boolean ro
`, { audit: false });

export const namedCredential = standardObject('NamedCredential', '0XA', `
  DeveloperName  string(80) ro
  MasterLabel    string(80) ro
  Endpoint       string(1000) ro
`);

export const publisher = standardObject('Publisher', '6vA', `
  DurableId        string(255) ro
  Name             string(255) ro
  NamespacePrefix  string(15) ro
  IsSalesforce     boolean ro
`, { audit: false });

export const userRecordAccess = standardObject('UserRecordAccess', '0aa', `
  UserId           string(18) ro
  RecordId         string(18) ro
  HasReadAccess    boolean ro
  HasEditAccess    boolean ro
  HasDeleteAccess  boolean ro
  HasTransferAccess boolean ro
  HasAllAccess     boolean ro
  MaxAccessLevel   string(40) ro
`, { audit: false });

export const holiday = standardObject('Holiday', '0C0', `
  Name           string(80) !
  Description    string(255)
  ActivityDate   date
  IsAllDay       boolean
  IsRecurrence   boolean
`);

export const businessHours = standardObject('BusinessHours', '01m', `
  Name            string(80) !
  IsActive        boolean
  IsDefault       boolean
  TimeZoneSidKey  string(40)
`, { plural: 'Business Hours' });

export const topic = standardObject('Topic', '0TO', `
  Name         string(150) !
  Description  string(1000)
  TalkingAbout integer(9) ro
`);

export const topicAssignment = standardObject('TopicAssignment', '0TA', `
  TopicId      reference(Topic) ! fixed rel=Topic children=TopicAssignments cascade
  EntityId     string(18) ! fixed
  EntityType   picklist ro
`);

export const feedItem = standardObject('FeedItem', '0D5', `
  ParentId     string(18) ! fixed
  Type         picklist[TextPost;LinkPost;ContentPost;TrackedChange] fixed
  Title        string(255)
  Body         textarea(10000)
  LinkUrl      url(1000)
  IsRichText   boolean
  RelatedRecordId string(18)
  Visibility   picklist[AllUsers;InternalUsers]
`);

export const feedComment = standardObject('FeedComment', '0D7', `
  FeedItemId   reference(FeedItem) ! fixed rel=FeedItem children=FeedComments cascade
  ParentId     string(18) ro
  CommentBody  textarea(10000)
  CommentType  picklist[TextComment;ContentComment] fixed
  IsRichText   boolean
`);
