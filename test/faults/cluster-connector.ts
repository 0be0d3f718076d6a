/* One connector of test/faults/cluster.ts: the queue as the product has it, with steps that ask and tell the parent. */
import type { QuoteEvent } from '../../connector/src/intake/event.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import type { ClusterOptions } from '../../connector/src/queue/options.ts';
import { found, written } from '../connector/support/steps.ts';

const { dataDir, cluster } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; cluster: ClusterOptions };
const answers = new Map<number, (version: number) => void>();
let reads = 0;

const queue = await startQueue(
  { dataDir, parallelJobs: 16, cluster },
  {
    read: (_tenant, quoteId) =>
      new Promise((resolve) => {
        const id = (reads += 1);
        answers.set(id, (version) => resolve(found(version)));
        process.send?.({ read: { id, quoteId } });
      }),
    async write(_tenant, quoteId, read) {
      process.send?.({ write: { quoteId, version: read.kind === 'quote' ? read.version : 0 } });
      return written;
    },
  },
  {
    received: () => undefined,
    refused: () => undefined,
    coalesced: () => undefined,
    done: () => undefined,
    willRetry: () => undefined,
    parked: () => undefined,
    apiUsage: () => undefined,
    engineMessage: () => undefined,
  },
);

process.on('message', (told: { event?: QuoteEvent; answer?: number; version?: number }) => {
  if (told.answer !== undefined) {
    answers.get(told.answer)?.(told.version ?? 0);
    answers.delete(told.answer);
  }
  const { event } = told;
  if (event === undefined) return;
  queue.enqueue(event).then(
    () => process.send?.({ stored: event.eventId }),
    () => process.send?.({ refused: event.eventId }),
  );
});
process.send?.({ ready: true });
