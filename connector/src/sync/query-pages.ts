interface QueryPage {
  readonly records: readonly Record<string, unknown>[];
  readonly nextRecordsUrl?: string;
}

/** All records of a query whose first page was read already. */
export async function allRecords(
  reader: { get(path: string): Promise<unknown> },
  firstPage: unknown,
): Promise<Record<string, unknown>[]> {
  let page = firstPage as QueryPage;
  const records = [...page.records];
  while (page.nextRecordsUrl !== undefined) {
    page = (await reader.get(page.nextRecordsUrl)) as QueryPage;
    records.push(...page.records);
  }
  return records;
}
