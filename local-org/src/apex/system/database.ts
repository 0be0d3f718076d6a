import type { DmlOperation } from '../../contract.ts';
import { UnsupportedError } from '../../errors.ts';
import type { SoqlQuery } from '../../soql/ast.ts';
import { resultOf } from '../../soql/check.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApexMap } from '../runtime/collections.ts';
import { ApexList, iteratorState } from '../runtime/collections.ts';
import { runDml, runMerge, SHARING } from '../runtime/dml.ts';
import { nullPointer, PlatformObject, raise, SObjectFieldToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { dynamicQuery, queryCount, queryRows, type BindReader } from '../runtime/queries.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import type { ApexType } from '../types/type.ts';
import { dropPublications, publicationCount } from '../async/events.ts';
import { executeBatch } from '../async/batch.ts';
import { iteratorBody } from './collection-methods.ts';
import { databaseErrors, databaseResults, resultList } from './database-results.ts';

/** Whether the AccessLevel among the arguments is USER_MODE. */
function userMode(args: readonly Any[]): boolean {
  return args.some((arg) => arg instanceof PlatformObject && arg.className === 'System.AccessLevel' && arg.fields.get('mode') === 'USER_MODE');
}

/** What the arguments say about whose access counts. */
function accessOf(args: readonly Any[]): { userMode: boolean; sharing: boolean } {
  return { userMode: userMode(args), sharing: args.includes(SHARING) };
}

/** Apex Reference, "DMLOptions Class": its headers can be set without being made first. */
function dmlOptions(): PlatformObject {
  const headers = ['AssignmentRuleHeader', 'DuplicateRuleHeader', 'EmailHeader'];
  return new PlatformObject('Database.DMLOptions', headers.map((name) => [name, new PlatformObject(`Database.DMLOptions.${name}`)] as const));
}

/** DMLOptions.allowFieldTruncation */
function truncates(args: readonly Any[]): boolean {
  return args.some((arg) => arg instanceof PlatformObject && arg.className === 'Database.DMLOptions' && arg.fields.get('AllowFieldTruncation') === true);
}

/** All or none, unless a flag or DMLOptions among the arguments says otherwise. */
function allOrNone(args: readonly Any[]): boolean {
  for (const arg of args) {
    if (typeof arg === 'boolean') return arg;
    if (arg instanceof PlatformObject && arg.className === 'Database.DMLOptions') return arg.fields.get('OptAllOrNone') !== false;
  }
  return true;
}

function dml(runtime: Runtime, operation: DmlOperation) {
  return (value: Any, ...args: Any[]): Any => {
    if (value === null) return nullPointer();
    const records = recordsOf(runtime, operation, value);
    const field = args.find((arg) => arg instanceof SObjectFieldToken) as SObjectFieldToken | undefined;
    const results = runDml({ operation, value: records, allOrNone: allOrNone(args), externalIdField: field?.field ?? null, ...accessOf(args), truncate: truncates(args) });
    const list = databaseResults(runtime, operation, results);
    return value instanceof ApexList ? list : list.items[0];
  };
}

/** Ids stand for records where a record is deleted or brought back. */
function recordsOf(runtime: Runtime, operation: DmlOperation, value: Any): Any {
  if (operation !== 'delete' && operation !== 'undelete') return value;
  if (typeof value === 'string') return recordOfId(value);
  if (!(value instanceof ApexList) || !value.items.some((item) => typeof item === 'string')) return value;
  return runtime.listOf(runtime.program.universe.sobject('SObject')!, value.items.map((item) => (typeof item === 'string' ? recordOfId(item) : item)));
}

function recordOfId(id: string): SObject {
  for (const type of session().tx.schema.all()) {
    if (type.keyPrefix === id.slice(0, 3)) return new SObject(type, [['Id', id]]);
  }
  return raise('System.DmlException', `INVALID_CROSS_REFERENCE_KEY, invalid cross reference id: ${id}`);
}

/** The list type of a query's result. */
function rowsType(runtime: Runtime, parsed: SoqlQuery): ApexType {
  const { universe } = runtime.program;
  const result = resultOf(parsed);
  const name = result === 'aggregate' ? 'AggregateResult' : result === 'count' ? 'SObject' : result.object;
  return universe.list(universe.sobject(name) ?? universe.sobject('SObject')!);
}

function query(runtime: Runtime, text: string | null, args: readonly Any[]): ApexList {
  const read = args.at(-1) as BindReader;
  const { query: parsed, binds } = dynamicQuery(text, read);
  return queryRows(parsed, binds, rowsType(runtime, parsed), accessOf(args));
}

/** A reader of the binds of `queryWithBinds`: keys in any case. */
function mapReader(map: ApexMap | null): BindReader {
  const values = new Map((map ?? nullPointer()).table.pairs().map(([key, value]) => [String(key).toLowerCase(), value]));
  return (name) => values.get(name);
}

function countQuery(text: string | null, args: readonly Any[], read: BindReader): number {
  const { query: parsed, binds } = dynamicQuery(text, read);
  if (resultOf(parsed) !== 'count') raise('System.QueryException', 'The query must be a count query');
  return queryCount(parsed, binds, accessOf(args));
}

/** A query locator: its rows are read when it is used. */
function queryLocator(runtime: Runtime, source: Any, args: readonly Any[]): PlatformObject {
  if (source instanceof ApexList) return new PlatformObject('Database.QueryLocator', [['rows', source], ['query', '']]);
  const rows = query(runtime, source as string, args);
  return new PlatformObject('Database.QueryLocator', [['rows', rows], ['query', source]]);
}

function setSavepoint(): PlatformObject {
  const running = session();
  running.tx.limits.consume('dmlStatements');
  const token = new PlatformObject('System.Savepoint');
  running.savepoints.push({ token, at: running.tx.data.savepoint(running.tx), events: publicationCount(running.tx) });
  return token;
}

function rollback(token: Any): void {
  const running = session();
  running.tx.limits.consume('dmlStatements');
  const index = running.savepoints.findIndex((one) => one.token === (token ?? nullPointer()));
  if (index < 0) raise('System.TypeException', 'Savepoint is invalid: it was released or an earlier savepoint was rolled back');
  running.tx.data.rollback(running.tx, running.savepoints[index]!.at);
  dropPublications(running.tx, running.savepoints[index]!.events);
  running.savepoints.length = index + 1;
}

function release(token: Any): void {
  const running = session();
  const index = running.savepoints.findIndex((one) => one.token === token);
  if (index >= 0) running.savepoints.length = index;
  running.uncommitted = false;
}

/** System.Database, and the classes of the namespace Database that are plain data. */
export function databaseBodies(runtime: Runtime): Record<string, PlatformBody> {
  return {
    'system.database': {
      statics: {
        insert: dml(runtime, 'insert'),
        update: dml(runtime, 'update'),
        upsert: dml(runtime, 'upsert'),
        delete: dml(runtime, 'delete'),
        undelete: dml(runtime, 'undelete'),
        query: (text: string, ...args: Any[]) => query(runtime, text, args),
        querywithbinds: (text: string, binds: ApexMap, ...args: Any[]) => query(runtime, text, [...args, mapReader(binds)]),
        countquery: (text: string, ...args: Any[]) => countQuery(text, args, args.at(-1) as BindReader),
        countquerywithbinds: (text: string, binds: ApexMap, ...args: Any[]) => countQuery(text, args, mapReader(binds)),
        getquerylocator: (source: Any, ...args: Any[]) => queryLocator(runtime, source, args),
        getquerylocatorwithbinds: (text: string, binds: ApexMap, ...args: Any[]) => queryLocator(runtime, text, [...args, mapReader(binds)]),
        emptyrecyclebin: (value: Any) => emptyRecycleBin(runtime, value),
        merge: (master: Any, duplicates: Any, ...args: Any[]) => merge(runtime, master, duplicates, args),
        setsavepoint: setSavepoint,
        rollback,
        releasesavepoint: release,
        executebatch: (job: Any, size?: number) => executeBatch(runtime, job, size),
      },
    },
    'database.querylocator': {
      methods: {
        getquery: (locator: PlatformObject) => locator.fields.get('query'),
        iterator: (locator: PlatformObject) => new PlatformObject('Database.QueryLocatorIterator', [['cursor', iteratorState(locator.fields.get('rows') as ApexList)]]),
      },
    },
    'database.querylocatoriterator': iteratorBody,
    'database.dmloptions': { construct: dmlOptions },
    'database.dmloptions.emailheader': { construct: () => new PlatformObject('Database.DMLOptions.EmailHeader') },
    'database.dmloptions.duplicateruleheader': { construct: () => new PlatformObject('Database.DMLOptions.DuplicateRuleHeader') },
    'database.dmloptions.assignmentruleheader': { construct: () => new PlatformObject('Database.DMLOptions.AssignmentRuleHeader') },
    'system.accesslevel': {
      staticFields: { user_mode: () => accessLevel('USER_MODE'), system_mode: () => accessLevel('SYSTEM_MODE') },
      methods: {
        withpermissionsetid: () => {
          throw new UnsupportedError('AccessLevel.withPermissionSetId');
        },
      },
    },
  };
}

/** Database.merge: a result for the master, or for each duplicate of a list. */
function merge(runtime: Runtime, master: Any, duplicates: Any, args: readonly Any[]): Any {
  const results = runMerge(master, duplicates, allOrNone(args));
  const { universe } = runtime.program;
  const items: Any[] = duplicates instanceof ApexList ? duplicates.items : [duplicates];
  const merged = items.map((item) => (item instanceof SObject ? item.id : item) as string);
  const objects = merged.map((id, index) => {
    const result = results[index] ?? results[0]!;
    return new PlatformObject('Database.MergeResult', [
      ['id', (master as SObject).id],
      ['success', result.success],
      ['errors', databaseErrors(runtime, result.errors)],
      ['mergedrecordids', runtime.listOf(universe.string, [id])],
      ['updatedrelatedids', runtime.listOf(universe.string, [])],
    ]);
  });
  return duplicates instanceof ApexList ? runtime.listOf(universe.platformType('Database.MergeResult', [])!, objects) : objects[0];
}

/** Database.emptyRecycleBin of a record or a list of records or ids. */
function emptyRecycleBin(runtime: Runtime, value: Any): Any {
  const { tx } = session();
  const items: Any[] = value instanceof ApexList ? value.items : [value ?? nullPointer()];
  const ids = items.map((item) => (item instanceof SObject ? (item.id ?? nullPointer()) : (item as string)));
  if (tx.data.emptyRecycleBin === undefined) throw new UnsupportedError('Database.emptyRecycleBin');
  const list = resultList(runtime, 'Database.EmptyRecycleBinResult', tx.data.emptyRecycleBin(tx, ids));
  return value instanceof ApexList ? list : list.items[0];
}

const LEVELS = new Map(['USER_MODE', 'SYSTEM_MODE'].map((mode) => [mode, new PlatformObject('System.AccessLevel', [['mode', mode], ['$text', mode]])]));

function accessLevel(mode: string): PlatformObject {
  return LEVELS.get(mode)!;
}

