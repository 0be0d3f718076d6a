import { summaryValue } from '../dml/roll-up.ts';
import type { OrgData } from './data.ts';

/** Fills roll-up summaries that came with a deployment for the records that are there already. */
export function recomputeSummaries(data: OrgData): void {
  for (const type of data.state.schema.all()) {
    const fields = [...type.fields.values()].filter((field) => field.summary);
    if (fields.length === 0) continue;
    for (const row of data.store.rows(type.name)) {
      const values = fields.map((field) => [field.name, summaryValue(field, row['Id'] as string, data.store, data.state.schema.find(field.summary!.childObject)!)] as const);
      data.putRow(type.name, { ...row, ...Object.fromEntries(values) });
    }
  }
}
