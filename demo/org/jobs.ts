import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'jsforce';

const POLL_MS = 50;
const IDLE_WITHIN_MS = 60_000;

/** Waits until the org has no background job left to do. */
export async function waitForJobs(org: Connection): Promise<void> {
  const deadline = Date.now() + IDLE_WITHIN_MS;
  for (;;) {
    const { totalSize } = await org.query(
      "SELECT COUNT() FROM AsyncApexJob WHERE Status IN ('Holding', 'Queued', 'Preparing', 'Processing')",
    );
    if (totalSize === 0) return;
    if (Date.now() > deadline) throw new Error(`${totalSize} background jobs of the org did not end`);
    await pause(POLL_MS);
  }
}
