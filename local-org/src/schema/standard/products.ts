import { standardObject } from './define.ts';

export const product2 = standardObject(
  'Product2',
  '01t',
  `
  Name                   string(255) ! label="Product Name"
  ProductCode            string(255)
  Description            textarea(4000)
  IsActive               boolean label="Active"
  Family                 picklist[None]
  RecordTypeId           reference(RecordType) rel=RecordType
  ExternalDataSourceId   string(18)
  ExternalId             string(255)
  DisplayUrl             url(1000)
  QuantityUnitOfMeasure  picklist[Each]
  IsArchived             boolean ro
  StockKeepingUnit       string(180)
  ProductClass           picklist[Simple;VariationParent;Variation;Bundle;Set] ro
  Type                   picklist[Base;Set;Bundle] fixed
  LastViewedDate         datetime ro
  LastReferencedDate     datetime ro
`,
  { label: 'Product', currency: true },
);

export const pricebook2 = standardObject(
  'Pricebook2',
  '01s',
  `
  Name          string(255) ! label="Price Book Name"
  Description   textarea(255)
  IsActive      boolean label="Active"
  IsStandard    boolean ro
  IsArchived    boolean ro
  ValidFrom     datetime
  ValidTo       datetime
  LastViewedDate      datetime ro
  LastReferencedDate  datetime ro
`,
  { label: 'Price Book' },
);

export const pricebookEntry = standardObject(
  'PricebookEntry',
  '01u',
  `
  Name              string(255) ro label="Product Name"
  Pricebook2Id      reference(Pricebook2) ! fixed rel=Pricebook2 children=PricebookEntries cascade
  Product2Id        reference(Product2) ! fixed rel=Product2 children=PricebookEntries cascade
  UnitPrice         currency(18,2) label="List Price"
  IsActive          boolean label="Active"
  UseStandardPrice  boolean
  ProductCode       string(255) ro
  IsArchived        boolean ro
`,
  { label: 'Price Book Entry', plural: 'Price Book Entries', currency: true },
);

export const opportunityLineItem = standardObject(
  'OpportunityLineItem',
  '00k',
  `
  OpportunityId     reference(Opportunity) ! fixed rel=Opportunity children=OpportunityLineItems cascade
  SortOrder         integer(8)
  PricebookEntryId  reference(PricebookEntry) fixed rel=PricebookEntry children=OpportunityLineItems restrict
  Product2Id        reference(Product2) fixed rel=Product2 children=OpportunityLineItems restrict
  ProductCode       string(255) ro
  Name              string(376) ro label="Opportunity Product Name"
  Quantity          double(12,2)
  Discount          percent(5,2)
  Subtotal          currency(18,2) ro
  TotalPrice        currency(18,2)
  UnitPrice         currency(18,2) label="Sales Price"
  ListPrice         currency(18,2) ro
  ServiceDate       date label="Date"
  HasRevenueSchedule   boolean ro
  HasQuantitySchedule  boolean ro
  HasSchedule          boolean ro
  CanUseQuantitySchedule boolean ro
  CanUseRevenueSchedule  boolean ro
  Description       string(255) label="Line Description"
  LastViewedDate      datetime ro
  LastReferencedDate  datetime ro
`,
  { label: 'Opportunity Product', currency: true },
);

export const asset = standardObject(
  'Asset',
  '02i',
  `
  Name          string(255) ! label="Asset Name"
  AccountId     reference(Account) rel=Account children=Assets cascade
  ContactId     reference(Contact) rel=Contact children=Assets
  ParentId      reference(Asset) rel=Parent children=ChildAssets
  Product2Id    reference(Product2) rel=Product2 children=Assets
  ProductCode   string(255) ro
  SerialNumber  string(80)
  Status        picklist[Shipped;Installed;Registered;Obsolete;Purchased]
  Price         currency(18,2)
  Quantity      double(12,2)
  InstallDate   date
  PurchaseDate  date
  UsageEndDate  date
  IsCompetitorProduct boolean
  Description   textarea(32000)
`,
  { owner: ['User'], currency: true },
);

export const contract = standardObject(
  'Contract',
  '800',
  `
  AccountId         reference(Account) ! rel=Account children=Contracts
  Pricebook2Id      reference(Pricebook2) rel=Pricebook2 children=Contracts
  ContractNumber    string(30) auto={00000000}
  Name              string(80) label="Contract Name"
  Status            picklist[In Approval Process;Activated;Draft] ! default='Draft'
  StatusCode        picklist[Draft;InApproval;Activated;Terminated;Expired;Rejected;Negotiating;AwaitingSignature;SignatureDeclined;Signed;Cancelled;Expired2;Terminated2] ro
  StartDate         date
  EndDate           date ro
  ContractTerm      integer(8)
  CompanySignedDate date
  CustomerSignedDate date
  ActivatedDate     datetime fixed
  SpecialTerms      textarea(4000)
  Description       textarea(32000)
`,
  { owner: ['User'], currency: true },
);

export const order = standardObject(
  'Order',
  '801',
  `
  AccountId       reference(Account) rel=Account children=Orders
  ContractId      reference(Contract) rel=Contract children=Orders
  OpportunityId   reference(Opportunity) rel=Opportunity children=Orders
  Pricebook2Id    reference(Pricebook2) rel=Pricebook2 children=Orders
  OrderNumber     string(30) auto={00000000}
  Name            string(80) label="Order Name"
  EffectiveDate   date !
  EndDate         date
  Status          picklist[Draft;Activated] !
  StatusCode      picklist[Draft;Activated;Canceled;Expired;Superseded] ro
  Type            picklist[New;Renewal;Amendment]
  PoNumber        string(80)
  TotalAmount     currency(18,2) ro
  Description     textarea(32000)
`,
  { owner: ['User', 'Group'], currency: true },
);

export const orderItem = standardObject(
  'OrderItem',
  '802',
  `
  OrderId           reference(Order) ! fixed rel=Order children=OrderItems cascade
  PricebookEntryId  reference(PricebookEntry) ! fixed rel=PricebookEntry children=OrderItems
  Product2Id        reference(Product2) fixed rel=Product2 children=OrderItems
  OrderItemNumber   string(30) auto={0000000000}
  Quantity          double(12,2)
  UnitPrice         currency(18,2)
  ListPrice         currency(18,2) ro
  TotalPrice        currency(18,2) ro
  ServiceDate       date
  EndDate           date
  Description       string(255)
`,
  { label: 'Order Product', currency: true },
);
