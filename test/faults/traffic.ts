import type { Passing } from './proxy.ts';

/** What was sent to Salesforce: a write of a quote, as it came to the network before the org. */
export interface QuoteWrite {
  readonly quoteId: string;
  readonly version: number;
  /** The life of the connector that had sent it. */
  readonly life: number;
}

/** Watches writes on their way to the org and notes those that should not be. */
export interface Traffic {
  watch(passing: Passing, life: number): () => void;
  readonly writes: readonly QuoteWrite[];
  /** The connector has told that it is done with this version of a quote. */
  applied(quoteId: string, version: number): void;
  /** Writes of an older version than one that the connector was done with. */
  readonly backwards: readonly string[];
  /**
   * How often an older version was sent after a newer one. A job that is interrupted after its write reads again, and what it reads
   * may lag behind: that the org refuses it is what its own history has to show.
   */
  older(): number;
  /** Writes of a quote that began while the same process had another one of it under way. */
  readonly overlapping: readonly string[];
}

/** Begins to watch. */
export function watchTraffic(): Traffic {
  const writes: QuoteWrite[] = [];
  const overlapping: string[] = [];
  const backwards: string[] = [];
  const done = new Map<string, number>();
  const latest = new Map<string, number>();
  const underWay = new Map<string, number>();
  let older = 0;
  return {
    writes,
    older: () => older,
    backwards,
    applied: (quoteId, version) => void done.set(quoteId, Math.max(version, done.get(quoteId) ?? 0)),
    overlapping,
    watch(passing, life) {
      const write = quoteWriteIn(passing, life);
      if (write === undefined) return () => undefined;
      writes.push(write);
      if (write.version < (latest.get(write.quoteId) ?? 0)) older += 1;
      if (write.version < (done.get(write.quoteId) ?? 0)) backwards.push(`${write.quoteId}: version ${write.version} was sent after ${done.get(write.quoteId)} was done`);
      latest.set(write.quoteId, write.version);
      const key = `${life} ${write.quoteId}`;
      const others = underWay.get(key) ?? 0;
      underWay.set(key, others + 1);
      if (others > 0) overlapping.push(`${write.quoteId}: two writes at once in life ${life}`);
      let isUnderWay = true;
      return () => {
        if (isUnderWay) underWay.set(key, (underWay.get(key) ?? 1) - 1);
        isUnderWay = false;
      };
    },
  };
}

function quoteWriteIn({ method, url, body }: Passing, life: number): QuoteWrite | undefined {
  if (method === 'PATCH' && url.includes('/sobjects/Quote__c/')) return quoteWrite(url, JSON.parse(body), life);
  if (method !== 'POST' || !url.endsWith('/composite')) return undefined;
  const { compositeRequest } = JSON.parse(body) as { compositeRequest: readonly { method: string; url: string; body?: unknown }[] };
  const write = compositeRequest.find((request) => request.method === 'PATCH' && request.url.includes('/sobjects/Quote__c/'));
  return write === undefined ? undefined : quoteWrite(write.url, write.body, life);
}

function quoteWrite(url: string, fields: unknown, life: number): QuoteWrite | undefined {
  const id = /\/sobjects\/Quote__c\/Id__c\/([^/?]+)/.exec(url)?.[1];
  const version = (fields as { SourceVersion__c?: number }).SourceVersion__c;
  return id === undefined || typeof version !== 'number' ? undefined : { quoteId: decodeURIComponent(id), version, life };
}
