import { ConnectorError } from '../errors.ts';
import { SalesforceApiError } from '../salesforce/errors.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Tenant } from '../tenant.ts';
import { columns, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readArguments } from './options.ts';
import { TENANT_USAGE, tenantOf, tenantOption } from './tenants.ts';

/** What the package answers of a quote: the structure SyncExplanation of its Apex. */
interface Explanation {
  readonly outcome: string;
  readonly outcomeText: string | null;
  readonly faults: readonly Reason[];
  readonly gates: readonly (Reason & { readonly isOpen: boolean })[];
  readonly lines: readonly {
    readonly key: string;
    readonly productName: string | null;
    readonly action: string;
    readonly reason: Reason;
    readonly changes: readonly { readonly label: string; readonly before?: unknown; readonly after?: unknown }[];
  }[];
}

interface Reason {
  readonly code: string;
  readonly text: string | null;
}

/** What a sync of a quote would change in Salesforce now, and why: nothing is written. */
export function previewCommand(tenants: () => readonly Tenant[], orgOf: (tenant: Tenant) => SalesforceOrg): Command {
  return {
    summary: 'what a sync of a quote would change in Salesforce now, and why; nothing is written',
    usage: ['QUOTE         id of the quote in MonetizeNow', TENANT_USAGE, '--json        the whole explanation, with each gate'],
    async run(args, out) {
      const { values, positionals } = readArguments(args, { tenant: tenantOption, json: { type: 'boolean', default: false } });
      const [quoteId] = positionals;
      if (quoteId === undefined || positionals.length > 1) throw new UsageError('preview needs the id of one quote');
      const explanation = await explanationFrom(orgOf(tenantOf(tenants(), values.tenant)), quoteId);
      if (values.json) out.json(explanation);
      else show(explanation, out);
      return 0;
    },
  };
}

/** Asks the package. That it does not have the quote says nothing of MonetizeNow, which the same code is about elsewhere. */
async function explanationFrom(org: SalesforceOrg, quoteId: string): Promise<Explanation> {
  try {
    return (await org.get(`/services/apexrest/monetizenow/quotes/${encodeURIComponent(quoteId)}`)) as Explanation;
  } catch (error) {
    if (!(error instanceof SalesforceApiError) || error.errorCode !== 'QUOTE_NOT_FOUND') throw error;
    throw new ConnectorError('QUOTE_NOT_IN_SALESFORCE', { details: [quoteId], cause: error });
  }
}

function show({ outcome, outcomeText, faults, gates, lines }: Explanation, out: Output): void {
  out.line(`${outcome}: ${outcomeText ?? ''}`);
  for (const { code, text } of faults) out.line(`fault ${code}: ${text ?? ''}`);
  for (const { code, text, isOpen } of gates) if (!isOpen) out.line(`gate ${code}: ${text ?? ''}`);
  const rows = lines.map(({ key, productName, action, reason, changes }) => [
    productName ?? key,
    action,
    changes.map(({ label, before, after }) => `${label} ${shown(before)} → ${shown(after)}`).join(', '),
    reason.code,
  ]);
  if (rows.length > 0) columns([['PRODUCT', 'ACTION', 'CHANGES', 'REASON'], ...rows]).forEach((line) => out.line(line));
}

function shown(value: unknown): string {
  return value === undefined || value === null ? '–' : String(value);
}
