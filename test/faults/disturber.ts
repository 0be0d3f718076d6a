import { setTimeout as pause } from 'node:timers/promises';
import { commandOf } from '../../connector/src/queue/processes.ts';
import { pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import type { SupervisedConnector } from './connector.ts';

export type Blow = 'connector killed' | 'engine killed' | 'keeper killed' | 'connector asked to stop' | 'connector frozen' | 'engine frozen' | 'org frozen';

export interface DisturberParts {
  readonly random: Random;
  /** Kills over the whole run; a fifth as many freezes and orderly ends come on top. */
  readonly kills: number;
  readonly events: number;
  readonly stored: () => number;
  readonly connector: SupervisedConnector;
  readonly orgPid: number;
}

/** Kills and freezes processes, spread over the run. */
export interface Disturber {
  readonly blows: ReadonlyMap<Blow, number>;
  /** Ends when all blows are dealt, or when it is told to. */
  run(): Promise<void>;
  end(): void;
}

const LOOK_MS = 20;
const FREEZE_MS = 1_500;

/** Plans as many blows as are asked for, at events chosen by `random`, each a moment later. */
export function createDisturber({ random, kills, events, stored, connector, orgPid }: DisturberParts): Disturber {
  const blows = new Map<Blow, number>();
  const planned = [
    ...Array.from({ length: kills }, () => pickWeighted<Blow>(random, [[9, 'connector killed'], [9, 'engine killed'], [2, 'keeper killed']])),
    ...Array.from({ length: Math.ceil(kills / 5) }, () =>
      pickWeighted<Blow>(random, [[2, 'connector asked to stop'], [1, 'connector frozen'], [1, 'engine frozen'], [1, 'org frozen']]),
    ),
  ].map((blow) => ({ blow, at: random.below(Math.floor(events * 0.97)) }));
  planned.sort((left, right) => left.at - right.at);
  const over = new AbortController();

  async function deal(blow: Blow): Promise<boolean> {
    const pids = ownPids(connector);
    switch (blow) {
      case 'connector killed':
        connector.end('SIGKILL');
        return true;
      case 'connector asked to stop':
        connector.end('SIGTERM');
        return true;
      case 'engine killed':
        return pids !== undefined && signal(pids.engine, 'SIGKILL');
      case 'keeper killed':
        return pids !== undefined && signal(pids.keeper, 'SIGKILL');
      case 'connector frozen':
        return freeze(connector.pid());
      case 'engine frozen':
        return pids !== undefined && freeze(pids.engine);
      case 'org frozen':
        return freeze(orgPid);
    }
  }

  async function freeze(pid: number): Promise<boolean> {
    if (!signal(pid, 'SIGSTOP')) return false;
    await pause(random.between(FREEZE_MS / 3, FREEZE_MS));
    return signal(pid, 'SIGCONT');
  }

  return {
    blows,
    end: () => over.abort(),
    async run() {
      for (const { blow, at } of planned) {
        while (!over.signal.aborted && stored() < at) await pause(LOOK_MS);
        // Now and then in the middle of a start; else a random moment after it.
        if (!random.chance(0.2)) await connector.ready();
        await pause(random.below(400));
        // A process that is not there cannot be killed: then a moment later.
        while (!(await deal(blow)) && !over.signal.aborted) await pause(LOOK_MS);
        if (over.signal.aborted) return;
        blows.set(blow, (blows.get(blow) ?? 0) + 1);
      }
    },
  };
}

/** Process ids are used again by the system, so each is believed only if its command line names the connector's folder. */
function ownPids(connector: SupervisedConnector): { keeper: number; engine: number } | undefined {
  const pids = connector.engine();
  const isOwn = (pid: number) => (commandOf(pid) ?? '').includes(connector.dataDir);
  return pids !== undefined && isOwn(pids.keeper) && isOwn(pids.engine) ? pids : undefined;
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return pid > 0 && process.kill(pid, name);
  } catch {
    return false;
  }
}
