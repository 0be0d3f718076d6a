import type { DmlError } from '../contract.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { SObject } from '../values/sobject.ts';

/** One record of a DML statement on its way through the save. */
export interface Work {
  /** Place in the statement's list. */
  readonly index: number;
  readonly source: SObject;
  readonly type: SObjectType;
  /** The row before the save; null for an insert. */
  old: Row | null;
  /** The record as before triggers see and change it. */
  draft: SObject | null;
  /** The row after the save. */
  saved: Row | null;
  id: string | null;
  readonly created: boolean;
  errors: DmlError[];
  /** Texts that are too long are cut. */
  truncate?: boolean;
}

/** Starts a record on its way. */
export function newWork(index: number, source: SObject, id: string | null, created: boolean): Work {
  return { index, source, type: source.type, old: null, draft: null, saved: null, id, created, errors: [] };
}

export function failed(work: Work): boolean {
  return work.errors.length > 0;
}
