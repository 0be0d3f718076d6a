import { standardObject } from './define.ts';

const CODE = `
  Name                   string(255) !
  NamespacePrefix        string(15) ro
  ApiVersion             double(18,1)
  Status                 picklist[Inactive;Active;Deleted]
  IsValid                boolean
  BodyCrc                double(18,0)
  Body                   textarea(1000000)
  LengthWithoutComments  integer(8)
`;

export const apexClass = standardObject('ApexClass', '01p', CODE, { plural: 'Apex Classes' });

export const apexTrigger = standardObject(
  'ApexTrigger',
  '01q',
  `
  ${CODE}
  TableEnumOrId       picklist
  UsageBeforeInsert   boolean
  UsageAfterInsert    boolean
  UsageBeforeUpdate   boolean
  UsageAfterUpdate    boolean
  UsageBeforeDelete   boolean
  UsageAfterDelete    boolean
  UsageIsBulk         boolean
  UsageAfterUndelete  boolean
`,
);

export const asyncApexJob = standardObject(
  'AsyncApexJob',
  '707',
  `
  JobType              picklist[Future;SharingRecalculation;ScheduledApex;BatchApex;BatchApexWorker;TestRequest;TestWorker;ApexToken;Queueable] ro
  ApexClassId          reference(ApexClass) ro rel=ApexClass
  Status               picklist[Queued;Processing;Aborted;Completed;Failed;Preparing;Holding] ro
  JobItemsProcessed    integer(9) ro
  TotalJobItems        integer(9) ro
  NumberOfErrors       integer(9) ro
  CompletedDate        datetime ro
  MethodName           string(255) ro
  ExtendedStatus       string(1000) ro
  ParentJobId          reference(AsyncApexJob) ro rel=ParentJob
  LastProcessed        string(15) ro
  LastProcessedOffset  integer(9) ro
  CronTriggerId        reference(CronTrigger) ro rel=CronTrigger
`,
  { label: 'Apex Job' },
);

export const cronTrigger = standardObject(
  'CronTrigger',
  '08e',
  `
  CronJobDetailId  reference(CronJobDetail) ro rel=CronJobDetail
  NextFireTime     datetime ro
  PreviousFireTime datetime ro
  State            picklist[WAITING;ACQUIRED;EXECUTING;COMPLETE;ERROR;DELETED;PAUSED;BLOCKED;PAUSED_BLOCKED] ro
  StartTime        datetime ro
  EndTime          datetime ro
  CronExpression   string(255) ro
  TimeZoneSidKey   string(255) ro
  TimesTriggered   integer(8) ro
`,
  { owner: ['User'] },
);

export const cronJobDetail = standardObject(
  'CronJobDetail',
  '08a',
  `
  Name     string(255) ro
  JobType  picklist ro
`,
);

export const apexTestQueueItem = standardObject(
  'ApexTestQueueItem',
  '709',
  `
  ApexClassId      reference(ApexClass) ! fixed rel=ApexClass
  Status           picklist[Holding;Queued;Preparing;Processing;Aborted;Completed;Failed]
  ExtendedStatus   string(1000) ro
  ParentJobId      reference(AsyncApexJob) ro
  TestRunResultId  reference(ApexTestRunResult) ro rel=TestRunResult
`,
);

export const apexTestRunResult = standardObject(
  'ApexTestRunResult',
  '05m',
  `
  AsyncApexJobId    reference(AsyncApexJob) rel=AsyncApexJob
  UserId            reference(User) rel=User
  JobName           string(255)
  IsAllTests        boolean
  Source            string(255)
  StartTime         datetime
  EndTime           datetime
  TestTime          integer(9)
  TestSetupTime     integer(9)
  Status            picklist[Queued;Processing;Aborted;Completed;Failed]
  ClassesEnqueued   integer(9)
  ClassesCompleted  integer(9)
  MethodsEnqueued   integer(9)
  MethodsCompleted  integer(9)
  MethodsFailed     integer(9)
`,
);

export const apexTestResult = standardObject(
  'ApexTestResult',
  '07M',
  `
  QueueItemId         reference(ApexTestQueueItem) rel=QueueItem
  AsyncApexJobId      reference(AsyncApexJob) rel=AsyncApexJob
  ApexClassId         reference(ApexClass) rel=ApexClass
  ApexLogId           string(18)
  ApexTestRunResultId reference(ApexTestRunResult) rel=ApexTestRunResult
  MethodName          string(255)
  Outcome             picklist[Pass;Fail;CompileFail;Skip]
  Message             textarea(4000)
  StackTrace          textarea(4000)
  RunTime             integer(9)
  TestTimestamp       datetime
  IsTestSetup         boolean
`,
);

export const staticResource = standardObject(
  'StaticResource',
  '081',
  `
  Name             string(255) !
  NamespacePrefix  string(15) ro
  ContentType      string(120)
  BodyLength       integer(10) ro
  Body             base64
  Description      string(255)
  CacheControl     picklist[Private;Public]
`,
);
