import { ApexMap } from '../runtime/collections.ts';
import { PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

/** The limits of the org that the local org has; the same as in its REST resource `limits`. */
function limits(): PlatformObject[] {
  const { tx } = session();
  const jobs = tx.data.rows(tx, 'AsyncApexJob').length;
  const all: [string, number, number][] = [['DailyApiRequests', 0, 15_000], ['DailyAsyncApexExecutions', jobs, 250_000], ['DataStorageMB', 0, 1024]];
  return all.map(([name, value, limit]) => new PlatformObject('System.OrgLimit', [['name', name], ['value', value], ['limit', limit]]));
}

const read = (name: string) => (one: PlatformObject): Any => one.get(name);

/** System.OrgLimits and OrgLimit */
export function orgLimitBodies(runtime: Runtime): Record<string, PlatformBody> {
  const { universe } = runtime.program;
  const type = universe.platformType('System.OrgLimit', [])!;
  return {
    'system.orglimits': {
      statics: {
        getall: () => runtime.listOf(type, limits()),
        getmap: () => {
          const map = new ApexMap(universe.map(universe.string, type));
          for (const one of limits()) map.table.set(one.get('name'), one);
          return map;
        },
      },
    },
    'system.orglimit': { methods: { getname: read('name'), getvalue: read('value'), getlimit: read('limit') } },
    // Outside an Experience Cloud site there is no network.
    'system.network': { statics: { getnetworkid: () => null } },
  };
}
