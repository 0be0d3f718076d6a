import { parseArgs } from 'node:util';

export interface Options {
  readonly once: boolean;
  readonly help: boolean;
  readonly quoteFile: string | undefined;
}

export const HELP = `npm start [-- OPTION…]

Starts a Salesforce org on this machine, deploys the package to it, starts the connector and a stand-in for
MonetizeNow, plays the sample quotes and shows what a sales person sees. Then everything stays up until Ctrl-C.

  --once         stop everything after the samples; exit 0 if all ended as expected, 1 if not
  --quote FILE   play the quote document in FILE (JSON as GET /api/quotes/{id} answers it) instead of the samples
  --help         show this text
`;

/** Reads the command line; throws a message for the user on anything it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, quote: { type: 'string' } },
    allowPositionals: false,
  });
  return { once: values.once ?? false, help: values.help ?? false, quoteFile: values.quote };
}
