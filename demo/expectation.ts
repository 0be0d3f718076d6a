import type { SeenLine, SeenQuote } from './org/seen.ts';
import type { ExpectedLine, Expectation } from './samples/sample.ts';

/** Every difference between what a sample expects and what is seen, in words; empty when all is as expected. */
export function differences(expected: Expectation, seen: SeenQuote | undefined): string[] {
  if (seen === undefined) return [`quote ${expected.quoteId} is not in Salesforce`];
  const opportunity = seen.opportunity;
  const pairs: [string, unknown, unknown][] = [
    ['name', expected.name, seen.name],
    ['owner', expected.owner, seen.owner],
    ['outcome', expected.outcome, seen.outcome],
    ['error', null, seen.error],
    ['currency', expected.currency, seen.currency],
    ['stage', expected.stage, opportunity?.stage ?? null],
    ['opportunity amount', expected.opportunityAmount, opportunity?.amount ?? null],
    ['price book', expected.priceBook, opportunity?.priceBook ?? null],
    ...lineFacts(expected, seen),
    ...leftOutFacts(expected, seen),
    [
      'currencies of the lines',
      [],
      seen.lines.map(({ currency }) => currency).filter((currency) => currency !== expected.currency),
    ],
  ];
  return pairs.flatMap(([what, wanted, found]) =>
    JSON.stringify(wanted) === JSON.stringify(found)
      ? []
      : [`${what}: expected ${JSON.stringify(wanted)}, seen ${JSON.stringify(found)}`],
  );
}

function lineFacts({ lines }: Expectation, seen: SeenQuote): [string, unknown, unknown][] {
  if (!('count' in lines)) return [['lines', lines.map(expectedText), seen.lines.map(seenText)]];
  const amount = seen.lines.reduce((sum, line) => sum + line.amount, 0);
  return [['number and amount of lines', lines, { count: seen.lines.length, amount }]];
}

function leftOutFacts({ leftOut }: Expectation, seen: SeenQuote): [string, unknown, unknown][] {
  if (!('count' in leftOut)) return [['left out', leftOut, seen.leftOut]];
  const reasons = [...new Set(seen.leftOut.map(({ reason }) => reason))].join(', ');
  return [['left out', leftOut, { count: seen.leftOut.length, reason: reasons }]];
}

function expectedText({ product, quantity, amount, quoteQuantity, madeByHand }: ExpectedLine): string {
  return lineText(product, quantity, amount, madeByHand === true, quoteQuantity);
}

function seenText({ product, quantity, amount, quoteQuantity, madeByHand }: SeenLine): string {
  return lineText(
    product,
    quantity,
    amount,
    madeByHand,
    quoteQuantity !== null && quoteQuantity !== quantity ? quoteQuantity : undefined,
  );
}

function lineText(
  product: string,
  quantity: number,
  amount: number,
  madeByHand: boolean,
  quoteQuantity: number | undefined,
): string {
  const remarks = [
    madeByHand ? ' made by hand' : '',
    quoteQuantity === undefined ? '' : ` (quote: ${quoteQuantity})`,
  ].join('');
  return `${product} × ${quantity} = ${amount}${remarks}`;
}
