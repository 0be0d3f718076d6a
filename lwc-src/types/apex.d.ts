// One module per @AuraEnabled method of the package, and the structures that they answer with.
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

declare module '@salesforce/apex/QuoteSyncStatusController.explain' {
  export interface Reason {
    readonly code: string;
    readonly text?: string;
  }

  export interface Gate extends Reason {
    readonly isOpen: boolean;
  }

  export interface Change {
    readonly field: string;
    readonly label: string;
    readonly before?: string | number | boolean;
    readonly after?: string | number | boolean;
  }

  export interface Line {
    readonly key: string;
    readonly productName?: string;
    readonly action: 'CREATED' | 'REPLACED' | 'UPDATED' | 'LEFT' | 'REMOVED' | 'SKIPPED' | 'FAILED';
    readonly reason: Reason;
    readonly isPlaceholder: boolean;
    readonly changes: readonly Change[];
    readonly fieldFaults: readonly string[];
  }

  /** What a sync of the quote would do now, and why. */
  export interface Explanation {
    readonly outcome: string;
    readonly outcomeText?: string;
    readonly gates: readonly Gate[];
    readonly faults: readonly Reason[];
    readonly opportunityChanges: readonly Change[];
    readonly lines: readonly Line[];
    readonly isCut: boolean;
  }

  export default function explain(parameters: { quoteId: string }): Promise<Explanation | null>;
}

declare module '@salesforce/apex/QuoteSyncStatusController.retry' {
  export default function retry(parameters: { quoteId: string }): Promise<void>;
}

declare module '@salesforce/apex' {
  export function refreshApex(wired: unknown): Promise<void>;
}
