import { UnsupportedError } from '../../errors.ts';
import { parseSosl, type SoslQuery } from '../../soql/sosl.ts';
import { SalesforceError } from '../../errors.ts';
import type { ApexList } from '../runtime/collections.ts';
import { nullPointer, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { searchRecords } from '../runtime/queries.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** What a search gives: List<List<SObject>>. */
export function searchLists(runtime: Runtime, search: SoslQuery, binds: readonly Any[]): ApexList {
  const { universe } = runtime.program;
  const record = universe.sobject('SObject')!;
  return runtime.listOf(universe.list(record), searchRecords(search, binds).map((records) => runtime.listOf(record, records)));
}

function searchQuery(runtime: Runtime, text: string | null): ApexList {
  try {
    const { query, bindNames } = parseSosl(text ?? nullPointer());
    if (bindNames.length > 0) throw new UnsupportedError('Search.query with bind variables');
    return searchLists(runtime, query, []);
  } catch (error) {
    if (error instanceof SalesforceError) return raise('System.SearchException', error.message);
    throw error;
  }
}

/** System.Search */
export function searchBody(runtime: Runtime): PlatformBody {
  return { statics: { query: (text: string) => searchQuery(runtime, text) } };
}
