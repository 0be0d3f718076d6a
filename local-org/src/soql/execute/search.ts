import { SalesforceError } from '../../errors.ts';
import type { FieldDefinition, SObjectType } from '../../schema/sobject-type.ts';
import type { Row } from '../../store/store.ts';
import type { SObject } from '../../values/sobject.ts';
import type { SoslQuery } from '../sosl.ts';
import type { Execution } from './execution.ts';
import { runQuery } from './run.ts';

/** Types whose text a search reads. */
const SEARCHED: ReadonlySet<FieldDefinition['type']> = new Set(['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'multipicklist']);

/**
 * Runs a search: one list of records for each object that it returns. A record is found when its fields have all words of the
 * term, `*` and `?` standing for letters. In tests only the records of Test.setFixedSearchResults are found.
 */
export function runSearch(search: SoslQuery, execution: Execution, fixed: readonly string[] | null): SObject[][] {
  const term = 'text' in search.term ? search.term.text : String(execution.binds[search.term.bind] ?? '');
  const matches = fixed ? fixedMatcher(fixed) : termMatcher(term, search.scope);
  let left = search.limit ?? Infinity;
  return search.returning.map((query) => {
    const isVisible = (type: SObjectType, row: Row): boolean => matches(type, row) && execution.isVisible?.(type, row) !== false;
    const { records } = runQuery(query, { ...execution, isVisible });
    const kept = records.slice(0, left);
    left -= kept.length;
    return kept;
  });
}

function fixedMatcher(ids: readonly string[]): (type: SObjectType, row: Row) => boolean {
  const known = new Set(ids);
  return (_, row) => known.has(row['Id'] as string);
}

/** Alternatives of words that all have to be there; `AND NOT` takes words away. */
function termMatcher(term: string, scope: SoslQuery['scope']): (type: SObjectType, row: Row) => boolean {
  if (term.replace(/[*?\s"]/g, '').length < 2) throw new SalesforceError('MALFORMED_SEARCH', `search term must be longer than one character: ${term}`);
  const alternatives = term.split(/\s+OR\s+/).map(wordsOf);
  return (type, row) => {
    const text = searchedText(type, row, scope);
    return alternatives.some(({ wanted, unwanted }) => wanted.every((word) => word.test(text)) && !unwanted.some((word) => word.test(text)));
  };
}

function wordsOf(text: string): { wanted: RegExp[]; unwanted: RegExp[] } {
  const wanted: RegExp[] = [];
  const unwanted: RegExp[] = [];
  let negated = false;
  for (const [, phrase, word] of text.matchAll(/"([^"]+)"|([^\s"()]+)/g)) {
    if (word === 'AND') continue;
    if (word === 'NOT') negated = true;
    else {
      (negated ? unwanted : wanted).push(wordPattern(phrase ?? word!));
      negated = false;
    }
  }
  return { wanted, unwanted };
}

function wordPattern(word: string): RegExp {
  const source = word.replace(/[\\^$.+()[\]{}|/]/g, '\\$&').replaceAll('*', '[^\\s]*').replaceAll('?', '[^\\s]');
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])${source}(?:$|[^\\p{L}\\p{N}])`, 'iu');
}

function searchedText(type: SObjectType, row: Row, scope: SoslQuery['scope']): string {
  const parts: string[] = [];
  for (const field of type.fields.values()) {
    const value = row[field.name];
    if (typeof value === 'string' && isSearched(field, scope)) parts.push(value);
  }
  return parts.join(' \n ');
}

function isSearched(field: FieldDefinition, scope: SoslQuery['scope']): boolean {
  if (scope === 'NAME') return field.name === 'Name' || field.name === 'FirstName' || field.name === 'LastName';
  if (scope === 'EMAIL') return field.type === 'email';
  if (scope === 'PHONE') return field.type === 'phone';
  return SEARCHED.has(field.type);
}
