import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import type { SalesforceOrg } from '../../connector/src/salesforce/org.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import { anItem, anOffering, aQuote } from '../connector/support/quotes.ts';
import { accessTo } from '../connector/support/salesforce-stub.ts';

let server: ChildProcess;
let org: SalesforceOrg;
let query: (soql: string) => Promise<Record<string, unknown>[]>;

beforeAll(async () => {
  server = spawn(process.execPath, ['local-org/src/cli.ts', 'serve', '--port', '0', '--source', 'force-app', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    const { url, clientId, clientSecret, accessToken } = JSON.parse(line) as Record<string, string>;
    org = openOrg(accessTo(url ?? '', { login: { clientId: clientId ?? '', clientSecret: clientSecret ?? '' } }));
    query = async (soql) => {
      const answer = await fetch(`${url}/services/data/v65.0/query?q=${encodeURIComponent(soql)}`, { headers: { authorization: `Bearer ${accessToken}` } });
      return ((await answer.json()) as { records: Record<string, unknown>[] }).records;
    };
    break;
  }
});

afterAll(() => void server.kill());

const catalogue = productCatalogue();

const version = (description: string, modifyDate: string, items: readonly string[]) =>
  flatten(aQuote({ description, modifyDate, quoteOfferings: [anOffering({ items: items.map((id) => anItem({ id })) })] }));

describe('row 16, stale writes', () => {
  it('a writer that was frozen and wakes up with an older version changes neither the quote nor its items', async () => {
    await reconcile(org, catalogue, version('New', '2026-02-02T00:00:00.000+0000', ['a', 'b']));
    const late = await reconcile(org, catalogue, version('Old', '2026-01-01T00:00:00.000+0000', ['a', 'c']));
    expect(late).toMatchObject({ outcome: 'superseded', salesforceRequests: 1 });
    expect(await query('SELECT Description__c FROM Quote__c')).toMatchObject([{ Description__c: 'New' }]);
    expect(await query('SELECT Id__c FROM QuoteItem__c ORDER BY Id__c')).toMatchObject([{ Id__c: 'a' }, { Id__c: 'b' }]);
  });

  it('its items alone are refused, too: it may have been stopped between the quote and them', async () => {
    const [late] = version('Old', '2026-01-01T00:00:00.000+0000', ['a']).items;
    const [answer] = await org.composite(
      [{ method: 'PATCH', path: '/composite/sobjects/QuoteItem__c/Id__c', body: { records: [{ attributes: { type: 'QuoteItem__c' }, ...late?.record, Quantity__c: 77 }] }, subject: 'items' }],
      { allOrNone: false },
    );
    expect(answer?.body).toMatchObject([{ success: false, errors: [{ message: expect.stringMatching(/^STALE_SOURCE_VERSION: /) }] }]);
    expect(await query("SELECT Quantity__c FROM QuoteItem__c WHERE Id__c = 'a'")).not.toMatchObject([{ Quantity__c: 77 }]);
  });

  it('the same version again is written as if nothing had happened', async () => {
    const again = await reconcile(org, catalogue, version('New', '2026-02-02T00:00:00.000+0000', ['a', 'b']));
    expect(again).toMatchObject({ outcome: 'synced', itemsRemoved: 0, salesforceRequests: 1 });
  });
});
