import { ConfigError } from '../config.ts';
import { ConnectorError, messageOf } from '../errors.ts';
import { adviceFor } from '../operation/advice.ts';
import { codeOf } from '../reaction.ts';
import { SalesforceApiError } from '../salesforce/errors.ts';
import { columns, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';

export type Commands = Readonly<Record<string, Command>>;

const HELP = ['help', '--help', '-h'];

/**
 * Runs the command that the arguments name and returns its exit code: 0 done, 1 not done, 2 called wrongly. Whatever is to be
 * expected becomes a message that says what to do, never a stack.
 */
export async function runCommand(commands: Commands, args: readonly string[], out: Output, err: Output): Promise<number> {
  const [name = 'serve', ...rest] = args;
  if (HELP.includes(name)) return help(commands, rest[0], out);
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
    if (!(error instanceof UsageError)) return explain(error, err);
    err.line(`${error.message}.`);
    help(commands, name, err);
    return 2;
  }
}

/** Says what went wrong and what to do about it; a stack is shown for what nobody foresaw. */
export function explain(error: unknown, err: Output): number {
  if (error instanceof ConfigError) {
    err.line(error.message);
    err.line('docs/connector.md explains each variable; `npm run connector -- connect --secret` makes a webhook secret.');
  } else if (error instanceof ConnectorError || error instanceof SalesforceApiError) {
    err.line(messageOf(error));
    err.line(`→ ${adviceFor(codeOf(error))}`);
  } else if (isSystemError(error)) {
    err.line(error.message);
    if (error.code === 'EADDRINUSE') err.line('→ Stop what listens there, or set CONNECTOR_PORT and CONNECTOR_ADMIN_PORT to free ports.');
  } else err.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** What the operating system refuses, such as a folder that may not be written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
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
