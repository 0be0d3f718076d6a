import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../demo/org/deploy.ts';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { seenQuote } from '../../demo/org/seen.ts';
import { query, quoted } from '../../demo/org/session.ts';
import type { Row } from '../../demo/org/session.ts';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { startStack } from '../../demo/stack/stack.ts';
import type { Stack } from '../../demo/stack/stack.ts';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';

/* What becomes of quotes of MonetizeNow that have no Opportunity in Salesforce: through connector, triggers, flow and background sync. */

const FLOW = 'force-app/main/default/flows/Create_Opportunity_for_Quote.flow-meta.xml';
const account = { id: 'acct_flow', name: 'Flow Works' };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack(['USD', 'EUR'], () => undefined);
  await stack.org.seeded.addCustomer({ account: { ...account, owner: 'Ada Lind' }, opportunities: [] });
});
afterAll(() => stack?.stop());

const seats = (id: string, quantity: number, members: Record<string, unknown> = {}) =>
  offering(`quoff_${id}`, 'Service', [item(`qtitm_${id}`, { product: 'Seat', quantity, arr: quantity * 100, ...members })]);

async function publish(document: QuoteDocument): Promise<void> {
  const { event } = await stack.standIn.publish(document);
  expect(await stack.connector().outcome(event.eventId)).toEqual({ synced: true, salesforceRequests: 1 });
  await waitForJobs(stack.org.connection);
}

/** What an admin does who activates the flow in Setup. */
async function activateFlow(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'active-flow-'));
  try {
    mkdirSync(join(folder, 'flows'));
    const active = readFileSync(FLOW, 'utf8').replace('<status>Draft</status>', '<status>Active</status>');
    writeFileSync(join(folder, 'flows', 'Create_Opportunity_for_Quote.flow-meta.xml'), active);
    await deploy(stack.org.connection, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function opportunityOf(quoteId: string): Promise<Row | null> {
  const fields = ['Id', 'Id__c', 'Name', 'StageName', 'CloseDate', 'CurrencyIsoCode', 'Account.Name', 'Owner.Name', 'PrimaryQuote__r.Id__c'];
  const [row] = await query(stack.org.connection, `SELECT ${fields.map((field) => `Opportunity__r.${field}`).join(', ')} FROM Quote__c WHERE Id__c = ${quoted(quoteId)}`);
  return (row?.['Opportunity__r'] ?? null) as Row | null;
}

const countOpportunities = async () => (await stack.org.connection.query('SELECT COUNT() FROM Opportunity')).totalSize;
const fresh = (id: string, members: Record<string, unknown> = {}) => quote(id, { description: 'Platform', account, opportunityId: 'opp_flow', status: 'APPROVED', ...members }, [seats(id, 3)]);

describe('row 4, the flow as it is shipped', () => {
  it('is switched off: no Opportunity is made, and the quote says why it is not synced', async () => {
    await publish(fresh('quote_flow'));
    expect(await seenQuote(stack.org.connection, 'quote_flow')).toMatchObject({ outcome: 'NO_OPPORTUNITY', opportunity: null, lines: [] });
    expect(await countOpportunities()).toBe(0);
  });
});

describe('row 4, the flow once an admin has activated it', () => {
  beforeAll(() => activateFlow());

  it('gives a new quote its Opportunity and its products', async () => {
    await publish(fresh('quote_flow', { description: 'Platform 2026' }));
    expect(await opportunityOf('quote_flow')).toMatchObject({
      Id__c: 'opp_flow',
      Name: 'Platform 2026',
      StageName: 'Proposal/Price Quote',
      CloseDate: '2026-01-01',
      CurrencyIsoCode: 'USD',
      Account: { Name: 'Flow Works' },
      Owner: { Name: 'Ada Lind' },
      PrimaryQuote__r: { Id__c: 'quote_flow' },
    });
    expect(await seenQuote(stack.org.connection, 'quote_flow')).toMatchObject({
      outcome: 'SYNCED',
      error: null,
      lines: [{ product: 'Service - Seat', quantity: 3, amount: 300, currency: 'USD' }],
    });
  });

  it('gives an amendment in another currency one of its own', async () => {
    const members = { type: 'AMENDMENT', newQuoteType: null, opportunityId: 'opp_flow_more', originalQuoteId: 'quote_flow', currency: 'EUR', contractStartDate: null };
    await publish(quote('quote_flow_more', { description: 'More seats', account, status: 'DRAFT', ...members }, [seats('more', 5, { amendmentStatus: 'ADDED' })]));
    expect(await opportunityOf('quote_flow_more')).toMatchObject({ Id__c: 'opp_flow_more', Name: 'Amendment - More seats', CloseDate: '2026-01-31', CurrencyIsoCode: 'EUR' });
    expect(await seenQuote(stack.org.connection, 'quote_flow_more')).toMatchObject({ outcome: 'SYNCED', lines: [{ quantity: 5, amount: 500, currency: 'EUR' }] });
  });

  it('gives a renewal one even where MonetizeNow has no opportunity, and only one however often it changes', async () => {
    const renewal = (quantity: number) =>
      quote('quote_flow_2027', { description: 'Platform 2027', account, type: 'RENEWAL', newQuoteType: null, status: 'DRAFT', originalQuoteId: 'quote_flow' }, [seats('2027', quantity)]);
    await publish(renewal(4));
    const made = await opportunityOf('quote_flow_2027');
    expect(made).toMatchObject({ Id__c: null, Name: 'Renewal - Platform 2027' });
    const before = await countOpportunities();
    await publish(renewal(6));
    expect((await opportunityOf('quote_flow_2027'))?.['Id']).toBe(made?.['Id']);
    expect(await countOpportunities()).toBe(before);
    expect(await seenQuote(stack.org.connection, 'quote_flow_2027')).toMatchObject({ outcome: 'SYNCED', lines: [{ quantity: 6, amount: 600 }] });
  });

  it('lets quotes of one MonetizeNow opportunity share theirs', async () => {
    const before = await countOpportunities();
    await publish(fresh('quote_flow_option', { opportunity: { id: 'opp_flow', customId: null, name: 'Platform', primaryQuoteId: 'quote_flow' } }));
    expect((await opportunityOf('quote_flow_option'))?.['Id']).toBe((await opportunityOf('quote_flow'))?.['Id']);
    expect(await countOpportunities()).toBe(before);
    expect(await seenQuote(stack.org.connection, 'quote_flow_option')).toMatchObject({ outcome: 'NOT_PRIMARY' });
  });

  it('makes none for a quote whose account is not in Salesforce, nor for one that is dead or in a currency that the org does not use', async () => {
    const before = await countOpportunities();
    await publish(quote('quote_flow_stranger', { description: 'Stranger', account: { id: 'acct_nobody', name: 'Nobody' }, opportunityId: 'opp_stranger' }, [seats('stranger', 1)]));
    await publish(quote('quote_flow_dead', { description: 'Dead', account, opportunityId: 'opp_dead', status: 'EXPIRED' }, [seats('dead', 1)]));
    expect(await seenQuote(stack.org.connection, 'quote_flow_stranger')).toMatchObject({ outcome: 'INVALID_QUOTE', opportunity: null });
    expect((await seenQuote(stack.org.connection, 'quote_flow_stranger'))?.error).toContain('ACCOUNT_NOT_FOUND');
    expect(await opportunityOf('quote_flow_dead')).toBeNull();
    await publish(quote('quote_flow_franc', { description: 'Franc', account, opportunityId: 'opp_franc', currency: 'CHF' }, [seats('franc', 1)]));
    expect(await seenQuote(stack.org.connection, 'quote_flow_franc')).toMatchObject({ outcome: 'INVALID_QUOTE', opportunity: null });
    expect((await seenQuote(stack.org.connection, 'quote_flow_franc'))?.error).toContain('CURRENCY_NOT_ACTIVE');
    expect(await countOpportunities()).toBe(before);
  });
});

describe('row 5, the primary quote of an Opportunity', () => {
  const change = async (to: string) => {
    const [other] = await query(stack.org.connection, `SELECT Id FROM Quote__c WHERE Id__c = ${quoted(to)}`);
    const { Id } = (await opportunityOf('quote_flow')) as { Id: string };
    const { accessToken, url } = stack.org;
    const answer = await fetch(`${url}/services/data/v65.0/sobjects/Opportunity/${Id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ PrimaryQuote__c: other?.['Id'] }),
    });
    return { status: answer.status, body: answer.status === 204 ? null : ((await answer.json()) as unknown) };
  };

  it('may be changed by hand before the customer has accepted it', async () => {
    expect(await change('quote_flow_option')).toEqual({ status: 204, body: null });
    expect(await change('quote_flow')).toEqual({ status: 204, body: null });
  });

  it('may not be changed any more afterwards, and the message says why', async () => {
    await publish(fresh('quote_flow', { status: 'ACCEPTED' }));
    expect(await change('quote_flow_option')).toEqual({
      status: 400,
      body: [{ message: 'PRIMARY_QUOTE_SIGNED: The customer has accepted the primary quote, so it cannot be changed any more.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['PrimaryQuote__c'] }],
    });
    expect(await opportunityOf('quote_flow')).toMatchObject({ PrimaryQuote__r: { Id__c: 'quote_flow' } });
  });

  it('still follows MonetizeNow', async () => {
    const primary = { id: 'opp_flow', customId: null, name: 'Platform', primaryQuoteId: 'quote_flow_option' };
    await publish(fresh('quote_flow_option', { status: 'ACCEPTED', opportunity: primary }));
    expect(await opportunityOf('quote_flow')).toMatchObject({ PrimaryQuote__r: { Id__c: 'quote_flow_option' } });
  });
});
