import { amendment } from './amendment.ts';
import { manyItems } from './many-items.ts';
import { newQuote } from './new-quote.ts';
import { overrides } from './overrides.ts';
import { ramp } from './ramp.ts';
import { renewal } from './renewal.ts';
import type { Sample } from './sample.ts';
import { twoCurrencies } from './two-currencies.ts';
import { usage } from './usage.ts';

/** The samples in the order in which they are played, under the names that tests use. */
export const samples = {
  newQuote,
  amendment,
  renewal,
  usage,
  overrides,
  ramp,
  twoCurrencies,
  manyItems,
} as const satisfies Record<string, Sample>;
