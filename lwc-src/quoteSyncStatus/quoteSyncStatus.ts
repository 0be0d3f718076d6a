import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import explain from '@salesforce/apex/QuoteSyncStatusController.explain';
import type { Explanation } from '@salesforce/apex/QuoteSyncStatusController.explain';
import getStatus from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import type { ItemStatus, QuoteStatus, Wired } from '@salesforce/apex/QuoteSyncStatusController.getStatus';
import retry from '@salesforce/apex/QuoteSyncStatusController.retry';
import ALL_ITEMS_LAND from '@salesforce/label/c.AllItemsLand';
import ITEMS_LEFT_OUT from '@salesforce/label/c.ItemsLeftOut';
import NOT_SYNCED_YET from '@salesforce/label/c.NotSyncedYet';
import PREVIEW from '@salesforce/label/c.Preview';
import REFRESH from '@salesforce/label/c.Refresh';
import SYNC_NOW from '@salesforce/label/c.SyncNow';
import SYNC_QUEUED from '@salesforce/label/c.SyncQueued';
import SYNC_STATUS from '@salesforce/label/c.SyncStatus';
import PRODUCT from '@salesforce/label/c.Product';
import REASON from '@salesforce/label/c.Reason';

interface Row {
  readonly key: string;
  readonly product: string;
  readonly reason: string;
}

interface CallError {
  readonly body?: { readonly message?: string };
}

/**
 * Shows on a quote what its last sync did, and each item that is not on the Opportunity with the reason. A sync can be
 * previewed, and started again once its data are corrected.
 */
export default class QuoteSyncStatus extends LightningElement {
  @api recordId?: string;

  readonly labels = {
    allItemsLand: ALL_ITEMS_LAND,
    itemsLeftOut: ITEMS_LEFT_OUT,
    preview: PREVIEW,
    product: PRODUCT,
    reason: REASON,
    refresh: REFRESH,
    syncNow: SYNC_NOW,
    syncQueued: SYNC_QUEUED,
    syncStatus: SYNC_STATUS,
  };
  status?: QuoteStatus | undefined;
  errorMessage?: string | undefined;
  explanation?: Explanation | undefined;
  isQueued = false;
  private wired?: Wired;

  @wire(getStatus, { quoteId: '$recordId' })
  wiredStatus(wired: Wired): void {
    this.wired = wired;
    this.status = wired.data;
    this.errorMessage = wired.error ? messageOf(wired.error) : undefined;
  }

  async handlePreview(): Promise<void> {
    await this.call(async (quoteId) => {
      this.explanation = (await explain({ quoteId })) ?? undefined;
    });
  }

  async handleSync(): Promise<void> {
    await this.call(async (quoteId) => {
      await retry({ quoteId });
      this.isQueued = true;
      this.explanation = undefined;
    });
  }

  async handleRefresh(): Promise<void> {
    await this.call(async () => {
      this.isQueued = false;
      await refreshApex(this.wired);
    });
  }

  private async call(work: (quoteId: string) => Promise<void>): Promise<void> {
    this.errorMessage = undefined;
    try {
      await work(this.recordId ?? '');
    } catch (error) {
      this.errorMessage = messageOf(error as CallError);
    }
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

function messageOf(error: CallError): string {
  return error.body?.message ?? String(error);
}
