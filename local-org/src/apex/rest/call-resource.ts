import { UnsupportedError } from '../../errors.ts';
import type { ApexRestCall, ApexRestReply } from '../../org/apex-rest.ts';
import { ApexRestError } from '../../org/apex-rest.ts';
import type { Transaction } from '../../transaction.ts';
import { BlobValue } from '../../values/blob.ts';
import { describeError } from '../describe-error.ts';
import type { ApexRuntime } from '../runtime/apex-runtime.ts';
import type { ApexMap } from '../runtime/collections.ts';
import type { Any, PlatformObject } from '../runtime/objects.ts';
import { JsonTyped } from '../system/json-read.ts';
import { parseJson, type Json } from '../system/json-parse.ts';
import { writeJson } from '../system/json-write.ts';
import type { MethodDecl } from '../types/type.ts';
import type { RestTarget } from './find-resource.ts';

/** The statuses that a RestResponse may have; Apex Reference, "RestResponse Class", statusCode. */
const STATUSES = new Set([200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 417, 422, 429, 500, 503]);

/** Runs an Apex REST method in a transaction. Whatever ends it early is an ApexRestError, and the transaction is to be undone. */
export function callResource(runtime: ApexRuntime, tx: Transaction, { method, mapping }: RestTarget, call: ApexRestCall): ApexRestReply {
  const isXml = call.headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /\bxml\b/i.test(value));
  if (isXml && method.params.length > 0) throw new UnsupportedError('XML bodies of Apex REST methods with parameters');
  if (method.params.length > 0 && (call.method === 'GET' || call.method === 'DELETE')) throw new UnsupportedError(`parameters of Apex REST methods for ${call.method}`);
  try {
    return runtime.run(tx, () => answer(runtime, method, mapping, call));
  } catch (error) {
    throw asRestError(error);
  }
}

function answer(runtime: ApexRuntime, method: MethodDecl, mapping: string, call: ApexRestCall): ApexRestReply {
  const args = argumentsOf(runtime, method, call.body);
  const response = newPlatform(runtime, 'System.RestResponse');
  runtime.setStaticField('System.RestContext', 'request', requestOf(runtime, mapping, call, args.length === 0));
  runtime.setStaticField('System.RestContext', 'response', response);
  const result = runtime.class(method.owner.key)[method.mangled](...args) as Any;
  const body = method.returns.key === 'void' ? undefined : writeJson(result ?? null, { pretty: false, suppressNulls: false });
  return replyOf(runtime.staticField('System.RestContext', 'response') as PlatformObject | null, body);
}

function requestOf(runtime: ApexRuntime, mapping: string, call: ApexRestCall, withBody: boolean): PlatformObject {
  const request = newPlatform(runtime, 'System.RestRequest');
  const headers = request.get('headers') as ApexMap;
  const params = request.get('params') as ApexMap;
  for (const [name, value] of call.headers) headers.table.set(name, value);
  for (const [name, value] of call.params) params.table.set(name, value);
  request.set('httpMethod', call.method);
  request.set('requestURI', call.path);
  request.set('resourcePath', `/services/apexrest${mapping}`);
  request.set('remoteAddress', call.remoteAddress);
  // The body of a method with parameters went into them.
  request.set('requestBody', withBody ? new BlobValue(call.body) : null);
  return request;
}

/** The members of the body by parameter name; those that are absent are null. */
function argumentsOf(runtime: ApexRuntime, method: MethodDecl, body: Uint8Array): Any[] {
  if (method.params.length === 0) return [];
  const members = membersOf(body);
  const names = method.paramNames.map((name) => name.toLowerCase());
  const given = new Map([...members].map(([name, value]) => [name.toLowerCase(), value] as const));
  const unknown = [...members.keys()].find((name) => !names.includes(name.toLowerCase()));
  if (unknown !== undefined) throw parserError(`Unexpected parameter encountered during deserialization: ${unknown} at [line:1, column:2]`);
  const reader = new JsonTyped(runtime, false);
  try {
    return method.params.map((type, index) => reader.read(given.get(names[index]!) ?? null, type));
  } catch (error) {
    throw parserError(describeError(error).message.replace(/^System\.\w+: /, ''));
  }
}

function membersOf(body: Uint8Array): Map<string, Json> {
  if (body.length === 0) throw parserError('HTTP request body is empty.');
  let json: Json;
  try {
    json = parseJson(new BlobValue(body).toText());
  } catch (error) {
    throw parserError(describeError(error).message.replace(/^System\.\w+: /, ''));
  }
  if (json instanceof Map) return json as Map<string, Json>;
  throw parserError('The HTTP entity body is required to be an object at [line:1, column:1]');
}

function parserError(message: string): ApexRestError {
  return new ApexRestError(400, 'JSON_PARSER_ERROR', message);
}

function replyOf(response: PlatformObject | null, result: string | undefined): ApexRestReply {
  const status = (response?.get('statusCode') as number | null | undefined) ?? 200;
  if (!STATUSES.has(status)) throw new ApexRestError(500, 'APEX_ERROR', `Invalid status code for HTTP response: ${status}`);
  const headers = [...((response?.get('headers') as ApexMap | null | undefined)?.table.pairs() ?? [])] as [string, string][];
  const written = (response?.get('responseBody') as BlobValue | null | undefined)?.bytes ?? new Uint8Array();
  const body = result === undefined ? written : new TextEncoder().encode(result);
  return { status, headers, body };
}

function asRestError(error: unknown): unknown {
  if (error instanceof ApexRestError) return error;
  const { kind, message, stackTrace } = describeError(error);
  if (kind === 'unsupported' || kind === 'defect') return error;
  return new ApexRestError(500, 'APEX_ERROR', `${message}\n\n${stackTrace}`);
}

function newPlatform(runtime: ApexRuntime, name: string): PlatformObject {
  return runtime.construct(runtime.program.universe.platformType(name, [])!) as PlatformObject;
}
