import type { BlowCounts } from './blows.ts';
import type { Break } from './breaks.ts';

/** What a campaign does. */
export interface CampaignOptions extends BlowCounts {
  readonly seed: number;
  readonly events: number;
  readonly quotes: number;
  readonly eventsPerSecond: number;
  /** Part of the requests to Salesforce and MonetizeNow that meet a fault. */
  readonly faultRate: number;
  /** Part of the reads that are answered by a replica that lags behind. */
  readonly staleRate: number;
  /** Part of the quotes that are deleted on the way. */
  readonly deletedRate: number;
  /** Times at which the org has no requests left for a while. */
  readonly limitWindows: number;
  /** What of the connector is broken on purpose. */
  readonly breaks: readonly Break[];
  readonly report: (text: string) => void;
  /** Ends the campaign early, and everything that it has started. */
  readonly signal: AbortSignal;
}
