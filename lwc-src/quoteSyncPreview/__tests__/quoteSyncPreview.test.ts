import { createElement } from 'lwc';
import QuoteSyncPreview from 'c/quoteSyncPreview';

const explanation = {
  outcome: 'STATUS_NOT_ALLOWED',
  gates: [
    { code: 'STATUS_NOT_ALLOWED', text: 'The status is not allowed.', isOpen: false },
    { code: 'NO_OPPORTUNITY', text: 'No Opportunity.', isOpen: true },
  ],
  faults: [{ code: 'ACCOUNT_NOT_FOUND', text: 'No Account.' }],
  opportunityChanges: [{ field: 'StageName', label: 'Stage', before: 'Prospecting', after: 'Closed Won' }],
  lines: [
    {
      key: 'item_1',
      productName: 'Seats',
      action: 'UPDATED',
      reason: { code: 'QUALIFIED', text: 'It qualifies.' },
      changes: [
        { field: 'Quantity', label: 'Quantity', before: 1, after: 2 },
        { field: 'ServiceDate', label: 'Date', after: '2026-01-01' },
      ],
      fieldFaults: ['VALUE_TOO_LONG: Segment__c'],
    },
    { key: 'item_2', action: 'SKIPPED', reason: { code: 'EXCLUDED' }, changes: [], fieldFaults: [] },
  ],
};

function mount(value: unknown): HTMLElement {
  const element = createElement('c-quote-sync-preview', { is: QuoteSyncPreview });
  Object.assign(element, { explanation: value });
  document.body.appendChild(element);
  return element;
}

function texts(element: HTMLElement, id: string): (string | null)[] {
  return [...(element.shadowRoot?.querySelectorAll(`[data-id="${id}"]`) ?? [])].map((node) => node.textContent);
}

afterEach(() => {
  document.body.replaceChildren();
});

it('shows the answer of every gate and each fault', () => {
  const element = mount(explanation);
  expect(texts(element, 'gate')).toEqual(['The status is not allowed.c.GateClosed', 'No Opportunity.c.GateOpen']);
  expect(texts(element, 'fault')).toEqual(['ACCOUNT_NOT_FOUND: No Account.']);
});

it('shows every line with its values before and after, and why', () => {
  const element = mount(explanation);
  expect(texts(element, 'line')).toEqual([
    'SeatsUPDATEDQuantity 1 → 2, Date – → 2026-01-01It qualifies. VALUE_TOO_LONG: Segment__c',
    'SKIPPEDEXCLUDED',
  ]);
  expect(texts(element, 'opportunity')).toEqual(['c.OpportunityChanges: Stage Prospecting → Closed Won']);
});

it('is empty without an explanation', () => {
  const element = mount(undefined);
  expect(texts(element, 'line')).toEqual([]);
  expect(texts(element, 'gate')).toEqual([]);
});
