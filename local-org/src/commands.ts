import { parseArgs } from 'node:util';
import type { ApexProgram } from './apex/program.ts';
import { compileProgram } from './apex/program.ts';
import { testCommand } from './apex/testing/command.ts';
import { TestRunner } from './apex/testing/run-tests.ts';
import type { Org } from './org.ts';
import type { ApexProgramSide, ApexTestOutcome } from './org/apex-side.ts';
import { serve } from './rest/serve-command.ts';

const USAGE = `Usage:
  local-org serve [--port N] [--source DIR]… [--multi-currency] [--client-id ID] [--client-secret SECRET] [--certificate FILE]
                  [--credential NAME.PARAMETER=VALUE]… [--daily-api-requests N] [--json]
  local-org test DIR… [--filter NAME] [--workers N] [--coverage] [--multi-currency] [--json]

--certificate names the certificate or public key (PEM) that a JWT bearer login has to be signed for. --credential gives an authentication parameter of an external credential its value; so does each line of the environment
variable LOCAL_ORG_CREDENTIALS, which other users of the machine cannot see.`;

/** Serves an org until the process is told to end. */
function serveWith(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8090' },
      source: { type: 'string', multiple: true, default: [] },
      'multi-currency': { type: 'boolean', default: false },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      certificate: { type: 'string' },
      'daily-api-requests': { type: 'string' },
      credential: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  const { port, source, json } = values;
  const credentials = readCredentials([...(process.env['LOCAL_ORG_CREDENTIALS'] ?? '').split('\n'), ...values.credential]);
  if (credentials === undefined) {
    console.error('A credential is written NAME.PARAMETER=VALUE.');
    return Promise.resolve(2);
  }
  const multiCurrency = values['multi-currency'];
  const daily = values['daily-api-requests'];
  const limits = { dailyApiRequests: daily === undefined ? undefined : Number(daily) };
  const app = { clientId: values['client-id'], clientSecret: values['client-secret'], certificateFile: values.certificate };
  return serve({ port: Number(port), sources: source, multiCurrency, ...app, ...limits, credentials, json }, { compileApex: compileProgram, runTests: runSelected });
}

/** `Rates.Key=abc` by name; undefined when one of them is malformed, which then is not shown: it may be a secret. */
function readCredentials(written: readonly string[]): Record<string, string> | undefined {
  const entries = written.filter((each) => each.trim() !== '').map((each) => /^([^.=]+\.[^=]+)=(.*)$/s.exec(each.trim()));
  return entries.some((each) => each === null) ? undefined : Object.fromEntries(entries.map((each) => [each![1]!, each![2]!]));
}

/** Runs those tests of an org's program that were asked for. */
function runSelected(org: Org, program: ApexProgramSide, isWanted: (className: string, method: string) => boolean): ApexTestOutcome[] {
  const runner = new TestRunner(org, program as ApexProgram);
  return runner.testClasses().flatMap(({ decl, methods }) => {
    const chosen = methods.filter((method) => isWanted(decl.name, method.name));
    return chosen.length ? runner.runClass(decl, chosen) : [];
  });
}

/** Runs the Apex tests of folders. */
function testWith(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      filter: { type: 'string' },
      workers: { type: 'string' },
      coverage: { type: 'boolean', default: false },
      'multi-currency': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { filter, workers, coverage, json } = values;
  const multiCurrency = values['multi-currency'];
  return testCommand({ folders: positionals, coverage, json, multiCurrency, ...(filter === undefined ? {} : { filter }), ...(workers === undefined ? {} : { workers: Number(workers) }) }, (text) => console.log(text));
}

/** Runs the command that the arguments name; returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const [command = '', ...rest] = args;
  try {
    if (isHelp(args)) console.log(USAGE);
    else if (command === 'serve') return await serveWith(rest);
    else if (command === 'test') return await testWith(rest);
    else console.error(USAGE);
    return isHelp(args) ? 0 : 2;
  } catch (error) {
    if (!isMisspelt(error)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
}

function isHelp(args: readonly string[]): boolean {
  return args.some((each) => each === '--help' || each === '-h');
}

/** An option that parseArgs does not know, or one without its value. */
function isMisspelt(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
