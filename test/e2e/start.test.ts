import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf } from '../../connector/src/queue/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const main = fileURLToPath(new URL('../../demo/main.ts', import.meta.url));

/** The processes that name a folder in their command line; only Linux lets us look. */
function processesOf(name: string): string[] {
  const ids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return ids.map((id) => commandOf(Number(id)) ?? '').filter((command) => command.includes(name));
}

/** Runs the demo as `npm start -- …` does. */
function start(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

function quoteFile(document: unknown): string {
  const path = join(folder, 'quote.json');
  writeFileSync(path, JSON.stringify(document));
  return path;
}

describe('npm start', () => {
  it('--once --quote FILE plays the quote of the file, shows its lines and what was left out, and ends', async () => {
    const items = [
      {
        id: 'i1',
        productId: 'p1',
        productName: 'Seats',
        productType: 'ADVANCE',
        quantity: 7,
        revenueMetrics: { incrementalArr: 840 },
      },
      { id: 'i2', productId: 'p2', productName: 'Nothing', productType: 'ADVANCE', quantity: 0 },
    ];
    const file = quoteFile({
      id: 'quote_own',
      description: 'My own quote',
      type: 'NEW',
      status: 'SENT',
      currency: 'GBP',
      accountId: 'acct_own',
      accountName: 'My customer',
      opportunity: { id: 'opp_own', name: 'My sale' },
      quoteOfferings: [{ id: 'o1', offeringId: 'of1', offeringName: 'Own', items }],
    });
    const { code, out, err } = await start('--once', '--quote', file);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/My own quote \(quote_own\)/);
    expect(out).toMatch(/Own - Seats +│ +7 +│ +GBP 840\.00/);
    expect(out).toMatch(/Own - Nothing +│ ZERO_QUANTITY/);
  });

  it('--quote FILE refuses a document with path and reason before it starts anything', async () => {
    const { code, out, err } = await start('--quote', quoteFile({ id: 7, description: 'x' }));
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: `${join(folder, 'quote.json')} is not a quote document:\n  $.id: Invalid input: expected string, received number\n`,
    });
  });

  it.runIf(process.platform === 'linux')('stays up until Ctrl-C, which leaves no process and no file', async () => {
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const child = spawn(process.execPath, [main, '--quote', quoteFile({ id: 'q', description: 'x' })], {
      env: { ...process.env, TMPDIR: temporary },
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    let out = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        if (out.includes('stay up until Ctrl-C')) resolve();
      });
    });
    const urls = [...out.matchAll(/^ {2}(?:Salesforce|Connector|MonetizeNow).*(http:\/\/127\.0\.0\.1:\d+)/gm)].map(
      ([, url]) => url,
    );
    expect(urls).toHaveLength(3);
    expect(processesOf(temporary).length, 'the engine and its keeper').toBe(2);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect([processesOf(temporary), readdirSync(temporary)]).toEqual([[], []]);
    for (const url of urls) await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('--help tells the options', async () => {
    const { code, out } = await start('--help');
    expect([code, out]).toEqual([0, expect.stringMatching(/--once.*--quote FILE/s)]);
  });
});
