import { createElement } from 'lwc';
import explain from '@salesforce/apex/QuoteSyncStatusController.explain';
import getStatus from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import retry from '@salesforce/apex/QuoteSyncStatusController.retry';
import QuoteSyncStatus from 'c/quoteSyncStatus';

jest.mock(
  '@salesforce/apex/QuoteSyncStatusController.getStatus',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);

jest.mock('@salesforce/apex/QuoteSyncStatusController.explain', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/QuoteSyncStatusController.retry', () => ({ default: jest.fn() }), { virtual: true });

const wire = getStatus as unknown as { emit(data: object): void; error(body: object): void };
const rendered = () => Promise.resolve();

function mount(): HTMLElement {
  const element = createElement('c-quote-sync-status', { is: QuoteSyncStatus });
  Object.assign(element, { recordId: 'a00000000000001AAA' });
  document.body.appendChild(element);
  return element;
}

function texts(element: HTMLElement, id: string): (string | null)[] {
  const found = element.shadowRoot?.querySelectorAll(`[data-id="${id}"]`) ?? [];
  return [...found].map((node) => node.textContent);
}

afterEach(() => {
  document.body.replaceChildren();
});

it('names the outcome and every item that is left out, with its reason', async () => {
  const element = mount();
  wire.emit({
    outcome: 'SYNCED',
    items: [
      { recordId: '1', productName: 'Seats', qualification: 'QUALIFIED', qualifies: true },
      { recordId: '2', productName: 'Trial', qualification: 'EXCLUDED', qualifies: false },
      { recordId: '3', productName: 'Lost', qualification: 'QUALIFIED', qualifies: true, error: 'NO_PRODUCT: none' },
    ],
  });
  await rendered();
  expect(texts(element, 'outcome')).toEqual(['SYNCED']);
  expect(texts(element, 'left-out')).toEqual(['TrialEXCLUDED', 'LostNO_PRODUCT: none']);
  expect(texts(element, 'all-land')).toEqual([]);
});

it('says so when every item is on the Opportunity, and when nothing was synced yet', async () => {
  const element = mount();
  wire.emit({ items: [] });
  await rendered();
  expect(texts(element, 'outcome')).toEqual(['c.NotSyncedYet']);
  expect(texts(element, 'all-land')).toEqual(['c.AllItemsLand']);
});

it('shows what went wrong with the quote', async () => {
  const element = mount();
  wire.emit({ outcome: 'SYNCED', error: '1 item failed', items: [] });
  await rendered();
  expect(texts(element, 'quote-error')).toEqual(['1 item failed']);
});

it('shows why the status could not be read', async () => {
  const element = mount();
  wire.error({ message: 'no access' });
  await rendered();
  expect(texts(element, 'error')).toEqual(['no access']);
});

it('is accessible by its labels', async () => {
  const element = mount();
  wire.emit({ outcome: 'SYNCED', items: [{ recordId: '2', productName: 'Trial', qualification: 'EXCLUDED', qualifies: false }] });
  await rendered();
  expect(element.shadowRoot?.querySelector('table')?.getAttribute('aria-label')).toBe('c.ItemsLeftOut');
});

async function press(element: HTMLElement, id: string): Promise<void> {
  element.shadowRoot?.querySelector(`[data-id="${id}"]`)?.dispatchEvent(new CustomEvent('click'));
  for (let turn = 0; turn < 5; turn += 1) await rendered();
}

it('previews a sync when asked to', async () => {
  (explain as unknown as jest.Mock).mockResolvedValue({ outcome: 'SYNCED', gates: [], faults: [], opportunityChanges: [], lines: [] });
  const element = mount();
  await press(element, 'preview');
  expect(explain).toHaveBeenCalledWith({ quoteId: 'a00000000000001AAA' });
  expect(element.shadowRoot?.querySelector('c-quote-sync-preview')).not.toBeNull();
});

it('starts a sync again and says that it is on its way', async () => {
  (retry as unknown as jest.Mock).mockResolvedValue(undefined);
  const element = mount();
  await press(element, 'sync');
  expect(retry).toHaveBeenCalledWith({ quoteId: 'a00000000000001AAA' });
  expect(texts(element, 'queued')).toEqual(['c.SyncQueued']);
});

it('shows why a sync could not be started', async () => {
  (retry as unknown as jest.Mock).mockRejectedValue({ body: { message: 'no access' } });
  const element = mount();
  await press(element, 'sync');
  expect(texts(element, 'error')).toEqual(['no access']);
  expect(texts(element, 'queued')).toEqual([]);
});
