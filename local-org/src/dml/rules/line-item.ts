import type { DmlError } from '../../contract.ts';
import type { Row } from '../../store/store.ts';
import { Decimal } from '../../values/decimal.ts';
import type { SObject } from '../../values/sobject.ts';
import type { SaveEnvironment } from '../environment.ts';
import { dmlError, integrityError, requiredMissing } from '../errors.ts';
import { sameStored } from '../same-value.ts';
import { storedValue } from '../values.ts';
import type { Work } from '../work.ts';
import { updateOpportunities } from './opportunity-totals.ts';
import type { PlatformRules } from './platform-rules.ts';

const ONE = new Decimal(1n, 0);
const HUNDRED = new Decimal(100n, 0);

/** help.salesforce.com 000383141. */
const NO_ENTRY = dmlError('FIELD_INTEGRITY_EXCEPTION', 'field integrity exception: PricebookEntryId, unknown (versions 3.0 and higher must specify pricebook entry id; others must specify product id)', ['PricebookEntryId', 'unknown']);

/** Opportunity products; Object Reference, "OpportunityLineItem". */
export const lineItemRules: PlatformRules = {
  complete(work, environment) {
    const draft = work.draft!;
    const errors = work.old ? [] : linkEntry(draft, environment);
    return errors.length ? errors : priceLine(work, draft);
  },
  afterSave: (works, environment) => updateOpportunities(works, environment),
  afterDelete: (works, environment) => updateOpportunities(works, environment),
};

/** The entry must be active and in the opportunity's price book and currency; an opportunity without a price book takes the entry's. */
function linkEntry(draft: SObject, environment: SaveEnvironment): DmlError[] {
  const { store } = environment;
  const opportunity = store.get('Opportunity', String(draft.get('OpportunityId')));
  if (!opportunity) return draft.get('OpportunityId') === null ? [requiredMissing(['OpportunityId'])] : [];
  if (draft.get('PricebookEntryId') === null) findEntry(draft, opportunity, environment);
  const entry = store.get('PricebookEntry', String(draft.get('PricebookEntryId')));
  if (!entry) return draft.get('PricebookEntryId') === null ? [NO_ENTRY] : [];
  const error = entryError(entry, opportunity, environment);
  if (error) return [error];
  if (opportunity['Pricebook2Id'] === undefined) store.put('Opportunity', { ...opportunity, Pricebook2Id: entry['Pricebook2Id']! });
  fillFromEntry(draft, entry, opportunity, environment);
  return [];
}

/** A line may name its product instead of an entry. */
function findEntry(draft: SObject, opportunity: Row, { store }: SaveEnvironment): void {
  const product = draft.get('Product2Id');
  if (product === null || opportunity['Pricebook2Id'] === undefined) return;
  const entry = store.find('PricebookEntry', 'Product2Id', product).find((row) => row['IsDeleted'] !== true && row['IsActive'] === true && row['Pricebook2Id'] === opportunity['Pricebook2Id'] && row['CurrencyIsoCode'] === opportunity['CurrencyIsoCode']);
  if (entry) draft.set('PricebookEntryId', entry['Id']!);
}

function entryError(entry: Row, opportunity: Row, { store }: SaveEnvironment): DmlError | undefined {
  const book = store.get('Pricebook2', String(entry['Pricebook2Id']));
  if (entry['IsActive'] !== true) return integrityError('PricebookEntryId', 'pricebook entry is inactive');
  if (opportunity['Pricebook2Id'] !== undefined && opportunity['Pricebook2Id'] !== entry['Pricebook2Id']) {
    return integrityError('unknown', 'pricebook entry is in a different pricebook than the one assigned to the opportunity');
  }
  if (opportunity['Pricebook2Id'] === undefined && book?.['IsActive'] !== true) return integrityError('unknown', 'the pricebook is inactive');
  if (entry['CurrencyIsoCode'] !== opportunity['CurrencyIsoCode']) return integrityError('unknown', 'currency of pricebook entry does not match currency of opportunity');
  return undefined;
}

function fillFromEntry(draft: SObject, entry: Row, opportunity: Row, { store }: SaveEnvironment): void {
  const product = store.get('Product2', String(entry['Product2Id']));
  draft.set('Product2Id', entry['Product2Id'] ?? null);
  draft.set('ProductCode', product?.['ProductCode'] ?? null);
  draft.set('ListPrice', entry['UnitPrice'] ?? null);
  draft.set('Name', `${String(opportunity['Name'])} ${String(product?.['Name'])}`.slice(0, 376));
  if (opportunity['CurrencyIsoCode'] !== undefined) draft.set('CurrencyIsoCode', opportunity['CurrencyIsoCode']);
}

/** Unit price or total price is given, the other follows from quantity and discount; never both. */
function priceLine(work: Work, draft: SObject): DmlError[] {
  const quantity = number(draft, 'Quantity');
  if (!quantity) return [requiredMissing(['Quantity'])];
  const factor = ONE.subtract((number(draft, 'Discount') ?? new Decimal(0n, 0)).divide(HUNDRED));
  return work.old ? repriceLine(work, draft, quantity, factor) : priceNewLine(work, draft, quantity, factor);
}

function priceNewLine(work: Work, draft: SObject, quantity: Decimal, factor: Decimal): DmlError[] {
  const [unitGiven, totalGiven] = [isGiven(work, 'UnitPrice'), isGiven(work, 'TotalPrice')];
  if (unitGiven && totalGiven) return [integrityError('unknown', 'only one of unit price or total price may be specified')];
  if (!unitGiven && !totalGiven) return [requiredMissing(['UnitPrice'])];
  return unitGiven ? fromUnit(draft, quantity, factor) : fromTotal(draft, quantity.multiply(factor));
}

/**
 * What an update holds constant; Object Reference, "OpportunityLineItem", Quantity and Discount: a new quantity alone holds the
 * total price, a new discount alone the unit price; both together need a price.
 */
function repriceLine(work: Work, draft: SObject, quantity: Decimal, factor: Decimal): DmlError[] {
  const [unit, total, amount, discount] = ['UnitPrice', 'TotalPrice', 'Quantity', 'Discount'].map((name) => isChanged(work, name));
  if (unit && total) return [dmlError('INVALID_FIELD', "Cannot change both 'UnitPrice' and 'TotalPrice' in update call", ['UnitPrice'])];
  if (total) return fromTotal(draft, quantity.multiply(factor));
  const [unitGiven, totalGiven] = [isGiven(work, 'UnitPrice'), isGiven(work, 'TotalPrice')];
  if (!unitGiven && !totalGiven && amount && discount) return [requiredMissing(['TotalPrice'])];
  const holdsTotal = !unitGiven && (totalGiven || amount);
  return holdsTotal ? fromTotal(draft, quantity.multiply(factor)) : fromUnit(draft, quantity, factor);
}

function fromUnit(draft: SObject, quantity: Decimal, factor: Decimal): DmlError[] {
  const unit = number(draft, 'UnitPrice');
  if (!unit) return [requiredMissing(['UnitPrice'])];
  draft.set('TotalPrice', unit.multiply(quantity).multiply(factor).setScale(2));
  draft.set('Subtotal', unit.multiply(quantity).setScale(2));
  return [];
}

function fromTotal(draft: SObject, divisor: Decimal): DmlError[] {
  const total = number(draft, 'TotalPrice');
  if (!total) return [requiredMissing(['TotalPrice'])];
  if (divisor.isZero() && !total.isZero()) return [dmlError('FIELD_INTEGRITY_EXCEPTION', 'field integrity exception: Quantity (a total price needs a quantity and a discount below 100 percent)', ['Quantity'])];
  const unit = divisor.isZero() ? new Decimal(0n, 0) : total.divide(divisor).setScale(2);
  draft.set('UnitPrice', unit);
  draft.set('Subtotal', unit.multiply(number(draft, 'Quantity')!).setScale(2));
  return [];
}

function number(draft: SObject, name: string): Decimal | null {
  const value = storedValue(draft.type.fields.get(name.toLowerCase())!, draft.get(name));
  return value instanceof Decimal ? value : null;
}

/** Whether the caller or a before trigger set this price in this save. */
function isGiven(work: Work, name: string): boolean {
  return (work.source.fields.get(name) ?? null) !== null || (isChanged(work, name) && work.draft!.get(name) !== null);
}

function isChanged({ draft, old, type }: Work, name: string): boolean {
  return !sameStored(storedValue(type.fields.get(name.toLowerCase())!, draft!.get(name)), old?.[name] ?? null);
}
