/**
 * What a sync of the package costs of the governor limits: one quote of 1, 20, 200 and 2,000 items, and 200 quotes of five items,
 * each the first time, when every product and price book entry is new, and again, when nothing differs. Items are saved
 * 200 at a time, as the connector does.
 *
 *   node test/bench/sync.ts
 */
import Table from 'cli-table3';
import { compileProgram } from '../../local-org/src/apex/program.ts';
import { readTree } from '../../local-org/src/metadata/read-tree.ts';
import { Org } from '../../local-org/src/org.ts';
import type { LimitKind } from '../../local-org/src/limits/limits.ts';
import { callKept } from './bench-org.ts';

const COLLECTION = 200;
const COLUMNS: readonly (readonly [LimitKind, string])[] = [
  ['queries', 'SOQL'],
  ['queryRows', 'rows read'],
  ['dmlStatements', 'DML'],
  ['dmlRows', 'rows written'],
  ['queueables', 'jobs started'],
  ['cpu', 'CPU ms (estimate)'],
];

const DATA = `public class SyncBenchData {
  public static void prepare(Integer quotes, Integer products) {
    Account account = new Account(Name = 'Acme', Id__c = 'acct_1');
    insert account;
    List<Opportunity> opportunities = new List<Opportunity>();
    for (Integer i = 0; i < quotes; i++) {
      opportunities.add(new Opportunity(Name = 'Deal ' + i, AccountId = account.Id, Id__c = 'opp_' + i, StageName = 'Prospecting', CloseDate = Date.today()));
    }
    insert opportunities;
    List<Product2> records = new List<Product2>();
    for (Integer i = 0; i < products; i++) {
      records.add(new Product2(Name = 'Product ' + i, ExternalId__c = 'offer-prod_' + i, IsActive = true));
    }
    insert records;
  }
  public static void saveQuotes(Integer first, Integer last) {
    List<Quote__c> quotes = new List<Quote__c>();
    for (Integer i = first; i <= last; i++) {
      quotes.add(new Quote__c(Id__c = 'quote_' + i, Type__c = 'NEW', Status__c = 'DRAFT', Currency__c = UserInfo.getDefaultCurrency(), AccountId__c = 'acct_1', OpportunityId__c = 'opp_' + i, SourceVersion__c = 1));
    }
    upsert quotes Id__c;
  }
  public static void saveItems(Integer first, Integer last, Integer itemsPerQuote) {
    List<QuoteItem__c> items = new List<QuoteItem__c>();
    for (Integer i = first; i <= last; i++) {
      items.add(new QuoteItem__c(Quote__r = new Quote__c(Id__c = 'quote_' + i / itemsPerQuote), Id__c = 'item_' + i, OfferingId__c = 'offer', ProductId__c = 'prod_' + Math.mod(i, itemsPerQuote), ProductName__c = 'Product', ProductType__c = 'ADVANCE', Quantity__c = 2, IncrementalARR__c = 100 + i));
    }
    upsert items Id__c;
  }
  public static void touch() {
    List<Quote__c> quotes = [SELECT Id, Description__c FROM Quote__c];
    for (Quote__c quote : quotes) { quote.Description__c = 'Touched'; }
    update quotes;
  }
}`;

interface Case {
  readonly title: string;
  readonly quotes: number;
  readonly itemsPerQuote: number;
}

const cases: readonly Case[] = [
  ...[1, 20, 200, 2000].map((items) => ({ title: `1 quote, ${items} item${items === 1 ? '' : 's'}`, quotes: 1, itemsPerQuote: items })),
  { title: '200 quotes, 5 items each', quotes: 200, itemsPerQuote: 5 },
];

for (const each of cases) measure(each);

function measure({ title, quotes, itemsPerQuote }: Case): void {
  const org = orgWithPackage();
  callKept(org, 'SyncBenchData', 'prepare', [quotes, itemsPerQuote]);
  const table = new Table({ style: { head: [], border: [], compact: true }, head: ['transaction', 'times', ...COLUMNS.map(([, name]) => name)] });
  const items = quotes * itemsPerQuote;
  rows(table, org, 'first', () => {
    for (let first = 0; first < quotes; first += COLLECTION) callKept(org, 'SyncBenchData', 'saveQuotes', [first, Math.min(first + COLLECTION, quotes) - 1]);
    for (let first = 0; first < items; first += COLLECTION) callKept(org, 'SyncBenchData', 'saveItems', [first, Math.min(first + COLLECTION, items) - 1, itemsPerQuote]);
  });
  rows(table, org, 'again', () => callKept(org, 'SyncBenchData', 'touch', []));
  console.log(`\n${title}\n${table.toString()}`);
}

/** Adds the most that each kind of transaction used, and how many of them there were. */
function rows(table: InstanceType<typeof Table>, org: Org, when: string, work: () => void): void {
  const before = org.log.since().at(-1)?.sequence ?? 0;
  work();
  org.jobs.drain();
  // A job that ends well has a finalizer with nothing to do, and no trigger of ours listens to the event.
  const busy = org.log.since(before).filter(({ limits }) => COLUMNS.some(([kind]) => (limits[kind]?.used ?? 0) > 0));
  const byLabel = Map.groupBy(busy, ({ label }) => label);
  for (const [label, reports] of byLabel) {
    const failed = reports.filter(({ committed }) => !committed).length;
    if (failed > 0) throw new Error(`${label}: ${failed} transactions failed`);
    const most = (kind: LimitKind) => Math.max(...reports.map(({ limits }) => limits[kind]?.used ?? 0));
    table.push([`${label} (${when})`, reports.length, ...COLUMNS.map(([kind]) => most(kind))]);
  }
}

function orgWithPackage(): Org {
  const org = new Org({ compileApex: compileProgram });
  const meta = '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
  const { problems } = org.deploy([
    ...readTree('force-app').filter(({ path }) => !path.includes('test/classes/')),
    { path: 'classes/SyncBenchData.cls', content: DATA },
    { path: 'classes/SyncBenchData.cls-meta.xml', content: meta },
  ]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return org;
}
