import { setTimeout as pause } from 'node:timers/promises';
import { commandOf } from '../../connector/src/queue/processes.ts';
import type { Clocks } from './clocks.ts';
import type { SupervisedConnector } from './connector.ts';
import type { Blow, Lane } from './disturber.ts';
import { pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** How many blows of each sort there are. */
export interface BlowCounts {
  /** Kills of connector, engine and keeper; a fifth as many freezes and orderly ends come on top. */
  readonly kills: number;
  readonly monetizenowKills: number;
  /** Times at which Salesforce is not there. */
  readonly outages: number;
  readonly fullDisks: number;
  readonly clockJumps: number;
}

export interface BlowParts {
  readonly random: Random;
  readonly counts: BlowCounts;
  readonly connector: SupervisedConnector;
  readonly world: World;
  readonly clocks: Clocks;
}

const FREEZE_MS = 1_500;
const AWAY_MS = [200, 2_000] as const;
const FULL_MS = [300, 3_000] as const;
const JUMP_MS = 10 * 60_000;
const JUMPED_MS = [300, 6_000] as const;

/** The lanes of a run; those of a disk that could not be mounted are left out. */
export function lanesOf(parts: BlowParts): Lane[] {
  const { counts, connector, random } = parts;
  const own = (name: string) => ({ ...parts, random: random.fork(name) });
  const [monetizenow, salesforce, disk, clock] = [own('monetizenow'), own('salesforce'), own('disk'), own('clock')];
  return [
    { blows: processBlows(own('processes')), ready: () => connector.ready() },
    { blows: times(counts.monetizenowKills, () => monetizenowKill(monetizenow)) },
    { blows: times(counts.outages, () => outage(salesforce)) },
    { blows: parts.world.disk === undefined ? [] : times(counts.fullDisks, () => fullDisk(disk)) },
    { blows: times(counts.clockJumps, () => clockJump(clock)) },
  ];
}

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

function processBlows({ random, counts: { kills }, connector, world }: BlowParts): Blow[] {
  const pids = () => ownPids(connector);
  const end = (how: NodeJS.Signals) => async () => (connector.end(how), true);
  const freeze = async (pid: number | undefined) => {
    if (!signal(pid, 'SIGSTOP')) return false;
    await pause(random.between(FREEZE_MS / 3, FREEZE_MS));
    return signal(pid, 'SIGCONT');
  };
  const killed: readonly [number, Blow][] = [
    [9, { name: 'connector killed', deal: end('SIGKILL') }],
    [9, { name: 'engine killed', deal: async () => signal(pids()?.engine, 'SIGKILL') }],
    [2, { name: 'keeper killed', deal: async () => signal(pids()?.keeper, 'SIGKILL') }],
  ];
  const others: readonly [number, Blow][] = [
    [2, { name: 'connector asked to stop', deal: end('SIGTERM') }],
    [1, { name: 'connector frozen', deal: () => freeze(connector.pid()) }],
    [1, { name: 'engine frozen', deal: () => freeze(pids()?.engine) }],
    // The local org keeps its records in memory: killed, it would lose them, which Salesforce never does. So it is frozen here, and
    // cut off by `outage`, which is all of an org's death that a connector can see.
    [1, { name: 'org frozen', deal: () => freeze(world.orgPid) }],
  ];
  return [...times(kills, () => pickWeighted(random, killed)), ...times(Math.ceil(kills / 5), () => pickWeighted(random, others))];
}

/** Its database outlives it. */
function monetizenowKill({ random, world: { monetizenowProcess } }: BlowParts): Blow {
  return {
    name: 'MonetizeNow killed',
    async deal() {
      await monetizenowProcess.kill();
      await pause(random.between(...AWAY_MS) / 2);
      await monetizenowProcess.start();
      return true;
    },
  };
}

function outage({ random, world: { salesforce } }: BlowParts): Blow {
  return {
    name: 'Salesforce away',
    async deal() {
      await salesforce.away(random.chance(0.5) ? 'refused' : 'cut', random.between(...AWAY_MS));
      return true;
    },
  };
}

/** To the last byte, or so far that events are refused while jobs may go on. */
function fullDisk({ random, world: { disk, diskReserveMiB } }: BlowParts): Blow {
  return {
    name: 'disk full',
    async deal() {
      await disk?.fill(random.chance(0.6) ? 0 : diskReserveMiB / 2);
      await pause(random.between(...FULL_MS));
      await disk?.free();
      return true;
    },
  };
}

/** Half of the jumps are beyond what a webhook's time may be off by. */
function clockJump({ random, clocks }: BlowParts): Blow {
  const whose = random.chance(0.7) ? 'connector' : 'sender';
  return {
    name: `clock of the ${whose} off`,
    async deal() {
      clocks.set(whose, random.between(-JUMP_MS, JUMP_MS));
      await pause(random.between(...JUMPED_MS));
      clocks.set(whose, 0);
      return true;
    },
  };
}

/** Process ids are used again by the system, so each is believed only if its command line names the connector's folder. */
function ownPids(connector: SupervisedConnector): { keeper: number; engine: number } | undefined {
  const pids = connector.engine();
  const isOwn = (pid: number) => (commandOf(pid) ?? '').includes(connector.dataDir);
  return pids !== undefined && isOwn(pids.keeper) && isOwn(pids.engine) ? pids : undefined;
}

function signal(pid: number | undefined, name: NodeJS.Signals): boolean {
  try {
    return pid !== undefined && pid > 0 && process.kill(pid, name);
  } catch {
    return false;
  }
}
