import Table from 'cli-table3';
import type { PlayedQuote } from '../play.ts';
import type { SeenLine, SeenQuote } from '../org/seen.ts';
import type { ApexTransaction } from '../org/transactions.ts';

const ROWS_SHOWN = 8;

/** What a sales person sees of a quote, and what it cost, as text for a terminal. */
export function quoteReport({ quoteId, seen, salesforceRequests, transactions }: PlayedQuote): string {
  if (seen === undefined) return `Quote ${quoteId} is not in Salesforce.`;
  return [heading(seen), lineTable(seen), leftOutTable(seen), costs(salesforceRequests, transactions)]
    .filter(Boolean)
    .join('\n');
}

function heading({ name, owner, outcome, error, currency, opportunity }: SeenQuote): string {
  const facts = [`owner ${owner}`, outcome];
  if (opportunity !== null)
    facts.push(
      `opportunity ${opportunity.name}`,
      `stage ${opportunity.stage}`,
      `amount ${currency} ${money(opportunity.amount ?? 0)}`,
      `${opportunity.priceBook ?? 'no price book'}`,
    );
  return [name, `  ${facts.join(' · ')}`, ...(error === null ? [] : [`  Error: ${error}`])].join('\n');
}

function lineTable({ lines }: SeenQuote): string {
  if (lines.length === 0) return '  No Opportunity Products.';
  const rows = lines.map((line) => [
    line.product,
    { content: String(line.quantity), hAlign: 'right' as const },
    { content: `${line.currency} ${money(line.amount)}`, hAlign: 'right' as const },
    remark(line),
  ]);
  return table(['Opportunity Product', 'Quantity', 'Amount', ''], rows);
}

function leftOutTable({ leftOut }: SeenQuote): string {
  if (leftOut.length === 0) return '';
  return table(
    ['Left out', 'Reason'],
    leftOut.map(({ item, reason }) => [item, reason]),
  );
}

function remark({ madeByHand, quantity, quoteQuantity }: SeenLine): string {
  if (madeByHand) return 'made by hand';
  return quoteQuantity !== null && quoteQuantity !== quantity ? `quote says ${quoteQuantity}` : '';
}

function costs(requests: readonly number[], transactions: readonly ApexTransaction[]): string {
  const statements = [...countsByLabel(transactions)].map(
    ([label, { queries, dmlStatements, count }]) =>
      `${label}${count > 1 ? ` (${count} times)` : ''} ${queries} SOQL ${dmlStatements} DML`,
  );
  return [
    `  Requests to Salesforce, each time it changed: ${requests.join(', ') || 'none'}`,
    ...(statements.length === 0 ? [] : [`  At most, per Apex transaction: ${statements.join(' · ')}`]),
  ].join('\n');
}

function countsByLabel(
  transactions: readonly ApexTransaction[],
): Map<string, { queries: number; dmlStatements: number; count: number }> {
  const counts = new Map<string, { queries: number; dmlStatements: number; count: number }>();
  for (const { label, queries, dmlStatements } of transactions) {
    const before = counts.get(label) ?? { queries: 0, dmlStatements: 0, count: 0 };
    counts.set(label, {
      queries: Math.max(before.queries, queries),
      dmlStatements: Math.max(before.dmlStatements, dmlStatements),
      count: before.count + 1,
    });
  }
  return counts;
}

type Cells = (string | { content: string; hAlign: 'right' })[];

function table(head: string[], rows: Cells[]): string {
  const shown = rows.slice(0, rows.length > ROWS_SHOWN + 1 ? ROWS_SHOWN : rows.length);
  const output = new Table({ head, style: { head: [], border: [], compact: true } });
  output.push(...shown);
  const rest = rows.length - shown.length;
  return [indented(output.toString()), ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
