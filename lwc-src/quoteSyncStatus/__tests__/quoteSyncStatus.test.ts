import { createElement } from 'lwc';
import getStatus from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import QuoteSyncStatus from 'c/quoteSyncStatus';

jest.mock(
  '@salesforce/apex/QuoteSyncStatusController.getStatus',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);

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
