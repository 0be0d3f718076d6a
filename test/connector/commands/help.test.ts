import { describe, expect, it } from 'vitest';
import type { Command } from '../../../connector/src/commands/command.ts';
import { columns, outputTo, shellWord, UsageError } from '../../../connector/src/commands/command.ts';
import { readOptions, readTime } from '../../../connector/src/commands/options.ts';
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

  it('--version tells the version, which a report names', async () => {
    expect(await runner({})('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
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

  it.each([
    ["EACCES: permission denied, mkdir '/data'", 'EACCES', 'mkdir', /^→ Set CONNECTOR_DATA_DIR to a folder/],
    ['listen EADDRINUSE: address already in use 127.0.0.1:8080', 'EADDRINUSE', 'listen', /^→ Stop what listens there, or set CONNECTOR_PORT/],
    ['listen EADDRNOTAVAIL: address not available 10.1.2.3:8080', 'EADDRNOTAVAIL', 'listen', /^→ Set CONNECTOR_HOST .*to an address of this machine/],
    ['getaddrinfo ENOTFOUND nowhere', 'ENOTFOUND', 'getaddrinfo', /^→ Set CONNECTOR_HOST/],
    ['listen EACCES: permission denied 0.0.0.0:80', 'EACCES', 'listen', /^→ .*set CONNECTOR_PORT to one above 1023/],
  ])('says what the operating system refused, and what to do: %s', async (message, errno, syscall, mend) => {
    const { code, out, err } = await failing(Object.assign(new Error(message), { code: errno, syscall }));
    expect([code, out, err.split('\n')]).toEqual([1, '', [message, expect.stringMatching(mend), '']]);
  });

  it('is one JSON document where one was asked for', async () => {
    const asking = async (error: unknown) => {
      const { code, out, err } = await runner({ work: command(() => Promise.reject(error)) })('work', '--json');
      return [code, JSON.parse(out) as unknown, err];
    };
    expect(await asking(new ConnectorError('CONNECTOR_NOT_RUNNING'))).toEqual([1, { error: { code: 'CONNECTOR_NOT_RUNNING', message: 'No connector runs here.', mend: expect.stringContaining('npm run connector') } }, '']);
    expect(await asking(new UsageError('give a quote'))).toEqual([2, { error: { code: 'USAGE', message: 'give a quote.', mend: '--help tells the options.' } }, '']);
    expect(await asking(new ConfigError(['A: is not set']))).toMatchObject([1, { error: { code: 'CONFIGURATION' } }, '']);
  });

  it('shows the stack of what nobody foresaw', async () => {
    expect((await failing(new TypeError('x is undefined'))).err).toMatch(/^TypeError: x is undefined\n +at /);
  });

  it('ends with 2 where it was called wrongly', async () => {
    expect((await failing(new UsageError('give a quote'))).code).toBe(2);
  });
});

describe('what is written for people', () => {
  const written = (write: (out: ReturnType<typeof outputTo>) => void) => {
    let text = '';
    write(outputTo((part) => void (text += part)));
    return text;
  };

  it('commands no terminal, whatever somebody wrote into a quote', () => {
    expect(written((out) => out.line('a\u001B[2Jb\u0007c\r'))).toBe('a\uFFFD[2Jb\uFFFDc\uFFFD\n');
  });

  it('has one line for a row, whatever is in its cells', () => {
    expect(columns([['QUOTE', 'REASON'], ['q', 'one\r\n  two']])).toEqual(['QUOTE  REASON', 'q      one two']);
  });

  it.each([
    ['quote_1', 'quote_1'],
    ['a b$(c)', "'a b$(c)'"],
    ["it's", String.raw`'it'\''s'`],
  ])('has the id %s as a word of a command line', (id, word) => expect(shellWord(id)).toBe(word));
});

describe('a time', () => {
  const now = () => Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T12:30', '2026-01-31T12:30:00.000Z'],
    ['2026-01-31T12:30:15Z', '2026-01-31T12:30:15.000Z'],
    ['2026-01-31T12:30:15.5+02:00', '2026-01-31T10:30:15.500Z'],
    ['90m', '2026-03-01T10:30:00.000Z'],
    ['7d', '2026-02-22T12:00:00.000Z'],
  ])('%s is read as UTC where it names no offset, wherever the machine is', (text, time) => {
    expect(readTime(text, now).toISOString()).toBe(time);
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01', '2026-01-31 or so', '2026-01-31T25:00', '99999999999999d', '-1d', ''])('%j is none', (text) => {
    expect(() => readTime(text, now)).toThrow(/is no time: give one such as/);
  });

  it('that is still to come is refused, because nothing can have changed since', () => {
    expect(() => readTime('2026-03-01T12:00:01Z', now)).toThrow(/still to come/);
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
