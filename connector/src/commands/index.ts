import { ConfigError } from '../config.ts';
import { ConnectorError, messageOf } from '../errors.ts';
import { SalesforceApiError } from '../salesforce/errors.ts';
import { columns, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';

/**
 * Runs the command that the arguments name and returns its exit code: 0 done, 1 not done, 2 called wrongly. Whatever is to be
 * expected becomes a message that says what to do, never a stack.
 */
export async function runCommand(commands: Readonly<Record<string, Command>>, args: readonly string[], out: Output, err: Output): Promise<number> {
  const [name = 'serve', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) return help(commands, rest[0], out);
  const command = commands[name];
  if (command === undefined) {
    err.line(`There is no command ${name}.`);
    help(commands, undefined, err);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(commands, name, out);
  try {
    return await command.run(rest, out);
  } catch (error) {
    if (error instanceof UsageError) {
      err.line(`${error.message}.`);
      help(commands, name, err);
      return 2;
    }
    const expected = error instanceof ConfigError || error instanceof ConnectorError || error instanceof SalesforceApiError;
    err.line(expected || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message));
    return 1;
  }
}

function help(commands: Readonly<Record<string, Command>>, name: string | undefined, out: Output): number {
  const command = name === undefined ? undefined : commands[name];
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
