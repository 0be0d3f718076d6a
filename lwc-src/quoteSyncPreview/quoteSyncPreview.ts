import { LightningElement, api } from 'lwc';
import type { Change, Explanation, Line } from '@salesforce/apex/QuoteSyncStatusController.explain';
import ACTION from '@salesforce/label/c.Action';
import CHANGES from '@salesforce/label/c.Changes';
import GATE_CLOSED from '@salesforce/label/c.GateClosed';
import GATE_OPEN from '@salesforce/label/c.GateOpen';
import GATES from '@salesforce/label/c.Gates';
import OPPORTUNITY_CHANGES from '@salesforce/label/c.OpportunityChanges';
import PREVIEW from '@salesforce/label/c.Preview';
import PRODUCT from '@salesforce/label/c.Product';
import REASON from '@salesforce/label/c.Reason';

interface GateRow {
  readonly code: string;
  readonly text: string;
  readonly answer: string;
}

interface LineRow {
  readonly key: string;
  readonly product: string;
  readonly action: string;
  readonly changes: string;
  readonly reason: string;
}

/** Shows what a sync of a quote would change, before it does: each gate's answer, the Opportunity, and every line. */
export default class QuoteSyncPreview extends LightningElement {
  @api explanation?: Explanation;

  readonly labels = {
    action: ACTION,
    changes: CHANGES,
    gates: GATES,
    opportunityChanges: OPPORTUNITY_CHANGES,
    preview: PREVIEW,
    product: PRODUCT,
    reason: REASON,
  };

  get faults(): string[] {
    return (this.explanation?.faults ?? []).map(({ code, text }) => `${code}: ${text ?? ''}`);
  }

  get gates(): GateRow[] {
    return (this.explanation?.gates ?? []).map(({ code, text, isOpen }) => ({
      code,
      text: text ?? code,
      answer: isOpen ? GATE_OPEN : GATE_CLOSED,
    }));
  }

  get opportunityChanges(): string {
    return changeText(this.explanation?.opportunityChanges ?? []);
  }

  get lines(): LineRow[] {
    return (this.explanation?.lines ?? []).map(lineRow);
  }
}

function lineRow(line: Line): LineRow {
  const reason = [line.reason.text ?? line.reason.code, ...line.fieldFaults].join(' ');
  return { key: line.key, product: line.productName ?? '', action: line.action, changes: changeText(line.changes), reason };
}

/** `Quantity 1 → 2, Total Price – → 100`: a dash where there is nothing. */
function changeText(changes: readonly Change[]): string {
  return changes.map(({ label, before, after }) => `${label} ${shown(before)} → ${shown(after)}`).join(', ');
}

function shown(value: Change['before']): string {
  return value === undefined || value === null ? '–' : String(value);
}
