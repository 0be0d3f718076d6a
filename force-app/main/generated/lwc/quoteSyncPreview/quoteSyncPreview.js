import { LightningElement, api } from 'lwc';
import ACTION from '@salesforce/label/c.Action';
import CHANGES from '@salesforce/label/c.Changes';
import GATE_CLOSED from '@salesforce/label/c.GateClosed';
import GATE_OPEN from '@salesforce/label/c.GateOpen';
import GATES from '@salesforce/label/c.Gates';
import OPPORTUNITY_CHANGES from '@salesforce/label/c.OpportunityChanges';
import PREVIEW from '@salesforce/label/c.Preview';
import PRODUCT from '@salesforce/label/c.Product';
import REASON from '@salesforce/label/c.Reason';
/** Shows what a sync of a quote would change, before it does: each gate's answer, the Opportunity, and every line. */
export default class QuoteSyncPreview extends LightningElement {
    @api
    explanation;
    labels = {
        action: ACTION,
        changes: CHANGES,
        gates: GATES,
        opportunityChanges: OPPORTUNITY_CHANGES,
        preview: PREVIEW,
        product: PRODUCT,
        reason: REASON,
    };
    get faults() {
        return (this.explanation?.faults ?? []).map(({ code, text }) => `${code}: ${text ?? ''}`);
    }
    get gates() {
        return (this.explanation?.gates ?? []).map(({ code, text, isOpen }) => ({
            code,
            text: text ?? code,
            answer: isOpen ? GATE_OPEN : GATE_CLOSED,
        }));
    }
    get opportunityChanges() {
        return changeText(this.explanation?.opportunityChanges ?? []);
    }
    get lines() {
        return (this.explanation?.lines ?? []).map(lineRow);
    }
}
function lineRow(line) {
    const reason = [line.reason.text ?? line.reason.code, ...line.fieldFaults].join(' ');
    return { key: line.key, product: line.productName ?? '', action: line.action, changes: changeText(line.changes), reason };
}
/** `Quantity 1 → 2, Total Price – → 100`: a dash where there is nothing. */
function changeText(changes) {
    return changes.map(({ label, before, after }) => `${label} ${shown(before)} → ${shown(after)}`).join(', ');
}
function shown(value) {
    return value === undefined || value === null ? '–' : String(value);
}
