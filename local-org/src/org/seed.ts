import type { Row } from '../store/store.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import type { OrgData } from './data.ts';

/** A currency of a multi-currency org; the first one of an org is its own. */
export interface OrgCurrency {
  readonly isoCode: string;
  /** Units of this currency for one of the org's own. */
  readonly conversionRate?: number;
}

export interface Seed {
  readonly organizationId: string;
  readonly userId: string;
  readonly standardPricebookId: string;
}

/** Records that every new org has; nothing else is in it. */
export function seedOrg(data: OrgData, now: number, currencies: readonly OrgCurrency[]): Seed {
  const write = writer(data, now);
  const userId = data.ids.give('005');
  const organizationId = write(userId, 'Organization', organization());
  const license = write(userId, 'UserLicense', { Name: 'Salesforce', MasterLabel: 'Salesforce', LicenseDefinitionKey: 'SFDC', Status: 'Active', TotalLicenses: 100, UsedLicenses: 1 });
  const [admin] = PROFILES.map((name) => write(userId, 'Profile', profile(name, license)));
  write(userId, 'User', { ...systemAdministrator(), Id: userId, ProfileId: admin! });
  const standardPricebookId = write(userId, 'Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true, IsArchived: false });
  STAGES.forEach((stage, i) => write(userId, 'OpportunityStage', stageRow(stage, i + 1)));
  if (data.state.schema.multiCurrency) currencies.forEach((currency, i) => write(userId, 'CurrencyType', currencyRow(currency, i === 0)));
  data.store.commit();
  return { organizationId, userId, standardPricebookId };
}

function writer(data: OrgData, nowMs: number): (userId: string, object: string, values: Row) => string {
  const now = new DatetimeValue(Math.floor(nowMs / 1000) * 1000);
  return (userId, object, values) => {
    const type = data.state.schema.find(object)!;
    const id = (values['Id'] as string | undefined) ?? data.ids.give(type.keyPrefix);
    const currency: Record<string, Value> = type.fields.has('currencyisocode') ? { CurrencyIsoCode: data.corporateCurrency } : {};
    data.putRow(object, { ...currency, IsDeleted: false, CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now, ...values, Id: id });
    return id;
  };
}

const PROFILES = ['System Administrator', 'Standard User', 'Minimum Access - Salesforce', 'Read Only', 'Standard Platform User', 'Marketing User', 'Contract Manager', 'Solution Manager'] as const;

function organization(): Row {
  return {
    Name: 'Local Org',
    OrganizationType: 'Developer Edition',
    InstanceName: 'LOCAL',
    IsSandbox: true,
    IsReadOnly: false,
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'GMT',
    FiscalYearStartMonth: 1,
    Country: 'US',
  };
}

function profile(name: string, license: string): Row {
  const isAdmin = name === 'System Administrator';
  return {
    Name: name,
    UserLicenseId: license,
    UserType: 'Standard',
    PermissionsModifyAllData: isAdmin,
    PermissionsViewAllData: isAdmin,
    PermissionsApiEnabled: true,
    PermissionsAuthorApex: isAdmin,
    PermissionsCustomizeApplication: isAdmin,
    PermissionsManageUsers: isAdmin,
    PermissionsViewSetup: isAdmin,
  };
}

function systemAdministrator(): Row {
  return {
    Username: 'admin@local-org.example',
    LastName: 'User',
    FirstName: 'User',
    Name: 'User User',
    Email: 'admin@local-org.example',
    Alias: 'UUser',
    CommunityNickname: 'User1',
    IsActive: true,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    UserType: 'Standard',
    CompanyName: 'Local Org',
    Country: 'US',
  };
}

type Stage = readonly [label: string, probability: number, category: string, closed?: boolean, won?: boolean];

/** The stages of a new Developer Edition. */
const STAGES: readonly Stage[] = [
  ['Prospecting', 10, 'Pipeline'],
  ['Qualification', 10, 'Pipeline'],
  ['Needs Analysis', 20, 'Pipeline'],
  ['Value Proposition', 50, 'Pipeline'],
  ['Id. Decision Makers', 60, 'Pipeline'],
  ['Perception Analysis', 70, 'Pipeline'],
  ['Proposal/Price Quote', 75, 'Pipeline'],
  ['Negotiation/Review', 90, 'Pipeline'],
  ['Closed Won', 100, 'Closed', true, true],
  ['Closed Lost', 0, 'Omitted', true, false],
];

function stageRow([label, probability, category, closed = false, won = false]: Stage, order: number): Row {
  return {
    MasterLabel: label,
    ApiName: label,
    IsActive: true,
    SortOrder: order,
    IsClosed: closed,
    IsWon: won,
    ForecastCategory: category,
    ForecastCategoryName: category,
    DefaultProbability: new Decimal(BigInt(probability), 0),
  };
}

function currencyRow({ isoCode, conversionRate = 1 }: OrgCurrency, isCorporate: boolean): Row {
  return { IsoCode: isoCode, ConversionRate: Decimal.fromNumber(conversionRate).setScale(6), DecimalPlaces: 2, IsActive: true, IsCorporate: isCorporate };
}
