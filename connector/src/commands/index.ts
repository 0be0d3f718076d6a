import packageJson from '../../../package.json' with { type: 'json' };
import { columns, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { explain, explanationOf } from './explain.ts';

export type Commands = Readonly<Record<string, Command>>;

const HELP = ['help', '--help', '-h'];
const VERSION = ['version', '--version'];

/**
 * Runs the command that the arguments name and returns its exit code: 0 done, 1 not done, 2 called wrongly. Whatever is to be
 * expected becomes a message that says what to do, never a stack.
 */
export async function runCommand(commands: Commands, args: readonly string[], out: Output, err: Output): Promise<number> {
  const [name = 'serve', ...rest] = args;
  if (HELP.includes(name)) return help(commands, rest[0], out);
  if (VERSION.includes(name)) {
    out.line(packageJson.version);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    err.line(`There is no command ${name}.`);
    help(commands, undefined, err);
    return 2;
  }
  if (rest.some((each) => each !== 'help' && HELP.includes(each))) return help(commands, name, out);
  try {
    return await command.run(rest, out);
  } catch (error) {
    if (rest.includes('--json')) return failureAsJson(error, out, err);
    if (!(error instanceof UsageError)) {
      explain(error, err);
      return 1;
    }
    err.line(`${error.message}.`);
    help(commands, name, err);
    return 2;
  }
}

/** A program that asked for a document gets one of a failure, too. */
function failureAsJson(error: unknown, out: Output, err: Output): number {
  const isUsage = error instanceof UsageError;
  const explanation = isUsage ? { code: 'USAGE', message: `${error.message}.`, mend: '--help tells the options.' } : explanationOf(error);
  if (explanation === undefined) explain(error, err);
  else out.json({ error: explanation });
  return isUsage ? 2 : 1;
}

function help(commands: Commands, name: string | undefined, out: Output): number {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) {
    out.line(`npm run connector -- ${name}  ${command.summary}`);
    for (const line of command.usage) out.line(`  ${line}`);
    return 0;
  }
  out.line('npm run connector -- COMMAND [OPTION …]');
  columns(Object.entries(commands).map(([each, { summary }]) => [`  ${each}`, summary])).forEach((line) => out.line(line));
  out.line('npm run connector -- COMMAND --help tells the options. The configuration is read from the environment: docs/connector.md.');
  return 0;
}
