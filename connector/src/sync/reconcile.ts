import type { SalesforceOrg } from '../salesforce/org.ts';
import type { ProductCatalogue } from './catalogue.ts';
import { allRecords } from './query-pages.ts';
import { writerTo } from './org-writer.ts';
import type { OrgWriter } from './org-writer.ts';
import type { Outcome } from './outcome.ts';
import type { FlatProduct, FlatQuote } from './records.ts';
import type { FailedItem, Written } from './steps.ts';

/**
 * Makes Salesforce equal to the quote. Every write is an upsert by external id or a delete of what should not be there,
 * so that repeating it after a crash gives the same org.
 */
export async function reconcile(org: SalesforceOrg, catalogue: ProductCatalogue, flat: FlatQuote): Promise<Written> {
  const writer = writerTo(org);
  const nothing = { failedItems: [], items: flat.items.length, itemsRemoved: 0, productsWritten: 0 };
  const common = { version: flat.version, referenceOfferings: flat.referenceOfferings };
  const superseded = (): Written => ({ outcome: 'superseded', ...nothing, ...common, salesforceRequests: writer.requests });

  const written = await writeWithProducts(writer, catalogue, flat);
  if (written === 'stale') return superseded();
  const stale = staleItems(flat, written.state);
  if (stale.length > 0 && (await writer.remove(flat, stale)).some(({ isStale }) => isStale)) return superseded();
  return {
    outcome: written.failedItems.length > 0 ? 'partial' : 'synced',
    items: flat.items.length,
    itemsRemoved: stale.length,
    failedItems: written.failedItems,
    productsWritten: written.products,
    ...common,
    salesforceRequests: writer.requests,
  };
}

interface WrittenItems {
  readonly state: readonly HeldItem[];
  readonly failedItems: readonly FailedItem[];
  readonly products: number;
}

/** What the org holds of an item. */
interface HeldItem {
  readonly Id: string;
  readonly Id__c: string | null;
  readonly Product2__c: string | null;
}

/** Writes products that the org was not given yet; and once more, with the items, those that an item came back without. */
async function writeWithProducts(
  writer: OrgWriter,
  catalogue: ProductCatalogue,
  flat: FlatQuote,
): Promise<WrittenItems | 'stale'> {
  const first = await writeOnce(writer, catalogue, flat, await catalogue.unknown(flat.products));
  if (first === 'stale') return first;
  const lost = await catalogue.lost(productsLost(flat, first));
  if (lost.length === 0) return first;
  const lostKeys = new Set(lost.map(({ key }) => key));
  const items = flat.items.filter(({ productKey }) => productKey !== null && lostKeys.has(productKey));
  const second = await writeOnce(writer, catalogue, { ...flat, items }, lost);
  if (second === 'stale') return second;
  const again = new Set(items.map(({ key }) => key));
  return {
    state: second.state,
    failedItems: [...first.failedItems.filter(({ key }) => !again.has(key)), ...second.failedItems],
    products: first.products + second.products,
  };
}

async function writeOnce(
  writer: OrgWriter,
  catalogue: ProductCatalogue,
  flat: FlatQuote,
  products: readonly FlatProduct[],
): Promise<WrittenItems | 'stale'> {
  const outcomes = await writer.write(flat, products);
  if (outcomes.some(({ isStale }) => isStale)) return 'stale';
  const refused = new Set(outcomes.flatMap((outcome) => [...outcome.products.keys()]));
  const landed = products.filter(({ key }) => !refused.has(key));
  await catalogue.remember(landed);
  const state = await allRecords(writer, outcomes.find((outcome) => outcome.state !== undefined)?.state);
  return {
    state: state as unknown as HeldItem[],
    failedItems: failedItems(flat, outcomes),
    products: landed.length,
  };
}

/** Items that were refused, and items that landed without their product because that was refused. */
function failedItems(flat: FlatQuote, outcomes: readonly Outcome[]): FailedItem[] {
  const items = new Map(outcomes.flatMap((outcome) => [...outcome.items]));
  const products = new Map(outcomes.flatMap((outcome) => [...outcome.products]));
  return flat.items.flatMap(({ key, productKey }) => {
    const own = items.get(key);
    if (own !== undefined) return [{ key, code: own.errorCode, message: own.text }];
    const product = productKey === null ? undefined : products.get(productKey);
    return product === undefined ? [] : [{ key, code: product.errorCode, message: `product ${productKey}: ${product.text}` }];
  });
}

/** Products that an item names and has not found, although none of them was refused. */
function productsLost(flat: FlatQuote, { state, failedItems: failed }: WrittenItems): FlatProduct[] {
  const excused = new Set(failed.map(({ key }) => key));
  const without = new Set(state.flatMap((item) => (item.Product2__c === null && item.Id__c !== null ? [item.Id__c] : [])));
  const keys = new Set(flat.items.flatMap(({ key, productKey }) => (without.has(key) && !excused.has(key) ? [productKey] : [])));
  return flat.products.filter(({ key }) => keys.has(key));
}

/** Salesforce's ids of the items that have left the quote. One without a key was not made by the connector, and stays. */
function staleItems(flat: FlatQuote, state: readonly HeldItem[]): string[] {
  const current = new Set(flat.items.map(({ key }) => key));
  return state.filter((item) => item.Id__c !== null && !current.has(item.Id__c)).map((item) => item.Id);
}
