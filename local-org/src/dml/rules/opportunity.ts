import type { DmlError } from '../../contract.ts';
import type { Row, Store } from '../../store/store.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import type { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import type { SaveEnvironment } from '../environment.ts';
import { integrityError } from '../errors.ts';
import { sameStored } from '../same-value.ts';
import { storedValue } from '../values.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Opportunities; Object Reference, "Opportunity". */
export const opportunityRules: PlatformRules = {
  complete(work, environment) {
    const draft = work.draft!;
    const error = work.old && refusedWithLines(draft, work.old, environment);
    if (error) return [error];
    applyStage(draft, work.old, environment);
    applyDates(draft);
    draft.set('ExpectedRevenue', expectedRevenue(draft.get('Amount'), draft.get('Probability')));
    return [];
  },
};

/** With products, the amount is theirs, and neither price book nor currency can change. */
function refusedWithLines(draft: SObject, old: Row, { store }: SaveEnvironment): DmlError | undefined {
  if (!hasLines(old['Id'] as string, store)) return undefined;
  if (isChanged(draft, old, 'Pricebook2Id')) return integrityError('Pricebook2Id', 'the price book of an opportunity with products cannot be changed');
  if (isChanged(draft, old, 'CurrencyIsoCode')) return integrityError('CurrencyIsoCode', 'the currency of an opportunity with products cannot be changed');
  draft.set('Amount', old['Amount'] ?? null);
  draft.set('TotalOpportunityQuantity', old['TotalOpportunityQuantity'] ?? null);
  return undefined;
}

/** Whether an opportunity has products. */
export function hasLines(id: string, store: Store): boolean {
  return store.find('OpportunityLineItem', 'OpportunityId', id).some((row) => row['IsDeleted'] !== true);
}

function isChanged(draft: SObject, old: Row | null, name: string): boolean {
  const field = draft.type.fields.get(name.toLowerCase());
  return field !== undefined && !sameStored(storedValue(field, draft.get(name)), old?.[name] ?? null);
}

/** The stage gives probability and forecast category, unless the same save sets them. */
function applyStage(draft: SObject, old: Row | null, { store, tx }: SaveEnvironment): void {
  const stage = stageRow(String(draft.get('StageName') ?? ''), store);
  const stageChanged = old === null || isChanged(draft, old, 'StageName');
  if (stageChanged) {
    if (!isChanged(draft, old, 'Probability') || draft.get('Probability') === null) draft.set('Probability', stage?.['DefaultProbability'] ?? new Decimal(0n, 0));
    if (!isChanged(draft, old, 'ForecastCategoryName')) draft.set('ForecastCategoryName', stage?.['ForecastCategoryName'] ?? 'Pipeline');
    if (old) draft.set('LastStageChangeDate', new DatetimeValue(Math.floor(tx.now() / 1000) * 1000));
  }
  draft.set('IsClosed', stage?.['IsClosed'] ?? false);
  draft.set('IsWon', stage?.['IsWon'] ?? false);
  const category = draft.get('ForecastCategoryName');
  draft.set('ForecastCategory', category === null ? null : (CATEGORIES[String(category)] ?? null));
}

const CATEGORIES: Readonly<Record<string, string>> = { Omitted: 'Omitted', Pipeline: 'Pipeline', 'Best Case': 'BestCase', 'Most Likely': 'MostLikely', Commit: 'Forecast', Closed: 'Closed' };

function stageRow(label: string, store: Store): Row | undefined {
  return store.find('OpportunityStage', 'MasterLabel', label)[0];
}

function applyDates(draft: SObject): void {
  const close = draft.get('CloseDate');
  if (!(close instanceof DateValue)) return;
  const quarter = Math.floor((close.month - 1) / 3) + 1;
  draft.set('FiscalYear', close.year);
  draft.set('FiscalQuarter', quarter);
  draft.set('Fiscal', `${close.year} ${quarter}`);
}

/** Amount times probability. */
export function expectedRevenue(amount: Value, probability: Value): Value {
  if (!(amount instanceof Decimal) && typeof amount !== 'number') return null;
  const [a, p] = [amount, probability ?? 0].map((value) => (value instanceof Decimal ? value : Decimal.fromNumber(Number(value)))) as [Decimal, Decimal];
  return a.multiply(p).divide(new Decimal(100n, 0)).setScale(2);
}
