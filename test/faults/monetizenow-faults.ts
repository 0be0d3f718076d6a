import { json } from './proxy.ts';
import type { Answer, Fault, Passing } from './proxy.ts';
import { pickWeighted } from './random.ts';
import type { Random, Weighted } from './random.ts';

/** How many changes back a replica may be. */
const FURTHEST_BEHIND = 3;

/** What MonetizeNow, or the network before it, does to a read, each as often as its weight says. */
export function monetizenowFault(random: Random): { readonly name: string; readonly fault: Fault } {
  const choices: Weighted<readonly [string, () => Fault]> = [
    [3, ['429', () => answer(json(429, { status: 429, message: 'Too Many Requests' }, { 'retry-after': String(random.below(2)) }))]],
    [2, ['500', () => answer(json(500, { status: '500 INTERNAL_SERVER_ERROR', message: 'Unexpected error' }))]],
    [2, ['502 as a page', () => answer({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad Gateway</html>' })]],
    [2, ['cut before', () => ({ kind: 'cut', when: 'before' })]],
    [2, ['cut in the answer', () => ({ kind: 'cut', when: 'middle' })]],
    [2, ['slow body', () => ({ kind: 'drip', ms: random.between(200, 1_500) })]],
    [2, ['held', () => ({ kind: 'hold', ms: random.between(100, 2_000) })]],
  ];
  const [name, fault] = pickWeighted(random, choices);
  return { name, fault: fault() };
}

function answer(given: Answer): Fault {
  return { kind: 'answer', answer: given };
}

/**
 * What a replica answers that lags behind: an older state of the quote, or that there is none yet. `history` has every state of a
 * quote, the latest last; none of one that is deleted: nothing tells of a deletion but the absence of the quote, so that who asks a replica
 * which still has it cannot know better.
 */
export function staleRead(
  random: Random,
  { url }: Passing,
  history: (quoteId: string) => readonly unknown[],
): { readonly name: string; readonly fault: Fault } | undefined {
  const quoteId = decodeURIComponent(/^\/api\/quotes\/([^/?]+)/.exec(url)?.[1] ?? '');
  const states = history(quoteId);
  if (states.length === 0) return undefined;
  const index = states.length - 1 - random.between(1, FURTHEST_BEHIND);
  if (index < 0) return { name: 'not there yet', fault: answer(json(404, { status: 404, message: `Quote ${quoteId} not found` })) };
  return { name: 'stale read', fault: answer(json(200, states[index])) };
}
