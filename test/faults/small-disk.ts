import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { appendFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** A file system of its own, small enough to be filled up. */
export interface SmallDisk {
  /** Where it is for whoever was started with `enter`. */
  readonly path: string;
  /** Where it is from outside. */
  readonly outside: string;
  /** The command line that starts a program where the disk is mounted; the program keeps the process id. */
  enter(command: readonly string[]): string[];
  /** Fills it up but for so many MiB. */
  fill(leaveMiB: number): Promise<void>;
  /** Frees what was filled. */
  free(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Mounts a file system in memory at a folder, within a mount namespace of its own: nobody else sees it, and it is gone with the
 * processes in it, however they end. As an ordinary user where the system lets users have namespaces, else as root; where
 * neither is permitted, the reason.
 */
export async function mountSmallDisk(folder: string, sizeMiB: number): Promise<SmallDisk | { readonly reason: string }> {
  const path = join(folder, 'disk');
  mkdirSync(path);
  const tries = [
    { unshare: ['--user', '--map-root-user', '--mount'], nsenter: ['--user', '--preserve-credentials', '--mount'] },
    { unshare: ['--mount'], nsenter: ['--mount'] },
  ];
  const reasons: string[] = [];
  for (const { unshare, nsenter } of tries) {
    // It holds the namespace open until its standard input ends, with us at the latest.
    const script = 'mount -t tmpfs -o size="$1" none "$2" && echo mounted && exec cat';
    const holder = spawn('unshare', [...unshare, 'sh', '-c', script, 'sh', `${sizeMiB}m`, path], { stdio: 'pipe' });
    const reason = await mounted(holder);
    if (reason === undefined) return diskOf(holder, path, nsenter);
    reasons.push(reason);
  }
  return { reason: [...new Set(reasons)].join('; ') };
}

/** Undefined once it is mounted, else what was said against it. */
async function mounted(holder: ChildProcess): Promise<string | undefined> {
  let errors = '';
  holder.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => {
    holder.once('error', (error) => resolve(error.message));
    holder.once('close', () => resolve(errors.trim()));
    holder.stdout?.once('data', () => resolve(undefined));
  });
}

const CHUNK = Buffer.alloc(1 << 20, 1);

function diskOf(holder: ChildProcess, path: string, nsenter: readonly string[]): SmallDisk {
  const outside = `/proc/${holder.pid}/root${path}`;
  const ballast = join(outside, 'ballast');
  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(outside);
    return bavail * bsize;
  };
  return {
    path,
    outside,
    enter: (command) => ['nsenter', `--target=${holder.pid}`, ...nsenter, '--', ...command],
    async fill(leaveMiB) {
      for (let over = await freeBytes(); (over -= leaveMiB << 20) > 0; over = await freeBytes()) {
        try {
          await appendFile(ballast, CHUNK.subarray(0, over));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
          throw error;
        }
      }
    },
    free: () => rm(ballast, { force: true }),
    async close() {
      if (holder.exitCode !== null || holder.signalCode !== null) return;
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    },
  };
}
