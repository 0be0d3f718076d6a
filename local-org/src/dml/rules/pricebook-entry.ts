import type { DmlError } from '../../contract.ts';
import type { Row, Store } from '../../store/store.ts';
import type { SObject } from '../../values/sobject.ts';
import type { SaveEnvironment } from '../environment.ts';
import { dmlError, integrityError, requiredMissing } from '../errors.ts';
import { sameStored } from '../same-value.ts';
import type { Work } from '../work.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Price book entries; Object Reference, "PricebookEntry". */
export const pricebookEntryRules: PlatformRules = {
  complete(work, environment) {
    const draft = work.draft!;
    const product = environment.store.get('Product2', String(draft.get('Product2Id')));
    const book = environment.store.get('Pricebook2', String(draft.get('Pricebook2Id')));
    // Missing and dangling lookups are reported by the platform's general checks.
    if (!product || !book) return [];
    draft.set('Name', product['Name'] ?? null);
    draft.set('ProductCode', product['ProductCode'] ?? null);
    const standard = standardEntry(draft, environment.store);
    const error = work.old ? undefined : (isRepeated(draft, environment.store) ?? lacksStandard(book, standard));
    return error ? [error] : price(work, draft, book, standard);
  },
  afterSave: followStandardPrice,
};

function standardEntry(draft: SObject, store: Store): Row | undefined {
  return store.find('PricebookEntry', 'Product2Id', draft.get('Product2Id')).find((row) => row['IsDeleted'] !== true && row['CurrencyIsoCode'] === (draft.get('CurrencyIsoCode') ?? undefined) && isStandard(row, store));
}

function isStandard(entry: Row, store: Store): boolean {
  return store.get('Pricebook2', String(entry['Pricebook2Id']))?.['IsStandard'] === true;
}

function isRepeated(draft: SObject, store: Store): DmlError | undefined {
  const same = store.find('PricebookEntry', 'Product2Id', draft.get('Product2Id')).some(
    (row) => row['IsDeleted'] !== true && row['Pricebook2Id'] === draft.get('Pricebook2Id') && row['CurrencyIsoCode'] === (draft.get('CurrencyIsoCode') ?? undefined),
  );
  return same ? dmlError('DUPLICATE_VALUE', 'This price definition already exists in this price book') : undefined;
}

function lacksStandard(book: Row, standard: Row | undefined): DmlError | undefined {
  return book['IsStandard'] === true || standard ? undefined : dmlError('STANDARD_PRICE_NOT_DEFINED', 'Before creating a custom price, create a standard price.');
}

function price({ source, old }: Work, draft: SObject, book: Row, standard: Row | undefined): DmlError[] {
  if (draft.get('UseStandardPrice') === true && book['IsStandard'] !== true) {
    const given = source.fields.get('UnitPrice') ?? null;
    if (given !== null && !sameStored(draft.get('UnitPrice'), old?.['UnitPrice'] ?? null)) return [integrityError('UnitPrice', 'a price can only be set where UseStandardPrice is false')];
    draft.set('UnitPrice', standard?.['UnitPrice'] ?? null);
  }
  return draft.get('UnitPrice') === null ? [requiredMissing(['UnitPrice'])] : [];
}

/** Entries that use the standard price follow it. */
function followStandardPrice(works: readonly Work[], { store }: SaveEnvironment): void {
  for (const { saved } of works) {
    if (!saved || !isStandard(saved, store)) continue;
    for (const entry of store.find('PricebookEntry', 'Product2Id', saved['Product2Id']!)) {
      const follows = entry['UseStandardPrice'] === true && entry['Id'] !== saved['Id'] && entry['CurrencyIsoCode'] === saved['CurrencyIsoCode'];
      if (follows) store.put('PricebookEntry', { ...entry, UnitPrice: saved['UnitPrice'] ?? null });
    }
  }
}

/** Products: their entries bear their name and code. */
export const productRules: PlatformRules = {
  afterSave(works, { store }) {
    for (const { saved, old } of works) {
      if (!saved || !old || (saved['Name'] === old['Name'] && saved['ProductCode'] === old['ProductCode'])) continue;
      for (const entry of store.find('PricebookEntry', 'Product2Id', saved['Id']!)) store.put('PricebookEntry', { ...entry, Name: saved['Name'] ?? null, ProductCode: saved['ProductCode'] ?? null });
    }
  },
};
