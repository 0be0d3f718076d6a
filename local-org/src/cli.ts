import { parseArgs } from 'node:util';
import { serve } from './rest/serve-command.ts';

const USAGE = `Usage:
  local-org serve [--port N] [--source DIR]… [--multi-currency] [--client-id ID] [--client-secret SECRET] [--json]
  local-org test DIR… [--json] [--class NAME]…`;

/** The command line; ends with 0 when all went well. */
async function main(): Promise<number> {
  const [command = '', ...rest] = process.argv.slice(2);
  if (command === 'serve') return serve(serveOptions(rest));
  if (command === 'test') {
    const { runTestCommand } = (await import('./apex/testing/command.ts' as string)) as { runTestCommand(args: readonly string[]): Promise<number> | number };
    return runTestCommand(rest);
  }
  console.error(USAGE);
  return 2;
}

function serveOptions(args: string[]): Parameters<typeof serve>[0] {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8090' },
      source: { type: 'string', multiple: true, default: [] },
      'multi-currency': { type: 'boolean', default: false },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  return { port: Number(values.port), sources: values.source, multiCurrency: values['multi-currency'], clientId: values['client-id'], clientSecret: values['client-secret'], json: values.json };
}

process.exitCode = await main();
