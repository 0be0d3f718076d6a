// One module per @AuraEnabled method of the package.
declare module '@salesforce/apex/QuoteSyncStatusController.getStatus' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface ItemStatus {
    readonly recordId: string;
    readonly productName?: string;
    readonly quantity?: number;
    readonly qualification: string;
    readonly qualifies: boolean;
    readonly error?: string;
  }

  export interface QuoteStatus {
    readonly outcome?: string;
    readonly error?: string;
    readonly lastSyncDate?: string;
    readonly items: readonly ItemStatus[];
  }

  export interface Wired {
    readonly data?: QuoteStatus;
    readonly error?: { readonly body?: { readonly message?: string } };
  }

  const getStatus: {
    (parameters: { quoteId: string }): Promise<QuoteStatus>;
    adapter: WireAdapterConstructor<{ quoteId: string }, Wired>;
  };
  export default getStatus;
}
