import { standardObject } from './define.ts';

const CASE_ORIGINS = 'Phone;Email;Web';

export const caseObject = standardObject(
  'Case',
  '500',
  `
  CaseNumber       string(30) auto={00000000}
  ContactId        reference(Contact) rel=Contact children=Cases
  AccountId        reference(Account) rel=Account children=Cases
  AssetId          reference(Asset) rel=Asset children=Cases
  ParentId         reference(Case) rel=Parent children=Cases
  RecordTypeId     reference(RecordType) rel=RecordType
  SuppliedName     string(80)
  SuppliedEmail    email(80)
  SuppliedPhone    string(40)
  SuppliedCompany  string(80)
  Type             picklist[Mechanical;Electrical;Electronic;Structural;Other]
  Status           picklist[New;Working;Escalated;Closed] default='New'
  Reason           picklist[Installation;Equipment Complexity;Performance;Breakdown;Equipment Design;Feedback;Other]
  Origin           picklist[${CASE_ORIGINS}]
  Subject          string(255)
  Priority         picklist[High;Medium;Low] default='Medium'
  Description      textarea(32000)
  Comments         textarea(4000)
  IsClosed         boolean ro
  ClosedDate       datetime ro
  IsEscalated      boolean
  ContactPhone     phone(40) ro
  ContactMobile    phone(40) ro
  ContactEmail     email(80) ro
  ContactFax       phone(40) ro
  LastViewedDate      datetime ro
  LastReferencedDate  datetime ro
`,
  { owner: ['User', 'Group'], currency: true },
);

export const caseComment = standardObject(
  'CaseComment',
  '00a',
  `
  ParentId     reference(Case) ! fixed rel=Parent children=CaseComments cascade
  IsPublished  boolean
  CommentBody  textarea(4000)
`,
);

const ACTIVITY = (children: string): string => `
  WhoId             reference(Contact,Lead) rel=Who children=${children}
  WhatId            reference(Account,Opportunity,Case,Campaign,Contract,Order,Product2,Asset) rel=What children=${children}
  Subject           string(255)
  AccountId         reference(Account) ro rel=Account
  Description       textarea(32000)
  IsArchived        boolean ro
  IsReminderSet     boolean
  ReminderDateTime  datetime
  RecordTypeId      reference(RecordType) rel=RecordType
`;

export const task = standardObject(
  'Task',
  '00T',
  `
  ${ACTIVITY('Tasks')}
  ActivityDate            date label="Due Date Only"
  Status                  picklist[Not Started;In Progress;Completed;Waiting on someone else;Deferred] ! default='Not Started'
  Priority                picklist[High;Normal;Low] ! default='Normal'
  IsHighPriority          boolean ro
  IsClosed                boolean ro
  CompletedDateTime       datetime ro
  Type                    picklist[Call;Meeting;Other;Email]
  TaskSubtype             picklist[Task;Email;ListEmail;Call;LinkedIn] fixed
  CallType                picklist[Internal;Inbound;Outbound]
  CallDurationInSeconds   integer(8)
  CallDisposition         string(255)
  CallObject              string(255)
`,
  { owner: ['User', 'Group'], currency: true },
);

export const event = standardObject(
  'Event',
  '00U',
  `
  ${ACTIVITY('Events')}
  Location           string(255)
  IsAllDayEvent      boolean
  ActivityDateTime   datetime
  ActivityDate       date
  DurationInMinutes  integer(8)
  StartDateTime      datetime
  EndDateTime        datetime
  IsPrivate          boolean
  ShowAs             picklist[Busy;OutOfOffice;Free]
  Type               picklist[Call;Email;Meeting;Other]
`,
  { owner: ['User'], currency: true },
);

export const attachment = standardObject(
  'Attachment',
  '00P',
  `
  ParentId     reference(Account,Contact,Opportunity,Case,Lead,Task,Event) ! fixed rel=Parent children=Attachments
  Name         string(255) !
  IsPrivate    boolean
  ContentType  string(120)
  BodyLength   integer(10) ro
  Body         base64
  Description  string(500)
`,
  { owner: ['User'] },
);

export const note = standardObject(
  'Note',
  '002',
  `
  ParentId   reference(Account,Contact,Opportunity,Case,Lead) ! fixed rel=Parent children=Notes
  Title      string(80) !
  IsPrivate  boolean
  Body       textarea(32000)
`,
  { owner: ['User'] },
);
