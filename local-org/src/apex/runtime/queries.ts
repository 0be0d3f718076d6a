import { SalesforceError, UnsupportedError } from '../../errors.ts';
import type { SoslQuery } from '../../soql/sosl.ts';
import type { QueryOptions } from '../../contract.ts';
import type { SoqlQuery } from '../../soql/ast.ts';
import { checkQuery } from '../../soql/check.ts';
import { parseSoql } from '../../soql/parse.ts';
import { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import type { ApexType } from '../types/type.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexObject, EnumValue, nullPointer, raise, type Any } from './objects.ts';
import { queryException, readField, readParent } from './records.ts';
import { fieldByRelationship, fieldOf } from '../../schema/sobject-type.ts';
import { session } from './session.ts';

/** Reads a variable of the calling code by its lower-case name; undefined when there is none. */
export type BindReader = (name: string) => Any;

/** The records of a query of the program. */
export function queryRows(query: SoqlQuery, binds: readonly Any[], type: ApexType, options: QueryOptions = {}): ApexList {
  return new ApexList(type, runQuery(query, binds, options).records);
}

/** The number that `SELECT COUNT()` gives. */
export function queryCount(query: SoqlQuery, binds: readonly Any[], options: QueryOptions = {}): number {
  return runQuery(query, binds, options).size;
}

function runQuery(query: SoqlQuery, binds: readonly Any[], options: QueryOptions): { records: SObject[]; size: number } {
  const { tx } = session();
  try {
    return tx.data.query(tx, query, binds.map(bindValue), options);
  } catch (error) {
    return queryException(error);
  }
}

/** What a bind gives to the query: lists for collections, ids for records. */
function bindValue(value: Any): Value {
  if (value instanceof ApexList) return value.items.map(bindValue);
  if (value instanceof ApexSet) return value.table.keys().map(bindValue);
  if (value instanceof ApexMap) return value.table.keys().map(bindValue);
  if (value instanceof SObject) return value.id;
  return value instanceof EnumValue ? value.name : (value as Value);
}

/** The records of a search, a list for each object; a test finds what Test.setFixedSearchResults gave it. */
export function searchRecords(search: SoslQuery, binds: readonly Any[]): SObject[][] {
  const { tx, platform } = session();
  if (tx.data.search === undefined) throw new UnsupportedError('SOSL');
  const fixed = tx.isTest ? ((platform.get('$fixedSearch') as string[] | undefined) ?? []) : null;
  try {
    return tx.data.search(tx, search, binds.map(bindValue), fixed);
  } catch (error) {
    if (error instanceof SalesforceError) return raise('System.SearchException', error.message);
    throw error;
  }
}

/** A query that is made of text, ready to run: its binds read. */
export function dynamicQuery(text: string | null, read: BindReader): { query: SoqlQuery; binds: Any[] } {
  if (text === null) return nullPointer();
  try {
    const { query, bindNames } = parseSoql(text);
    const [problem] = checkQuery(query, session().tx.schema);
    if (problem !== undefined) raise('System.QueryException', problem.message);
    return { query, binds: bindNames.map((name) => readBind(name, read)) };
  } catch (error) {
    return queryException(error);
  }
}

function readBind(path: string, read: BindReader): Any {
  const [first, ...rest] = path.split('.').map((part) => part.trim());
  let value = read(first!.toLowerCase());
  if (value === undefined) raise('System.QueryException', `Variable does not exist: ${first}`);
  for (const name of rest) value = memberOf(value, name);
  return value;
}

function memberOf(value: Any, name: string): Any {
  if (value === null) return nullPointer();
  if (value instanceof SObject) {
    const field = fieldOf(value.type, name);
    if (field !== undefined) return readField(value, field.name);
    const lookup = fieldByRelationship(value.type, name);
    if (lookup !== undefined) return readParent(value, lookup.relationshipName!);
  }
  if (value instanceof ApexObject) return (value as Any)[`f_${name.toLowerCase()}`] ?? null;
  return raise('System.QueryException', `Variable does not exist: ${name}`);
}

/** The one record of a list that stands for a record. */
export function singleRecord(rows: ApexList | null): SObject {
  if (rows === null) return nullPointer();
  if (rows.items.length === 0) raise('System.QueryException', 'List has no rows for assignment to SObject');
  if (rows.items.length > 1) raise('System.QueryException', 'List has more than 1 row for assignment to SObject');
  return rows.items[0] as SObject;
}
