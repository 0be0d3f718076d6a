import type { FunctionItem, SelectItem } from './ast.ts';

export const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** Functions that take a date apart; SOQL Reference, "Date Functions". */
export const DATE_FUNCTIONS: ReadonlySet<string> = new Set([
  'CALENDAR_MONTH', 'CALENDAR_QUARTER', 'CALENDAR_YEAR', 'DAY_IN_MONTH', 'DAY_IN_WEEK', 'DAY_IN_YEAR', 'DAY_ONLY',
  'FISCAL_MONTH', 'FISCAL_QUARTER', 'FISCAL_YEAR', 'HOUR_IN_DAY', 'WEEK_IN_MONTH', 'WEEK_IN_YEAR',
]);

/** Functions that leave a value as it is but for its presentation. */
export const PRESENTATION_FUNCTIONS: ReadonlySet<string> = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE', 'DISTANCE']);

export function isAggregate(item: SelectItem | { kind: 'field' }): boolean {
  return item.kind === 'function' && AGGREGATES.has((item as FunctionItem).name);
}
