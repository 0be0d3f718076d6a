import { resolve } from 'node:path';
import { differences } from './expectation.ts';
import { HELP, readOptions } from './options.ts';
import type { Options } from './options.ts';
import { play } from './play.ts';
import { addresses } from './report/addresses.ts';
import { quoteReport } from './report/quote-report.ts';
import { samples } from './samples/index.ts';
import { currenciesOf, ownQuote, QuoteFileError } from './samples/own-quote.ts';
import type { Sample } from './samples/sample.ts';
import { startStack } from './stack/stack.ts';
import type { Stack } from './stack/stack.ts';

/** The exit code that shells give to a program ended by Ctrl-C. */
const INTERRUPTED = 130;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Plays samples and prints each quote; returns how many differences to the expectations there were. */
async function playAll(stack: Stack, played: readonly Sample[]): Promise<number> {
  let found = 0;
  for (const [index, sample] of played.entries()) {
    say(`\n── ${index + 1}  ${sample.title}`);
    for (const quote of await play(stack, sample)) {
      say(`\n${quoteReport(quote)}`);
      const expected = sample.expected.filter(({ quoteId }) => quoteId === quote.quoteId);
      const lines = [...quote.failures, ...expected.flatMap((entry) => differences(entry, quote.seen))];
      if (lines.length > 0) say(lines.map((line) => `  ✗ ${line}`).join('\n'));
      else if (expected.length > 0) say('  ✓ as expected');
      found += lines.length;
    }
  }
  return found;
}

/** Plays until the end, or until a signal; whatever happens, nothing keeps running. */
async function run(options: Options): Promise<number> {
  const played = options.quoteFile === undefined ? Object.values(samples) : [ownQuote(resolve(options.quoteFile))];
  const interruption = untilInterrupted();
  const stack = await startStack([...new Set(played.flatMap(currenciesOf))], say).catch((error: unknown) => {
    // Ctrl-C goes to every process of the terminal, so the parts may end before all of them have started.
    if (interruption.happened()) return undefined;
    throw error;
  });
  if (stack === undefined) return INTERRUPTED;
  try {
    const found = await Promise.race([playAll(stack, played), interruption.promise]);
    if (found === undefined) return INTERRUPTED;
    if (found > 0 || options.quoteFile === undefined) say(verdict(found));
    if (!options.once) {
      say(addresses(stack, firstQuote(played), new Date()));
      await interruption.promise;
    }
    return found === 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

function firstQuote(played: readonly Sample[]): string {
  const step = played.flatMap(({ steps }) => steps).find((entry) => 'publish' in entry);
  return step === undefined ? 'quote' : step.publish.id;
}

function untilInterrupted(): { promise: Promise<undefined>; happened: () => boolean } {
  let happened = false;
  const promise = new Promise<undefined>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        happened = true;
        done(undefined);
      });
    }
  });
  return { promise, happened: () => happened };
}

function verdict(differencesFound: number): string {
  if (differencesFound === 0) return '\nEverything ended as expected.';
  return `\n${differencesFound} ${differencesFound === 1 ? 'thing' : 'things'} did not end as expected.`;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    say(HELP);
    return 0;
  }
  return run(options);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isForUser =
      error instanceof QuoteFileError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    process.stderr.write(
      `${isForUser ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(isForUser ? 2 : 1);
  },
);
