import { standardObject } from './define.ts';

const ADDRESS = (prefix: string): string => `
  ${prefix}Street             textarea(255)
  ${prefix}City               string(40)
  ${prefix}State              string(80)
  ${prefix}PostalCode         string(20)
  ${prefix}Country            string(80)
  ${prefix}Latitude           double(18,15)
  ${prefix}Longitude          double(18,15)
  ${prefix}GeocodeAccuracy    picklist[Address;NearAddress;Block;Street;ExtendedZip;Zip;Neighborhood;City;County;State;Unknown]
  ${prefix}Address            address ro
`;

const VIEWED = `
  LastActivityDate    date ro
  LastViewedDate      datetime ro
  LastReferencedDate  datetime ro
`;

const PERSON_NAME = `
  LastName    string(80) !
  FirstName   string(40)
  Salutation  picklist[Mr.;Ms.;Mrs.;Dr.;Prof.]
  Name        string(121) ro label="Full Name"
`;

const INDUSTRIES =
  'Agriculture;Apparel;Banking;Biotechnology;Chemicals;Communications;Construction;Consulting;Education;Electronics;Energy;Engineering;Entertainment;Environmental;Finance;Food & Beverage;Government;Healthcare;Hospitality;Insurance;Machinery;Manufacturing;Media;Not For Profit;Other;Recreation;Retail;Shipping;Technology;Telecommunications;Transportation;Utilities';

const SOURCES = 'Web;Phone Inquiry;Partner Referral;Purchased List;Other';

export const account = standardObject(
  'Account',
  '001',
  `
  Name                  string(255) ! label="Account Name"
  Type                  picklist[Prospect;Customer - Direct;Customer - Channel;Channel Partner / Reseller;Installation Partner;Technology Partner;Other] label="Account Type"
  RecordTypeId          reference(RecordType) rel=RecordType
  ParentId              reference(Account) rel=Parent children=ChildAccounts
  ${ADDRESS('Billing')}
  ${ADDRESS('Shipping')}
  Phone                 phone(40)
  Fax                   phone(40)
  AccountNumber         string(40)
  Website               url(255)
  PhotoUrl              url(255) ro
  Sic                   string(20)
  SicDesc               string(80)
  Industry              picklist[${INDUSTRIES}]
  AnnualRevenue         currency(18,0)
  NumberOfEmployees     integer(8)
  Ownership             picklist[Public;Private;Subsidiary;Other]
  TickerSymbol          string(20)
  Description           textarea(32000)
  Rating                picklist[Hot;Warm;Cold]
  Site                  string(80)
  AccountSource         picklist[${SOURCES}]
  Jigsaw                string(20)
  JigsawCompanyId       string(20) ro
  CleanStatus           picklist[Matched;Different;Acknowledged;NotFound;Inactive;Pending;SelectMatch;Skipped]
  DunsNumber            string(9)
  NaicsCode             string(8)
  NaicsDesc             string(120)
  Tradestyle            string(255)
  YearStarted           string(4)
  MasterRecordId        reference(Account) ro rel=MasterRecord
  ${VIEWED}
`,
  { owner: ['User'], currency: true },
);

export const contact = standardObject(
  'Contact',
  '003',
  `
  AccountId             reference(Account) rel=Account children=Contacts cascade
  ${PERSON_NAME}
  RecordTypeId          reference(RecordType) rel=RecordType
  ReportsToId           reference(Contact) rel=ReportsTo
  ${ADDRESS('Mailing')}
  ${ADDRESS('Other')}
  Phone                 phone(40)
  Fax                   phone(40)
  MobilePhone           phone(40)
  HomePhone             phone(40)
  OtherPhone            phone(40)
  AssistantPhone        phone(40)
  AssistantName         string(40)
  Email                 email(80)
  Title                 string(128)
  Department            string(80)
  LeadSource            picklist[${SOURCES}]
  Birthdate             date
  Description           textarea(32000)
  HasOptedOutOfEmail    boolean
  HasOptedOutOfFax      boolean
  DoNotCall             boolean
  EmailBouncedReason    string(255)
  EmailBouncedDate      datetime
  IsEmailBounced        boolean ro
  PhotoUrl              url(255) ro
  Jigsaw                string(20)
  JigsawContactId       string(20) ro
  IndividualId          string(18)
  MasterRecordId        reference(Contact) ro rel=MasterRecord
  LastCURequestDate     datetime ro
  LastCUUpdateDate      datetime ro
  ${VIEWED}
`,
  { owner: ['User'], currency: true },
);

export const opportunity = standardObject(
  'Opportunity',
  '006',
  `
  AccountId               reference(Account) rel=Account children=Opportunities cascade
  RecordTypeId            reference(RecordType) rel=RecordType
  IsPrivate               boolean
  Name                    string(120) ! label="Opportunity Name"
  Description             textarea(32000)
  StageName               picklist[Prospecting;Qualification;Needs Analysis;Value Proposition;Id. Decision Makers;Perception Analysis;Proposal/Price Quote;Negotiation/Review;Closed Won;Closed Lost] ! label="Stage"
  Amount                  currency(18,2)
  Probability             percent(3,0)
  ExpectedRevenue         currency(18,2) ro
  TotalOpportunityQuantity double(18,2)
  CloseDate               date !
  Type                    picklist[Existing Customer - Upgrade;Existing Customer - Replacement;Existing Customer - Downgrade;New Customer]
  NextStep                string(255)
  LeadSource              picklist[${SOURCES}]
  IsClosed                boolean ro
  IsWon                   boolean ro
  ForecastCategory        picklist[Omitted;Pipeline;BestCase;MostLikely;Forecast;Closed] ro
  ForecastCategoryName    picklist[Omitted;Pipeline;Best Case;Most Likely;Commit;Closed]
  CampaignId              reference(Campaign) rel=Campaign children=Opportunities
  HasOpportunityLineItem  boolean ro
  Pricebook2Id            reference(Pricebook2) rel=Pricebook2 children=Opportunities
  ContactId               reference(Contact) fixed
  ContractId              reference(Contract) rel=Contract
  PushCount               integer(8) ro
  LastStageChangeDate     datetime ro
  FiscalQuarter           integer(8) ro
  FiscalYear              integer(8) ro
  Fiscal                  string(6) ro
  HasOpenActivity         boolean ro
  HasOverdueTask          boolean ro
  ${VIEWED}
`,
  { owner: ['User'], currency: true, plural: 'Opportunities' },
);

export const opportunityContactRole = standardObject(
  'OpportunityContactRole',
  '00K',
  `
  OpportunityId  reference(Opportunity) ! fixed rel=Opportunity children=OpportunityContactRoles cascade
  ContactId      reference(Contact) ! rel=Contact children=OpportunityContactRoles cascade
  Role           picklist[Business User;Decision Maker;Economic Buyer;Economic Decision Maker;Evaluator;Executive Sponsor;Influencer;Technical Buyer;Other]
  IsPrimary      boolean
`,
  { currency: true },
);

export const opportunityStage = standardObject(
  'OpportunityStage',
  '01J',
  `
  MasterLabel           string(255) ro
  ApiName               string(255) ro
  IsActive              boolean ro
  SortOrder             integer(8) ro
  IsClosed              boolean ro
  IsWon                 boolean ro
  ForecastCategory      picklist[Omitted;Pipeline;BestCase;MostLikely;Forecast;Closed] ro
  ForecastCategoryName  picklist[Omitted;Pipeline;Best Case;Most Likely;Commit;Closed] ro
  DefaultProbability    percent(3,0) ro
  Description           string(255) ro
`,
);

export const lead = standardObject(
  'Lead',
  '00Q',
  `
  ${PERSON_NAME}
  RecordTypeId            reference(RecordType) rel=RecordType
  Title                   string(128)
  Company                 string(255) !
  ${ADDRESS('')}
  Phone                   phone(40)
  MobilePhone             phone(40)
  Fax                     phone(40)
  Email                   email(80)
  Website                 url(255)
  Description             textarea(32000)
  LeadSource              picklist[${SOURCES}]
  Status                  picklist[Open - Not Contacted;Working - Contacted;Closed - Converted;Closed - Not Converted] ! default='Open - Not Contacted'
  Industry                picklist[${INDUSTRIES}]
  Rating                  picklist[Hot;Warm;Cold]
  AnnualRevenue           currency(18,0)
  NumberOfEmployees       integer(8)
  HasOptedOutOfEmail      boolean
  DoNotCall               boolean
  HasOptedOutOfFax        boolean
  IsConverted             boolean ro
  ConvertedDate           date ro
  ConvertedAccountId      reference(Account) ro rel=ConvertedAccount
  ConvertedContactId      reference(Contact) ro rel=ConvertedContact
  ConvertedOpportunityId  reference(Opportunity) ro rel=ConvertedOpportunity
  IsUnreadByOwner         boolean
  EmailBouncedReason      string(255)
  EmailBouncedDate        datetime
  PhotoUrl                url(255) ro
  Jigsaw                  string(20)
  MasterRecordId          reference(Lead) ro rel=MasterRecord
  ${VIEWED}
`.replace('  Address            address ro\n', ''),
  { owner: ['User', 'Group'], currency: true },
);

export const campaign = standardObject(
  'Campaign',
  '701',
  `
  Name               string(80) ! label="Campaign Name"
  ParentId           reference(Campaign) rel=Parent children=ChildCampaigns
  Type               picklist[Conference;Webinar;Trade Show;Public Relations;Partners;Referral Program;Advertisement;Banner Ads;Direct Mail;Email;Telemarketing;Other]
  Status             picklist[Planned;In Progress;Completed;Aborted]
  StartDate          date
  EndDate            date
  ExpectedRevenue    currency(18,0)
  BudgetedCost       currency(18,0)
  ActualCost         currency(18,0)
  ExpectedResponse   percent(10,2)
  NumberSent         double(18,0)
  IsActive           boolean
  Description        textarea(32000)
  NumberOfLeads      integer(8) ro
  NumberOfContacts   integer(8) ro
  ${VIEWED}
`,
  { owner: ['User'], currency: true },
);

export const campaignMember = standardObject(
  'CampaignMember',
  '00v',
  `
  CampaignId     reference(Campaign) ! fixed rel=Campaign children=CampaignMembers cascade
  LeadId         reference(Lead) rel=Lead children=CampaignMembers cascade
  ContactId      reference(Contact) rel=Contact children=CampaignMembers cascade
  Status         picklist[Sent;Responded]
  HasResponded   boolean ro
  FirstRespondedDate date ro
`,
  { currency: true },
);
