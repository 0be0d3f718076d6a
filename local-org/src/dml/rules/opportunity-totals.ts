import type { Row } from '../../store/store.ts';
import { Decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import type { SaveEnvironment } from '../environment.ts';
import { updateParent } from '../parent-update.ts';
import { sameStored } from '../same-value.ts';
import type { Work } from '../work.ts';
import { expectedRevenue } from './opportunity.ts';

/**
 * Sums the products of opportunities up into them. An opportunity that changes by it runs its own triggers, and what they
 * refuse is refused to the products.
 */
export function updateOpportunities(works: readonly Work[], environment: SaveEnvironment): void {
  for (const id of new Set(works.map(opportunityIdOf))) {
    const old = environment.store.get('Opportunity', id);
    if (!old || old['IsDeleted'] === true) continue;
    const totals = totalsOf(old, environment);
    const changed = Object.entries(totals).some(([name, value]) => !sameStored(value, old[name] ?? null));
    const errors = changed ? updateParent(environment.schema.find('Opportunity')!, old, totals, environment) : [];
    if (errors.length) for (const work of works) if (opportunityIdOf(work) === id) work.errors.push(...errors);
  }
}

function opportunityIdOf({ saved, old }: Work): string {
  return String((saved ?? old)!['OpportunityId']);
}

function totalsOf(opportunity: Row, { store }: SaveEnvironment): Record<string, Value> {
  const lines = store.find('OpportunityLineItem', 'OpportunityId', opportunity['Id']!).filter((row) => row['IsDeleted'] !== true);
  if (lines.length === 0) return { HasOpportunityLineItem: false, Amount: new Decimal(0n, 2), TotalOpportunityQuantity: null, ExpectedRevenue: new Decimal(0n, 2) };
  const amount = sum(lines, 'TotalPrice');
  return {
    HasOpportunityLineItem: true,
    Amount: amount,
    TotalOpportunityQuantity: sum(lines, 'Quantity'),
    ExpectedRevenue: expectedRevenue(amount, opportunity['Probability'] ?? null),
  };
}

function sum(lines: readonly Row[], name: string): Decimal {
  return lines.map((line) => line[name]).reduce<Decimal>((total, value) => (value instanceof Decimal ? total.add(value) : total), new Decimal(0n, 2));
}
