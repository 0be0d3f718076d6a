import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { DiskSpace } from '../queue/disk-space.ts';

/** The room for events on the disk of an engine of its own; the function that is returned brings it up to date. */
export function diskGauges(registers: Registry[], disk: () => Promise<DiskSpace | null>): () => Promise<void> {
  const free = new Gauge({ name: 'connector_disk_free_bytes', help: 'What is free on the disk of the queue.', registers });
  const reserve = new Gauge({ name: 'connector_disk_reserve_bytes', help: 'What has to be free there for events to be stored.', registers });
  return async () => {
    const space = await disk();
    if (space === null) {
      free.remove();
      reserve.remove();
      return;
    }
    free.set(space.freeBytes);
    reserve.set(space.reserveBytes);
  };
}
