/** One transaction of the local org in which something was saved or a job ran, with the statements it used. */
export interface ApexTransaction {
  /** The object that a request saved, or the class of the job. */
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
    return later
      .map(({ label, limits }) => ({
        label: shortLabel(label),
        queries: limits.queries.used,
        dmlStatements: limits.dmlStatements.used,
      }))
      .filter(({ label, queries, dmlStatements }) => label !== READ && queries + dmlStatements > 0);
  };
}

const READ = 'read';

/** `PATCH composite/sobjects/QuoteItem__c/Id__c` is a save of QuoteItem__c, `Queueable QuoteSyncJob` a job. */
function shortLabel(label: string): string {
  const [kind = '', subject = ''] = label.split(' ');
  if (kind === 'GET') return READ;
  if (kind === 'DELETE') return 'delete';
  return /sobjects\/(\w+)/.exec(subject)?.[1] ?? subject;
}

/** A view that only the local org has; Salesforce shows the same in its debug logs. */
async function read(orgUrl: string): Promise<Answer['transactions']> {
  const answer = await fetch(`${orgUrl}/local-org/transactions`);
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return ((await answer.json()) as Answer).transactions;
}
