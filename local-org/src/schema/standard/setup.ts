import { standardObject } from './define.ts';

export const user = standardObject(
  'User',
  '005',
  `
  Username           string(80) ! unique
  LastName           string(80) !
  FirstName          string(40)
  Name               string(121) ro label="Full Name"
  CompanyName        string(80)
  Division           string(80)
  Department         string(80)
  Title              string(80)
  Street             textarea(255)
  City               string(40)
  State              string(80)
  PostalCode         string(20)
  Country            string(80)
  Email              email(128) !
  Phone              phone(40)
  Fax                phone(40)
  MobilePhone        phone(40)
  Alias              string(8) !
  CommunityNickname  string(40)
  IsActive           boolean default=true label="Active"
  TimeZoneSidKey     picklist[America/Los_Angeles;America/New_York;America/Chicago;America/Denver;Europe/London;Europe/Berlin;Europe/Paris;GMT;Asia/Tokyo;Australia/Sydney] !
  LocaleSidKey       picklist[en_US;en_GB;de_DE;fr_FR;ja_JP] !
  EmailEncodingKey   picklist[UTF-8;ISO-8859-1;Shift_JIS;EUC-JP] !
  LanguageLocaleKey  picklist[en_US;de;es;fr;it;ja;sv;ko;zh_TW;zh_CN;pt_BR;nl_NL;da;th;fi;ru;es_MX;no] !
  ProfileId          reference(Profile) ! rel=Profile children=Users
  UserRoleId         reference(UserRole) rel=UserRole children=Users
  UserType           picklist[Standard;PowerPartner;CSPLitePortal;CustomerSuccess;PowerCustomerSuccess;CsnOnly;Guest;AutomatedProcess] ro
  ManagerId          reference(User) rel=Manager children=ManagedUsers
  ContactId          reference(Contact) fixed rel=Contact children=Users
  AccountId          reference(Account) ro rel=Account children=Users
  EmployeeNumber     string(20)
  FederationIdentifier string(512) unique
  AboutMe            textarea(1000)
  Signature          textarea(1333)
  LastLoginDate      datetime ro
  ReceivesInfoEmails boolean
  ReceivesAdminInfoEmails boolean
  ForecastEnabled    boolean
  DefaultCurrencyIsoCode picklist
  UserPermissionsMarketingUser boolean
  UserPermissionsOfflineUser boolean
  UserPermissionsSFContentUser boolean
  UserPermissionsInteractionUser boolean
  UserPermissionsSupportUser boolean
  UserPermissionsKnowledgeUser boolean
  DelegatedApproverId reference(User,Group)
  SmallPhotoUrl      url(1024) ro
  FullPhotoUrl       url(1024) ro
  IsPortalEnabled    boolean
  UIThemeDisplayed   string(20) ro
`,
  { currency: true },
);

export const profile = standardObject(
  'Profile',
  '00e',
  `
  Name           string(255) ! unique
  Description    string(255)
  UserLicenseId  reference(UserLicense) ro rel=UserLicense
  UserType       picklist[Standard;PowerPartner;CSPLitePortal;Guest] ro
  PermissionsModifyAllData boolean
  PermissionsViewAllData boolean
  PermissionsApiEnabled boolean
  PermissionsAuthorApex boolean
  PermissionsCustomizeApplication boolean
  PermissionsManageUsers boolean
  PermissionsViewSetup boolean
`,
);

export const userLicense = standardObject(
  'UserLicense',
  '100',
  `
  Name                  string(255) ro
  MasterLabel           string(255) ro
  LicenseDefinitionKey  string(40) ro
  Status                picklist[Active;Disabled] ro
  TotalLicenses         integer(8) ro
  UsedLicenses          integer(8) ro
`,
);

export const userRole = standardObject(
  'UserRole',
  '00E',
  `
  Name           string(80) !
  DeveloperName  string(80)
  ParentRoleId   reference(UserRole)
  RollupDescription string(80)
  OpportunityAccessForAccountOwner picklist[None;Read;Edit]
  CaseAccessForAccountOwner picklist[None;Read;Edit]
  PortalType     picklist[None;CustomerPortal;Partner] ro
`,
  { label: 'Role' },
);

export const organization = standardObject(
  'Organization',
  '00D',
  `
  Name                         string(80) ! label="Name"
  Division                     string(80)
  Street                       textarea(255)
  City                         string(40)
  State                        string(80)
  PostalCode                   string(20)
  Country                      string(80)
  Phone                        phone(40)
  Fax                          phone(40)
  PrimaryContact               string(80)
  DefaultLocaleSidKey          picklist[en_US;en_GB;de_DE]
  TimeZoneSidKey               picklist[America/Los_Angeles;GMT;Europe/Berlin]
  LanguageLocaleKey            picklist[en_US;de]
  OrganizationType             picklist[Team Edition;Professional Edition;Enterprise Edition;Developer Edition;Personal Edition;Unlimited Edition;Contact Manager Edition;Base Edition] ro
  NamespacePrefix              string(15) ro
  InstanceName                 string(5) ro
  IsSandbox                    boolean ro
  IsReadOnly                   boolean ro
  TrialExpirationDate          datetime ro
  FiscalYearStartMonth         integer(8) ro
  UsesStartDateAsFiscalYearName boolean ro
  DefaultAccountAccess         picklist[None;Read;Edit;ControlledByLeadOrContact] ro
  DefaultOpportunityAccess     picklist[None;Read;Edit] ro
  SignupCountryIsoCode         string(2) ro
`,
);

export const group = standardObject(
  'Group',
  '00G',
  `
  Name                   string(40) !
  DeveloperName          string(80)
  RelatedId              reference(User,UserRole) ro
  Type                   picklist[Regular;Role;RoleAndSubordinates;Organization;Territory;Queue;Manager] fixed
  Email                  email(255)
  DoesSendEmailToMembers boolean
  DoesIncludeBosses      boolean
`,
);

export const groupMember = standardObject(
  'GroupMember',
  '011',
  `
  GroupId        reference(Group) ! fixed rel=Group children=GroupMembers cascade
  UserOrGroupId  reference(User,Group) ! fixed rel=UserOrGroup
`,
);

export const queueSobject = standardObject(
  'QueueSobject',
  '03g',
  `
  QueueId      reference(Group) ! rel=Queue children=QueueSobjects cascade
  SobjectType  picklist !
`,
);

export const recordType = standardObject(
  'RecordType',
  '012',
  `
  Name            string(80) !
  DeveloperName   string(80) !
  NamespacePrefix string(15) ro
  Description     string(255)
  SobjectType     picklist ! fixed
  IsActive        boolean
`,
);

export const permissionSet = standardObject(
  'PermissionSet',
  '0PS',
  `
  Name              string(80) !
  Label             string(80) !
  Description       string(255)
  LicenseId         reference(UserLicense) fixed
  ProfileId         reference(Profile) ro rel=Profile
  IsOwnedByProfile  boolean ro
  IsCustom          boolean ro
  NamespacePrefix   string(15) ro
  Type              picklist[Regular;Profile;Group;Session;Standard] ro
  HasActivationRequired boolean
  PermissionsModifyAllData boolean
  PermissionsViewAllData boolean
  PermissionsApiEnabled boolean
  PermissionsAuthorApex boolean
  PermissionsCustomizeApplication boolean
  PermissionsManageUsers boolean
  PermissionsViewSetup boolean
`,
);

export const permissionSetAssignment = standardObject(
  'PermissionSetAssignment',
  '0Pa',
  `
  PermissionSetId       reference(PermissionSet) fixed rel=PermissionSet children=Assignments cascade
  PermissionSetGroupId  string(18) fixed
  AssigneeId            reference(User) ! fixed rel=Assignee children=PermissionSetAssignments cascade
  ExpirationDate        datetime
  IsActive              boolean ro
`,
);

const PERMISSION_PARENT = 'ParentId  reference(PermissionSet) ! fixed rel=Parent';

export const objectPermissions = standardObject(
  'ObjectPermissions',
  '110',
  `
  ${PERMISSION_PARENT} children=ObjectPerms cascade
  SobjectType                  picklist ! fixed
  PermissionsCreate            boolean
  PermissionsRead              boolean
  PermissionsEdit              boolean
  PermissionsDelete            boolean
  PermissionsViewAllRecords    boolean
  PermissionsModifyAllRecords  boolean
`,
  { plural: 'Object Permissions' },
);

export const fieldPermissions = standardObject(
  'FieldPermissions',
  '01k',
  `
  ${PERMISSION_PARENT} children=FieldPerms cascade
  SobjectType      picklist ! fixed
  Field            picklist ! fixed
  PermissionsEdit  boolean
  PermissionsRead  boolean
`,
  { plural: 'Field Permissions' },
);

export const setupEntityAccess = standardObject(
  'SetupEntityAccess',
  '0J0',
  `
  ${PERMISSION_PARENT} children=SetupEntityAccessItems cascade
  SetupEntityId    reference(ApexClass,CustomPermission) ! fixed
  SetupEntityType  picklist[ApexClass;ApexPage;CustomPermission;ConnectedApplication] ro
`,
);

export const customPermission = standardObject(
  'CustomPermission',
  '0CP',
  `
  DeveloperName    string(80) !
  MasterLabel      string(80) !
  Language         picklist[en_US]
  Description      string(255)
  NamespacePrefix  string(15) ro
  IsProtected      boolean
`,
);

export const currencyType = standardObject(
  'CurrencyType',
  '01L',
  `
  IsoCode         picklist ! unique
  ConversionRate  double(18,6) !
  DecimalPlaces   integer(1) !
  IsActive        boolean
  IsCorporate     boolean ro
`,
);
