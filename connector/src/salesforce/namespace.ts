import { SalesforceApiError } from './errors.ts';
import type { SalesforceOrg, Subrequest } from './org.ts';

/*
 * A managed package puts its namespace before the API name of each of its objects, fields and relationships, also of its fields on
 * standard objects: `acme__Quote__c`, `acme__Quote__r`; and into the path of its Apex REST resources (ISVforce Guide, "Namespace
 * Prefix"; Apex Developer Guide, "Apex REST"). The connector knows the plain names; this is the one place where they are changed.
 */

type Fields = Readonly<Record<string, unknown>>;

/** Custom names that have no namespace yet: namespaces are set off by two underscores, of which names themselves have none. */
const CUSTOM = '[A-Za-z](?:_?[A-Za-z0-9])*__(?:c|r|e|mdt)';
const isCustom = new RegExp(`^${CUSTOM}$`, 'i');
const APEX_REST = '/services/apexrest/';

/** The org as one whose custom names have no namespace: requests get it, and answers lose it. */
export function withoutNamespace(org: SalesforceOrg, namespace: string): SalesforceOrg {
  const names = namesIn(namespace);
  const wrapped = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof SalesforceApiError ? plainError(error, names) : error;
    }
  };
  const request = (each: Subrequest): Subrequest => ({ ...each, path: fullPath(each.path, names), ...(each.body === undefined ? {} : { body: fullBody(each.body, names) }) });
  return {
    composite: (requests, options) =>
      wrapped(async () => (await org.composite(requests.map(request), options)).map(({ status, body }) => ({ status, body: plainAnswer(body, names) }))),
    single: (each) =>
      wrapped(async () => {
        const { status, body } = await org.single(request(each));
        return { status, body: plainAnswer(body, names) };
      }),
    // What Apex answers has names of its own.
    get: (path) => wrapped(async () => (path.startsWith(APEX_REST) ? org.get(`${APEX_REST}${namespace}/${path.slice(APEX_REST.length)}`) : plainAnswer(await org.get(fullPath(path, names)), names))),
    identity: () => org.identity(),
    orgId: () => org.orgId(),
  };
}

/** Names as the org has them, and as the connector has them. */
interface Names {
  full(name: string): string;
  plain(name: string): string;
  /** A text for people, in which full names may stand. */
  plainText(text: string): string;
}

function namesIn(namespace: string): Names {
  // API names are not case sensitive, and Salesforce answers in its own case.
  const before = new RegExp(`\\b${namespace}__(?=${CUSTOM}\\b)`, 'gi');
  const whole = new RegExp(`^${namespace}__(?=${CUSTOM}$)`, 'i');
  return {
    full: (name) => (isCustom.test(name) ? `${namespace}__${name}` : name),
    plain: (name) => name.replace(whole, ''),
    plainText: (text) => text.replaceAll(before, ''),
  };
}

/** Object and field of `/sobjects/OBJECT/FIELD/VALUE`, and the names within a query; whatever is a value stays as it is. */
function fullPath(path: string, { full }: Names): string {
  const [, query, soql] = /^(.*\/query\/?\?q=)([^&]*)$/.exec(path) ?? [];
  if (query !== undefined && soql !== undefined) return query + encodedSoql(fullSoql(decodeURIComponent(soql), full));
  return path.replace(/(\/sobjects\/)([^/?]+)(\/[^/?]+)?/, (_all, start: string, object: string, next = '') => start + full(object) + (next === '' ? '' : `/${full(String(next).slice(1))}`));
}

/** Every name that does not stand within a text literal. */
function fullSoql(soql: string, full: (name: string) => string): string {
  return soql.replaceAll(/'(?:[^'\\]|\\.)*'|[A-Za-z]\w*/g, (token) => (token.startsWith("'") ? token : full(token)));
}

/** References to results of a Composite request must not be encoded. */
function encodedSoql(soql: string): string {
  return soql
    .split(/(@\{[^}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
}

function fullBody(body: unknown, names: Names): unknown {
  const { records, ...rest } = body as Fields;
  return Array.isArray(records) ? { ...rest, records: records.map((record) => fullRecord(record as Fields, names)) } : fullRecord(body as Fields, names);
}

/** A record by field names; what belongs to another record, by the names of that. */
function fullRecord(record: Fields, names: Names): Fields {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (name === 'attributes') return [name, { ...(value as Fields), type: names.full(String((value as Fields)['type'])) }];
      return [names.full(name), isFields(value) ? fullRecord(value, names) : value];
    }),
  );
}

/** Results, errors, rows of a query, or the describe of an object. */
function plainAnswer(body: unknown, names: Names): unknown {
  if (Array.isArray(body)) return body.map((each) => (isFields(each) ? plainResult(each, names) : each));
  if (!isFields(body)) return body;
  const { records, fields } = body;
  if (Array.isArray(records)) return { ...body, records: records.map((row) => plainRow(row as Fields, names)) };
  if (Array.isArray(fields)) return plainDescribe(body, fields as Fields[], names);
  return plainResult(body, names);
}

/** A result with its errors, or an error itself. */
function plainResult(result: Fields, names: Names): Fields {
  const { message, fields, errors } = result;
  return {
    ...result,
    ...(typeof message === 'string' ? { message: names.plainText(message) } : {}),
    ...(Array.isArray(fields) ? { fields: fields.map((name) => names.plain(String(name))) } : {}),
    ...(Array.isArray(errors) ? { errors: errors.map((error) => plainResult(error as Fields, names)) } : {}),
  };
}

function plainRow(row: Fields, names: Names): Fields {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === 'attributes' && isFields(value)) return [name, { ...value, type: names.plain(String(value['type'])) }];
      return [names.plain(name), isFields(value) ? plainRow(value, names) : value];
    }),
  );
}

function plainDescribe(describe: Fields, fields: readonly Fields[], names: Names): Fields {
  return { ...describe, name: names.plain(String(describe['name'])), fields: fields.map((field) => ({ ...field, name: names.plain(String(field['name'])) })) };
}

function plainError(error: SalesforceApiError, names: Names): SalesforceApiError {
  const { errorCode, text, statusCode, fields, reaction, retryAfterMs, cause } = error;
  return new SalesforceApiError({ errorCode, message: names.plainText(text), statusCode, fields: fields.map((name) => names.plain(name)), reaction, retryAfterMs, cause });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
