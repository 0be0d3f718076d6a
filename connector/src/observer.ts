import type { Written } from './sync/steps.ts';

/** A stored event, as far as whoever watches has to know it: ids only, never what a customer wrote. */
export interface SeenEvent {
  readonly tenantId: string;
  readonly quoteId: string;
  readonly eventId: string;
  readonly eventType: string;
}

/** How long the parts of a job took, in milliseconds. `lagMs` is from the webhook to the end of the job. */
export interface Timings {
  readonly readMs: number;
  readonly writeMs: number;
  readonly lagMs: number;
}

/** How much of an org's daily API quota is used, as Salesforce says with each answer. */
export interface ApiUsage {
  readonly used: number;
  readonly max: number;
}

/** What happens in the connector, told to whoever watches: logs, metrics, traces, the status page. */
export interface Observer {
  /** A webhook was stored, or its event was known already. */
  received(event: SeenEvent, duplicate: boolean): void;
  /** A request was turned away, and nothing of it stored. */
  refused(code: string): void;
  /** A job was answered from a read that began after its event had come. */
  coalesced(event: SeenEvent): void;
  done(event: SeenEvent, written: Written, timings: Timings): void;
  /** A step failed and is tried again; `wait` spends no attempt. */
  willRetry(event: SeenEvent, failure: { readonly code: string; readonly reason: string; readonly isWait: boolean }): void;
  /** A job waits until a person, or a newer event, resumes it. */
  parked(event: SeenEvent, failure: { readonly code: string; readonly reason: string }): void;
  apiUsage(tenantId: string, usage: ApiUsage): void;
  /** What the engine and its library have to say. */
  engineMessage(level: string, message: string): void;
}

/** One observer that tells several. */
export function observers(all: readonly Observer[]): Observer {
  return {
    received: (...told) => all.forEach((each) => each.received(...told)),
    refused: (...told) => all.forEach((each) => each.refused(...told)),
    coalesced: (...told) => all.forEach((each) => each.coalesced(...told)),
    done: (...told) => all.forEach((each) => each.done(...told)),
    willRetry: (...told) => all.forEach((each) => each.willRetry(...told)),
    parked: (...told) => all.forEach((each) => each.parked(...told)),
    apiUsage: (...told) => all.forEach((each) => each.apiUsage(...told)),
    engineMessage: (...told) => all.forEach((each) => each.engineMessage(...told)),
  };
}
