import { LightningElement, api, wire } from 'lwc';
import getStatus from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import type { ItemStatus, QuoteStatus, Wired } from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import ALL_ITEMS_LAND from '@salesforce/label/c.AllItemsLand';
import ITEMS_LEFT_OUT from '@salesforce/label/c.ItemsLeftOut';
import NOT_SYNCED_YET from '@salesforce/label/c.NotSyncedYet';
import SYNC_STATUS from '@salesforce/label/c.SyncStatus';
import PRODUCT from '@salesforce/label/c.Product';
import REASON from '@salesforce/label/c.Reason';

interface Row {
  readonly key: string;
  readonly product: string;
  readonly reason: string;
}

/** Shows on a quote what its last sync did, and each item that is not on the Opportunity with the reason. */
export default class QuoteSyncStatus extends LightningElement {
  @api recordId?: string;

  readonly labels = { allItemsLand: ALL_ITEMS_LAND, itemsLeftOut: ITEMS_LEFT_OUT, syncStatus: SYNC_STATUS, product: PRODUCT, reason: REASON };
  status?: QuoteStatus | undefined;
  errorMessage?: string | undefined;

  @wire(getStatus, { quoteId: '$recordId' })
  wiredStatus({ data, error }: Wired): void {
    this.status = data;
    this.errorMessage = error ? (error.body?.message ?? String(error)) : undefined;
  }

  get outcome(): string {
    return this.status?.outcome ?? NOT_SYNCED_YET;
  }

  get quoteError(): string | undefined {
    return this.status?.error;
  }

  get leftOut(): Row[] {
    const items = this.status?.items ?? [];
    return items.filter((item) => !item.qualifies || item.error).map((item) => this.rowOf(item));
  }

  get hasLeftOut(): boolean {
    return this.leftOut.length > 0;
  }

  private rowOf(item: ItemStatus): Row {
    return { key: item.recordId, product: item.productName ?? '', reason: item.error ?? item.qualification };
  }
}
