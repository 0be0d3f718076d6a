import type { Pause } from './back-off.ts';

/** Where the engine answers. */
export interface EngineAddresses {
  readonly ingressUrl: string;
  readonly adminUrl: string;
}

/** Runs the work of a step as a span below the span of the request that brought the event. */
export type Trace = <T>(
  name: string,
  attributes: Readonly<Record<string, string>>,
  traceparent: string | undefined,
  work: () => Promise<T>,
) => Promise<T>;

/** A Restate cluster that runs already. */
export interface ClusterOptions extends EngineAddresses {
  /** The address under which the cluster reaches this process. */
  readonly serviceUrl: string;
  /** Where this process listens for the cluster; the port of `serviceUrl` on every interface unless it is given. */
  readonly listen?: { readonly host: string; readonly port: number } | undefined;
  /** The cluster's public keys (`publickeyv1_…`): calls that it has not signed are refused. */
  readonly identityKeys?: readonly string[] | undefined;
}

export interface QueueOptions {
  readonly dataDir: string;
  /** Quotes of one tenant that this process works on at once. */
  readonly parallelJobs: number;
  /** What has to be free on the disk of the embedded engine for new events to be stored, in bytes; nothing unless it is given. */
  readonly diskReserveBytes?: number;
  /** What is free on the disk of a folder, where that shall not be asked of the system. */
  readonly freeBytes?: (folder: string) => Promise<number>;
  /** Null: the engine is embedded. */
  readonly cluster?: ClusterOptions | null;
  /** How long `stop` waits for steps that run. */
  readonly drainMs?: number;
  /** The pauses between attempts, where they shall be others. */
  readonly pause?: Pause;
  readonly trace?: Trace;
}
