import { statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** How much room there is: enough, too little for new events, or so little that the engine must not write any more. */
export type Room = 'enough' | 'low' | 'none';

export interface DiskSpace {
  readonly freeBytes: number;
  /** What has to be free for new events to be stored. */
  readonly reserveBytes: number;
}

/** Watches over the disk of a folder. */
export interface DiskWatch {
  /** As of the last look, a quarter of a second ago at most. */
  space(): DiskSpace;
  room(): Room;
  /** Waits until the room is one of these, or somebody stops waiting. */
  reached(rooms: readonly Room[], signal: AbortSignal): Promise<void>;
  stop(): void;
}

export interface DiskParts {
  readonly folder: string;
  readonly reserveBytes: number;
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined;
  readonly report: (level: string, message: string) => void;
}

const LOOK_EVERY_MS = 250;
/**
 * The part of the reserve below which the engine is ended. Jobs that were stored before may use the rest: they need some.
 * An engine that has met the end of the disk goes on to call itself healthy, stores nothing, and does not recover when there
 * is room again (seen with Restate 1.7; RocksDB keeps such an error until it is opened anew: facebook/rocksdb#11643).
 */
const LAST_PART = 4;

/** Looks at the disk now, and again and again until `stop`. */
export async function watchDisk({ folder, reserveBytes, freeBytes = freeBytesOf, report }: DiskParts): Promise<DiskWatch> {
  const stopping = new AbortController();
  let free = await freeBytes(folder);
  let told: Room = 'enough';
  const roomNow = (): Room => (free >= reserveBytes ? 'enough' : free >= reserveBytes / LAST_PART ? 'low' : 'none');
  const tell = () => {
    const room = roomNow();
    if (room !== told) report(room === 'enough' ? 'warn' : 'error', sentence(room, { freeBytes: free, reserveBytes }));
    told = room;
  };

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(LOOK_EVERY_MS, undefined, { ref: false });
      free = await freeBytes(folder).catch(() => free);
      tell();
    }
  }

  tell();
  void look();
  return {
    space: () => ({ freeBytes: free, reserveBytes }),
    room: roomNow,
    async reached(rooms, signal) {
      while (!signal.aborted && !stopping.signal.aborted && !rooms.includes(roomNow())) await pause(LOOK_EVERY_MS);
    },
    stop: () => stopping.abort(),
  };
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function sentence(room: Room, { freeBytes, reserveBytes }: DiskSpace): string {
  const figures = `the disk has ${mebibytes(freeBytes)} MiB left, and ${mebibytes(reserveBytes)} MiB are wanted`;
  switch (room) {
    case 'enough':
      return `${figures}: events are stored again`;
    case 'low':
      return `${figures}: no event is stored until there is room`;
    case 'none':
      return `${figures}: the engine waits until there is room`;
  }
}

/** Whether there is too little room for new events, where that is known: a cluster does not tell, nor a connector of an older version. */
export function isFull(disk: DiskSpace | null | undefined): disk is DiskSpace {
  return disk !== null && disk !== undefined && disk.freeBytes < disk.reserveBytes;
}

/** Bytes as whole MiB. */
export function mebibytes(bytes: number): number {
  return Math.floor(bytes / 2 ** 20);
}
