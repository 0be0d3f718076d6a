import { standardObject } from './define.ts';

export const contentDocument = standardObject(
  'ContentDocument',
  '069',
  `
  Title                     string(255) !
  Description               string(1000)
  FileType                  string(20) ro
  FileExtension             string(40) ro
  ContentSize               integer(10) ro
  LatestPublishedVersionId  reference(ContentVersion) ro rel=LatestPublishedVersion
  ParentId                  reference(ContentWorkspace)
  PublishStatus             picklist[U;P;R] ro
  SharingOption             picklist[A;R]
  SharingPrivacy            picklist[N;P]
  IsArchived                boolean
  ArchivedDate              date ro
`,
  { owner: ['User'] },
);

export const contentVersion = standardObject(
  'ContentVersion',
  '068',
  `
  ContentDocumentId       reference(ContentDocument) fixed rel=ContentDocument children=ContentVersions cascade
  IsLatest                boolean ro
  ContentUrl              url(1300)
  ContentBodyId           string(18)
  VersionNumber           string(20) ro
  Title                   string(255)
  Description             string(1000)
  ReasonForChange         string(1000)
  SharingOption           picklist[A;R]
  SharingPrivacy          picklist[N;P]
  PathOnClient            string(500) fixed
  ContentLocation         picklist[S;E;L] fixed
  RatingCount             integer(9) ro
  ContentModifiedDate     datetime ro
  FirstPublishLocationId  reference(Account,Contact,Opportunity,Case,Lead,User,Product2,Task,Event,Campaign,ContentWorkspace) fixed rel=FirstPublishLocation
  Origin                  picklist[C;H] fixed
  FileType                string(20) ro
  FileExtension           string(40) ro
  PublishStatus           picklist[U;P;R] ro
  VersionData             base64
  ContentSize             integer(10) ro
  Checksum                string(50) ro
  ExternalDataSourceId    string(18)
  IsMajorVersion          boolean fixed
  IsAssetEnabled          boolean
`,
  { owner: ['User'] },
);

export const contentDocumentLink = standardObject(
  'ContentDocumentLink',
  '06A',
  `
  ContentDocumentId  reference(ContentDocument) ! fixed rel=ContentDocument children=ContentDocumentLinks cascade
  LinkedEntityId     string(18) ! fixed
  ShareType          picklist[V;C;I]
  Visibility         picklist[AllUsers;InternalUsers;SharedUsers]
`,
);

export const contentWorkspace = standardObject(
  'ContentWorkspace',
  '058',
  `
  Name           string(255) !
  DeveloperName  string(80)
  Description    string(1000)
  RootContentFolderId string(18) ro
`,
  { label: 'Library', plural: 'Libraries' },
);

export const contentDistribution = standardObject(
  'ContentDistribution',
  '05D',
  `
  Name                                 string(100) !
  ContentVersionId                     reference(ContentVersion) ! fixed rel=ContentVersion cascade
  ContentDocumentId                    reference(ContentDocument) ro rel=ContentDocument
  RelatedRecordId                      string(18)
  PreferencesAllowPDFDownload          boolean
  PreferencesAllowOriginalDownload     boolean
  PreferencesPasswordRequired          boolean
  PreferencesNotifyOnVisit             boolean
  PreferencesLinkLatestVersion         boolean
  PreferencesAllowViewInBrowser        boolean
  PreferencesExpires                   boolean
  PreferencesNotifyRndtnComplete       boolean
  ExpiryDate                           datetime
  Password                             string(100) ro
  ViewCount                            integer(9) ro
  DistributionPublicUrl                url(1024) ro
  ContentDownloadUrl                   url(1024) ro
  PdfDownloadUrl                       url(1024) ro
`,
  { owner: ['User'] },
);

export const document = standardObject(
  'Document',
  '015',
  `
  FolderId       string(18) !
  Name           string(255) !
  DeveloperName  string(80)
  ContentType    string(120)
  Type           string(40)
  IsPublic       boolean
  BodyLength     integer(10) ro
  Body           base64
  Url            string(1000)
  Description    string(255)
  Keywords       string(255)
  AuthorId       reference(User) rel=Author
`,
);

export const folder = standardObject(
  'Folder',
  '00l',
  `
  ParentId       string(18)
  Name           string(80) !
  DeveloperName  string(80)
  AccessType     picklist[Shared;Public;Hidden;PublicInternal] !
  IsReadonly     boolean
  Type           picklist[Document;Email;Report;Dashboard;QuickText;Macro;EmailTemplate] ! fixed
  NamespacePrefix string(15) ro
`,
);

export const emailTemplate = standardObject(
  'EmailTemplate',
  '00X',
  `
  Name              string(80) !
  DeveloperName     string(80) !
  FolderId          string(18) !
  BrandTemplateId   string(18)
  TemplateStyle     picklist[none;freeform;formalLetter;promotionRight;promotionLeft;newsletter;products] !
  IsActive          boolean
  TemplateType      picklist[text;html;custom;visualforce] !
  Encoding          picklist[UTF-8;ISO-8859-1] default='UTF-8'
  Description       string(4000)
  Subject           string(255)
  HtmlValue         textarea(384000)
  Body              textarea(384000)
  Markup            textarea(1000000)
  TimesUsed         integer(9) ro
  LastUsedDate      datetime ro
  NamespacePrefix   string(15) ro
`,
  { owner: ['User'] },
);

export const emailMessage = standardObject(
  'EmailMessage',
  '02s',
  `
  ParentId            reference(Case) rel=Parent children=EmailMessages cascade
  ActivityId          reference(Task) ro rel=Activity
  TextBody            textarea(131072)
  HtmlBody            textarea(131072)
  Headers             textarea(131072)
  Subject             string(3000)
  FromName            string(1000)
  FromAddress         email(1000)
  ValidatedFromAddress picklist
  ToAddress           string(4000)
  CcAddress           string(4000)
  BccAddress          string(4000)
  Incoming            boolean
  HasAttachment       boolean ro
  Status              picklist[0;1;2;3;4;5]
  MessageDate         datetime
  ReplyToEmailMessageId reference(EmailMessage) rel=ReplyToEmailMessage
  IsExternallyVisible boolean
  MessageIdentifier   string(765)
  ThreadIdentifier    string(765)
  IsClientManaged     boolean
  RelatedToId         reference(Account,Contact,Opportunity,Case,Lead,Campaign,Contract,Order,Product2,Asset) rel=RelatedTo children=Emails
  EmailTemplateId     reference(EmailTemplate) rel=EmailTemplate
`,
);

export const emailMessageRelation = standardObject(
  'EmailMessageRelation',
  '0VC',
  `
  EmailMessageId   reference(EmailMessage) ! fixed rel=EmailMessage children=EmailMessageRelations cascade
  RelationId       reference(Contact,Lead,User) fixed rel=Relation
  RelationType     picklist[ToAddress;CcAddress;BccAddress;FromAddress;OtherAddress] ! fixed
  RelationAddress  string(1000) fixed
  RelationObjectType picklist ro
`,
);
