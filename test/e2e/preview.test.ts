import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputTo } from '../../connector/src/commands/command.ts';
import { runCommand } from '../../connector/src/commands/index.ts';
import { previewCommand } from '../../connector/src/commands/preview.ts';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import { readTenant } from '../../connector/src/config/tenant-variables.ts';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { account, startScene } from './support/scene.ts';

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
  await scene.opportunity('opp_preview');
  await scene.publish(
    quote('q_preview', { description: 'Deal', account, opportunityId: 'opp_preview' }, [
      offering('off_preview', 'Service', [item('item_preview', { product: 'Seat', quantity: 2, arr: 200 })]),
    ]),
  );
});
afterAll(() => scene?.stop());

async function preview(...args: string[]): Promise<{ code: number; text: string }> {
  const { tenant } = readTenant('default', {
    MONETIZENOW_API_KEY: 'key',
    MONETIZENOW_WEBHOOK_SECRET: scene.stack.standIn.webhookSecret,
    SALESFORCE_URL: scene.stack.org.url,
    SALESFORCE_ACCESS_TOKEN: scene.stack.org.accessToken,
  });
  if (tenant === undefined) throw new Error('the variables are incomplete');
  let text = '';
  const out = outputTo((more) => void (text += more));
  const code = await runCommand({ preview: previewCommand(() => [tenant], (each) => openOrg(each.salesforce)) }, ['preview', ...args], out, out);
  return { code, text };
}

describe('the connector asks the org what a sync would change', () => {
  it('nothing, where Salesforce equals the quote', async () => {
    const { code, text } = await preview('q_preview');
    expect([code, text]).toEqual([0, expect.stringMatching(/^SYNCED: .*\nPRODUCT.*\nSeat\s+LEFT\s+QUALIFIED\n$/)]);
  });

  it('each value before and after, and the gate that is closed', async () => {
    const [found] = await scene.rows("SELECT Id FROM QuoteItem__c WHERE Id__c = 'item_preview'");
    await scene.settings({ AmountField__c: 'UnitPrice__c' });
    expect((await preview('q_preview')).text).toContain('Total Price 200 → 100');
    await scene.settings({ AmountField__c: null, DisableOppProductSync__c: true });
    expect((await preview('q_preview')).text).toMatch(/^SYNC_DISABLED: .*\ngate SYNC_DISABLED: /);
    await scene.settings({ DisableOppProductSync__c: false });
    expect(JSON.parse((await preview('q_preview', '--json')).text)).toMatchObject({ key: 'q_preview', lines: [{ itemId: found?.['Id'] }] });
  });

  it('and is told where there is no such quote', async () => {
    const { code, text } = await preview('q_nowhere');
    expect([code, text]).toEqual([1, expect.stringMatching(/^Salesforce does not have this quote\. q_nowhere\n→ .*replay --quote/)]);
    expect((await preview()).code).toBe(2);
  });
});
