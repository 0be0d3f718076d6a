import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';

interface Served {
  readonly url: string;
  readonly accessToken: string;
}

const home = mkdtempSync(join(tmpdir(), 'sf-home-'));
let server: ChildProcess;
let org: Served;

beforeAll(async () => {
  server = spawn(process.execPath, ['local-org/src/cli.ts', 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    org = JSON.parse(line) as Served;
    break;
  }
});

afterAll(() => {
  server.kill();
  rmSync(home, { recursive: true });
});

/** Runs the Salesforce CLI with a home of its own, so that it neither sees nor leaves anything. */
function sf(...args: string[]): { status: number | null; result: Record<string, unknown> } {
  const { status, stdout } = spawnSync(
    process.execPath,
    [resolve('node_modules/@salesforce/cli/bin/run.js'), ...args, '--json'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        SF_ACCESS_TOKEN: org.accessToken,
        SF_DISABLE_TELEMETRY: 'true',
        SF_AUTOUPDATE_DISABLE: 'true',
      SF_DISABLE_AUTOUPDATE: 'true',
        SF_SKIP_NEW_VERSION_CHECK: 'true',
        SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
        SF_DISABLE_LOG_FILE: 'true',
      },
    },
  );
  return { status, result: (JSON.parse(stdout) as { result: Record<string, unknown> }).result };
}

it('the Salesforce CLI deploys the package to the local org as it would to any other', () => {
  expect(
    sf('org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt', '--alias', 'local'),
  ).toMatchObject({ status: 0 });
  const deployed = sf('project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'local');
  expect(deployed.result).toMatchObject({ success: true, numberComponentErrors: 0 });
  const { result } = sf(
    'data',
    'query',
    '--query',
    'SELECT QuoteStatus__c, StageName__c FROM QuoteStageMapping__mdt',
    '--target-org',
    'local',
  );
  expect(result).toMatchObject({ totalSize: 11, done: true });
});

it('the Salesforce CLI runs Apex tests there', () => {
  const { status, result } = sf('apex', 'run', 'test', '--synchronous', '--class-names', 'SyncRulesTest', '--target-org', 'local');
  expect(status).toBe(0);
  expect(result['summary']).toMatchObject({ outcome: 'Passed', failing: 0 });
  expect((result['tests'] as unknown[]).length).toBeGreaterThan(5);
});
