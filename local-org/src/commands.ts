import { parseArgs } from 'node:util';
import type { ApexProgram } from './apex/program.ts';
import { compileProgram } from './apex/program.ts';
import { testCommand } from './apex/testing/command.ts';
import { TestRunner } from './apex/testing/run-tests.ts';
import type { Org } from './org.ts';
import type { ApexProgramSide, ApexTestOutcome } from './org/apex-side.ts';
import { serve } from './rest/serve-command.ts';

const USAGE = `Usage:
  local-org serve [--port N] [--source DIR]… [--multi-currency] [--client-id ID] [--client-secret SECRET] [--json]
  local-org test DIR… [--filter NAME] [--workers N] [--coverage] [--multi-currency] [--json]`;

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
      json: { type: 'boolean', default: false },
    },
  });
  const { port, source, json } = values;
  const multiCurrency = values['multi-currency'];
  return serve({ port: Number(port), sources: source, multiCurrency, clientId: values['client-id'], clientSecret: values['client-secret'], json }, { compileApex: compileProgram, runTests: runSelected });
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
  if (command === 'serve') return serveWith(rest);
  if (command === 'test') return testWith(rest);
  console.error(USAGE);
  return 2;
}
