import { LightningElement, api, wire } from 'lwc';
import getStatus from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import ALL_ITEMS_LAND from '@salesforce/label/c.AllItemsLand';
import ITEMS_LEFT_OUT from '@salesforce/label/c.ItemsLeftOut';
import NOT_SYNCED_YET from '@salesforce/label/c.NotSyncedYet';
import SYNC_STATUS from '@salesforce/label/c.SyncStatus';
import PRODUCT from '@salesforce/label/c.Product';
import REASON from '@salesforce/label/c.Reason';
/** Shows on a quote what its last sync did, and each item that is not on the Opportunity with the reason. */
export default class QuoteSyncStatus extends LightningElement {
    @api
    recordId;
    labels = { allItemsLand: ALL_ITEMS_LAND, itemsLeftOut: ITEMS_LEFT_OUT, syncStatus: SYNC_STATUS, product: PRODUCT, reason: REASON };
    status;
    errorMessage;
    @wire(getStatus, { quoteId: '$recordId' })
    wiredStatus({ data, error }) {
        this.status = data;
        this.errorMessage = error ? (error.body?.message ?? String(error)) : undefined;
    }
    get outcome() {
        return this.status?.outcome ?? NOT_SYNCED_YET;
    }
    get quoteError() {
        return this.status?.error;
    }
    get leftOut() {
        const items = this.status?.items ?? [];
        return items.filter((item) => !item.qualifies || item.error).map((item) => this.rowOf(item));
    }
    get hasLeftOut() {
        return this.leftOut.length > 0;
    }
    rowOf(item) {
        return { key: item.recordId, product: item.productName ?? '', reason: item.error ?? item.qualification };
    }
}
