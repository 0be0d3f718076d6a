import { describe, expect, it } from 'vitest';
import type { Command } from '../../../connector/src/commands/command.ts';
import { outputTo, UsageError } from '../../../connector/src/commands/command.ts';
import { readOptions } from '../../../connector/src/commands/options.ts';
import { ConfigError } from '../../../connector/src/config.ts';
import { ConnectorError } from '../../../connector/src/errors.ts';
import { SalesforceApiError } from '../../../connector/src/salesforce/errors.ts';
import { runner } from '../support/run-command.ts';

const command = (run: Command['run'] = async () => 0): Command => ({ summary: 'does something', usage: ['--loud  louder'], run });
const failing = (error: unknown) => runner({ work: command(() => Promise.reject(error)) })('work');

describe('a command line', () => {
  it('without a command runs serve', async () => {
    const run = runner({ serve: command(async (_args, out) => (out.line('serving'), 0)) });
    expect(await run()).toEqual({ code: 0, out: 'serving\n', err: '' });
  });

  it.each([['help'], ['--help'], ['-h']])('%s lists the commands with what they do', async (...args) => {
    const { code, out, err } = await runner({ serve: command(), work: command() })(...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ {2}serve +does something\n {2}work +does something$/m);
    expect(out).toContain('docs/connector.md');
  });

  it.each([[['work', '--help']], [['work', '-h']], [['help', 'work']]])('%s tells the options of a command, and runs nothing', async (args) => {
    const run = runner({ work: command(() => Promise.reject(new Error('ran'))) });
    expect(await run(...args)).toEqual({ code: 0, out: 'npm run connector -- work  does something\n  --loud  louder\n', err: '' });
  });

  it.each(['nothing', 'toString'])('with an unknown command (%s) is a wrong call and lists those that there are', async (name) => {
    const { code, out, err } = await runner({ work: command() })(name);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^There is no command ${name}\\.\n[\\s\\S]*  work`));
  });

  it('with an unknown option is a wrong call that names it and the known ones', async () => {
    const run = runner({ work: command(async (args) => (readOptions(args, { loud: { type: 'boolean' } }), 0)) });
    expect(await run('work', '--quiet')).toEqual({ code: 2, out: '', err: "Unknown option '--quiet'.\nnpm run connector -- work  does something\n  --loud  louder\n" });
    expect((await run('work', 'harder')).err).toContain('"harder" is not expected here.');
  });
});

describe('a command that fails', () => {
  it('says what to do next for an error that is known', async () => {
    expect(await failing(new ConnectorError('ORG_MISMATCH'))).toMatchObject({ code: 1, err: expect.stringMatching(/another org[^]*\n→ The connection leads to another org than SALESFORCE_ORG_ID/) });
    const login = new SalesforceApiError({ errorCode: 'LOGIN_FAILED', message: 'invalid_client', statusCode: 400 });
    expect(await failing(login)).toMatchObject({ code: 1, err: expect.stringMatching(/^LOGIN_FAILED: invalid_client\n→ Check SALESFORCE_URL/) });
  });

  it('names every fault of the configuration and where variables are explained', async () => {
    const { code, err } = await failing(new ConfigError(['A: is not set', 'B: must be a port number']));
    expect([code, err.split('\n').slice(0, 3)]).toEqual([1, ['The configuration has 2 faults:', '  A: is not set', '  B: must be a port number']]);
    expect(err).toContain('docs/connector.md');
  });

  it('says in one line what the operating system refused', async () => {
    const refused = Object.assign(new Error("EACCES: permission denied, mkdir '/data'"), { syscall: 'mkdir' });
    expect(await failing(refused)).toEqual({ code: 1, out: '', err: "EACCES: permission denied, mkdir '/data'\n" });
  });

  it('shows the stack of what nobody foresaw', async () => {
    expect((await failing(new TypeError('x is undefined'))).err).toMatch(/^TypeError: x is undefined\n +at /);
  });

  it('ends with 2 where it was called wrongly', async () => {
    expect((await failing(new UsageError('give a quote'))).code).toBe(2);
  });
});

describe('progress', () => {
  const written = (isTerminal: boolean) => {
    let text = '';
    const out = outputTo((part) => void (text += part), isTerminal);
    out.progress('1 of 2');
    out.progress('2 of 2');
    out.line('Done');
    return text;
  };

  it('stands in one place of a terminal', () => expect(written(true)).toBe('\r\u001B[K1 of 2\r\u001B[K2 of 2\nDone\n'));
  it('is a line each time in a file', () => expect(written(false)).toBe('1 of 2\n2 of 2\nDone\n'));
});
