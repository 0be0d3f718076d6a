/** One Apex transaction of the local org, with the statements it used. */
export interface ApexTransaction {
  readonly label: string;
  readonly queries: number;
  readonly dmlStatements: number;
}

interface Answer {
  readonly transactions: readonly {
    readonly sequence: number;
    readonly label: string;
    readonly limits: { readonly queries: { readonly used: number }; readonly dmlStatements: { readonly used: number } };
  }[];
}

/** Remembers where the org's list of transactions ends now; the function it returns reads those that came later. */
export async function transactionsSince(orgUrl: string): Promise<() => Promise<ApexTransaction[]>> {
  const before = (await read(orgUrl)).at(-1)?.sequence ?? -1;
  return async () => {
    const later = (await read(orgUrl)).filter(({ sequence }) => sequence > before);
    return later.map(({ label, limits }) => ({
      label,
      queries: limits.queries.used,
      dmlStatements: limits.dmlStatements.used,
    }));
  };
}

/** A view that only the local org has; Salesforce shows the same in its debug logs. */
async function read(orgUrl: string): Promise<Answer['transactions']> {
  const answer = await fetch(`${orgUrl}/local-org/transactions`);
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return ((await answer.json()) as Answer).transactions;
}
