import type { DmlError, DmlOperation, DmlRequest, DmlResult } from '../contract.ts';
import { deleteChunk } from './delete-chunk.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError, TOO_MANY_RETRIES } from './errors.ts';
import { refuseMixedDml } from './mixed-dml.ts';
import { saveChunk } from './save-chunk.ts';
import { undeleteChunk } from './undelete-chunk.ts';
import { planUpsert } from './upsert.ts';
import type { SObject } from '../values/sobject.ts';
import type { Work } from './work.ts';
import { failed, newWork } from './work.ts';

/** Records that triggers see at once. */
const CHUNK = 200;
/** A partial save is tried again without the failing records, at most so often. */
const ATTEMPTS = 3;

type ChunkOperation = Exclude<DmlOperation, 'upsert'>;

/** One DML statement over the store, limits not counted. */
export function runDml(request: DmlRequest, environment: SaveEnvironment, refuse?: (record: SObject) => DmlError | undefined): DmlResult[] {
  const works = plan(request, environment);
  refuseMixedDml(works, request.operation, environment);
  for (const work of works) {
    const refusal = refuse?.(work.source);
    if (refusal) work.errors.push(refusal);
  }
  if (request.truncate) for (const work of works) work.truncate = true;
  const start = environment.store.savepoint;
  for (const chunk of chunksOf(works)) {
    if (request.allOrNone && works.some(failed)) break;
    runChunk(chunk, request, environment);
  }
  if (request.allOrNone && works.some(failed)) {
    environment.store.rollback(start);
    return works.map((work) => resultOf(work, request, false));
  }
  for (const work of works) if (!failed(work) && work.source.id === null) work.source.set('Id', work.id);
  return works.map((work) => resultOf(work, request, true));
}

function plan(request: DmlRequest, { store }: SaveEnvironment): Work[] {
  if (request.operation === 'upsert') return planUpsert(request, store);
  return request.records.map((record, index) => {
    const work = newWork(index, record, record.id, request.operation === 'insert');
    if (request.operation === 'insert' && record.id !== null) work.errors.push(dmlError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    if (request.operation !== 'insert' && record.id === null) work.errors.push(dmlError('MISSING_ARGUMENT', `Id not specified in an ${request.operation} call`));
    if (request.operation === 'insert') work.id = null;
    return work;
  });
}

/** Consecutive records of one object, at most 200 together. */
function chunksOf(works: readonly Work[]): Work[][] {
  const chunks: Work[][] = [];
  for (const work of works) {
    const last = chunks.at(-1);
    if (last && last.length < CHUNK && last[0]!.type === work.type) last.push(work);
    else chunks.push([work]);
  }
  return chunks;
}

function runChunk(chunk: readonly Work[], request: DmlRequest, environment: SaveEnvironment): void {
  const alive = chunk.filter((work) => !failed(work));
  if (request.operation !== 'upsert') return runAttempts(alive, request.operation, request.allOrNone, environment);
  runAttempts(alive.filter((work) => work.created), 'insert', request.allOrNone, environment);
  runAttempts(alive.filter((work) => !work.created), 'update', request.allOrNone, environment);
}

/**
 * Apex Developer Guide, "Bulk DML Exception Handling": after errors everything is undone and tried again with the records
 * that had none, up to three times; triggers run again, limits start from where they were.
 */
function runAttempts(works: readonly Work[], operation: ChunkOperation, allOrNone: boolean, environment: SaveEnvironment): void {
  const { store, tx } = environment;
  const limits = tx.limits.save();
  let alive = works;
  for (let attempt = 1; alive.length > 0; attempt += 1) {
    const savepoint = store.savepoint;
    attemptChunk(alive, operation, environment);
    if (allOrNone || !alive.some(failed)) return;
    store.rollback(savepoint);
    alive = alive.filter((work) => !failed(work));
    if (alive.length) tx.limits.restore(limits);
    if (attempt === ATTEMPTS) for (const work of alive) work.errors.push(TOO_MANY_RETRIES);
    if (attempt === ATTEMPTS) return;
    for (const work of alive) reset(work);
  }
}

function reset(work: Work): void {
  work.saved = null;
  work.draft = null;
  work.old = null;
  if (work.created) work.id = null;
}

function attemptChunk(works: readonly Work[], operation: ChunkOperation, environment: SaveEnvironment): void {
  if (operation === 'delete') deleteChunk(works, environment);
  else if (operation === 'undelete') undeleteChunk(works, environment);
  else saveChunk(works, operation, environment);
}

function resultOf(work: Work, request: DmlRequest, kept: boolean): DmlResult {
  const success = kept && !failed(work);
  const created = request.operation === 'upsert' ? { created: success && work.created } : {};
  return { id: success || !work.created ? work.id : null, success, ...created, errors: work.errors };
}
