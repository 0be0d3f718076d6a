import type { Connection } from 'jsforce';
import type { Customer, OpportunitySeed, Person } from '../samples/sample.ts';
import { insert, query, quoted } from './session.ts';

export const SEEDED_STAGE = 'Prospecting';

/** The org as its admin left it: sales people, active currencies, the package's settings. */
export interface SeededOrg {
  addCustomer(customer: Customer): Promise<void>;
}

const people: readonly Person[] = ['Ada Lind', 'Ben Okoro', 'Cleo Marsh'];

/** Prepares an empty org: users, currencies, settings. Customers follow one by one. */
export async function seed(org: Connection, currencies: readonly string[]): Promise<SeededOrg> {
  const users = await addUsers(org);
  await activateCurrencies(org, currencies);
  await switchOnStageMapping(org);
  return { addCustomer: (customer) => addCustomer(org, users, customer) };
}

async function addUsers(org: Connection): Promise<Map<Person, string>> {
  const [profile] = await query(
    org,
    "SELECT Id FROM Profile WHERE Name IN ('Standard User', 'System Administrator') ORDER BY Name LIMIT 1",
  );
  const ids = await Promise.all(
    people.map((person) => insert(org, 'User', userFields(person, String(profile?.['Id'])))),
  );
  return new Map(people.map((person, index) => [person, ids[index] as string]));
}

function userFields(person: Person, profileId: string): Record<string, unknown> {
  const [firstName = '', lastName = ''] = person.split(' ');
  const address = `${firstName.toLowerCase()}@sales.example`;
  const locale = {
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
  };
  return {
    FirstName: firstName,
    LastName: lastName,
    Alias: firstName.toLowerCase(),
    Username: address,
    Email: address,
    ProfileId: profileId,
    IsActive: true,
    ...locale,
  };
}

async function activateCurrencies(org: Connection, wanted: readonly string[]): Promise<void> {
  const active = new Set(
    (await query(org, 'SELECT IsoCode FROM CurrencyType WHERE IsActive = TRUE')).map((row) => row['IsoCode']),
  );
  for (const isoCode of wanted.filter((code) => !active.has(code))) {
    await insert(org, 'CurrencyType', { IsoCode: isoCode, ConversionRate: 1, DecimalPlaces: 2, IsActive: true });
  }
}

async function switchOnStageMapping(org: Connection): Promise<void> {
  const [organization] = await query(org, 'SELECT Id FROM Organization LIMIT 1');
  await insert(org, 'SyncSettings__c', { SetupOwnerId: organization?.['Id'], EnableStageMapping__c: true });
}

async function addCustomer(
  org: Connection,
  users: ReadonlyMap<Person, string>,
  { account, opportunities }: Customer,
): Promise<void> {
  const accountId = await insert(org, 'Account', {
    Name: account.name,
    Id__c: account.id,
    OwnerId: users.get(account.owner),
  });
  for (const opportunity of opportunities) await addOpportunity(org, users, accountId, opportunity);
}

async function addOpportunity(
  org: Connection,
  users: ReadonlyMap<Person, string>,
  accountId: string,
  seeded: OpportunitySeed,
): Promise<void> {
  const { id, name, owner, currency, priceBook, handMadeLine } = seeded;
  const opportunityId = await insert(org, 'Opportunity', {
    Name: name,
    Id__c: id,
    AccountId: accountId,
    OwnerId: users.get(owner),
    CurrencyIsoCode: currency,
    StageName: SEEDED_STAGE,
    CloseDate: '2026-03-31',
    ...(priceBook === undefined ? {} : { Pricebook2Id: await priceBookId(org, priceBook) }),
  });
  if (handMadeLine !== undefined) await addLine(org, opportunityId, currency, handMadeLine);
}

async function priceBookId(org: Connection, name: string): Promise<string> {
  const [existing] = await query(org, `SELECT Id FROM Pricebook2 WHERE Name = ${quoted(name)}`);
  return existing === undefined ? insert(org, 'Pricebook2', { Name: name, IsActive: true }) : String(existing['Id']);
}

async function addLine(
  org: Connection,
  opportunityId: string,
  currency: string,
  { product, quantity, unitPrice }: NonNullable<OpportunitySeed['handMadeLine']>,
): Promise<void> {
  const [standard] = await query(org, 'SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE');
  const productId = await insert(org, 'Product2', { Name: product, IsActive: true });
  const entryId = await insert(org, 'PricebookEntry', {
    Pricebook2Id: standard?.['Id'],
    Product2Id: productId,
    UnitPrice: unitPrice,
    CurrencyIsoCode: currency,
    IsActive: true,
  });
  await insert(org, 'OpportunityLineItem', {
    OpportunityId: opportunityId,
    PricebookEntryId: entryId,
    Quantity: quantity,
    UnitPrice: unitPrice,
  });
}
