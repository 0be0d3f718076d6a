import type { FieldDefinition, PicklistValue } from '../schema/sobject-type.ts';
import type { Transaction } from '../transaction.ts';

const CURRENCY_NAMES = new Intl.DisplayNames('en-US', { type: 'currency' });

/**
 * What describe says of a picklist. The values of CurrencyIsoCode are records: the active currencies of the org, which
 * Salesforce labels by their names (REST API, sObject Describe of a multi-currency org).
 */
export function picklistValuesOf(tx: Transaction, field: FieldDefinition): readonly PicklistValue[] {
  if (field.name !== 'CurrencyIsoCode' || !tx.schema.multiCurrency) return field.picklistValues;
  const active = tx.data.rows(tx, 'CurrencyType').filter((row) => row.get('IsActive') === true);
  const values = active.map((row): PicklistValue => {
    const value = String(row.get('IsoCode'));
    return { value, label: nameOf(value), active: true, isDefault: row.get('IsCorporate') === true };
  });
  return values.toSorted((left, right) => (left.value < right.value ? -1 : 1));
}

/** Salesforce writes "U.S. Dollar" where Unicode's names have "US Dollar". */
function nameOf(isoCode: string): string {
  return (CURRENCY_NAMES.of(isoCode) ?? isoCode).replace(/^US /, 'U.S. ');
}
