import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { faultLines, jsonFaults } from '../../connector/src/json-faults.ts';
import { quoteSchema } from '../../connector/src/monetizenow/quote-schema.ts';
import type { QuoteDocument } from '../stand-in/documents.ts';
import type { Sample } from './sample.ts';

/** The user's document cannot be played; each line says where it is wrong and why. */
export class QuoteFileError extends Error {
  override readonly name = 'QuoteFileError';

  constructor(file: string, lines: readonly string[]) {
    super(`${file} is not a quote document:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
}

// What the documents of MonetizeNow always have, and what an account or opportunity made for the quote needs.
const required = z.object({
  description: z.string(),
  accountName: z.string().nullish(),
  opportunity: z.object({ name: z.string().nullish() }).nullish(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected a currency code of three capital letters')
    .nullish(),
});

/** Reads a quote document and makes a sample of it: the account and the opportunity that it names are there, so that it can land. */
export function ownQuote(file: string): Sample {
  const document = readDocument(file);
  return {
    title: `Your quote ${document.id}`,
    customers: customersOf(document),
    steps: [{ publish: document }],
    expected: [],
  };
}

function readDocument(file: string): QuoteDocument {
  const json = parse(file);
  const faults = [quoteSchema.safeParse(json), required.safeParse(json)].flatMap(({ error }) =>
    error === undefined ? [] : faultLines(jsonFaults(error)),
  );
  if (faults.length > 0) throw new QuoteFileError(file, [...new Set(faults)]);
  return json as QuoteDocument;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new QuoteFileError(file, [`$: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function customersOf({ id, accountId, accountName, opportunity, currency }: QuoteDocument): Sample['customers'] {
  const opportunityId = opportunity?.id ?? undefined;
  const known = accountId ?? undefined;
  if (known === undefined && opportunityId === undefined) return [];
  const name = accountName ?? known ?? `Account of ${id}`;
  const sale = { name: opportunity?.name ?? `Opportunity ${opportunityId}`, currency: currency ?? 'USD' };
  return [
    {
      // An opportunity needs an account, also where the quote names none.
      account: { id: known ?? `account of ${id}`, name, owner: 'Ada Lind' },
      opportunities: opportunityId === undefined ? [] : [{ id: opportunityId, owner: 'Ben Okoro', ...sale }],
    },
  ];
}

/** The currencies of a sample's quotes and opportunities. */
export function currenciesOf(sample: Sample): string[] {
  const ofQuotes = sample.steps.flatMap((step) => ('publish' in step ? [step.publish.currency] : []));
  const ofOpportunities = sample.customers.flatMap(({ opportunities }) =>
    opportunities.map(({ currency }) => currency),
  );
  return [...new Set([...ofQuotes, ...ofOpportunities].filter((code) => typeof code === 'string'))];
}
