import { Decimal } from '../../values/decimal.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { DoubleValue } from '../../values/double.ts';
import { TimeValue } from '../../values/time.ts';
import { BlobValue } from '../../values/blob.ts';
import { PlatformObject, raise, type Any, type TypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { JsonNumber, parseJson, type Json } from './json-parse.ts';
import { JsonTyped } from './json-read.ts';

/** One token of a document; `value` is the whole structure that starts there. */
interface Token {
  readonly kind: string;
  readonly name: string | null;
  readonly text: string | null;
  readonly value: Json;
  /** Index of the last token of the structure. */
  end: number;
}

interface State {
  readonly tokens: readonly Token[];
  at: number;
  cleared: boolean;
}

function tokensOf(json: Json): Token[] {
  const tokens: Token[] = [];
  addTokens(json, null, tokens);
  return tokens;
}

function addTokens(json: Json, name: string | null, into: Token[]): void {
  const add = (kind: string, text: string | null): Token => {
    const token = { kind, name, text, value: json, end: into.length };
    into.push(token);
    return token;
  };
  if (json === null) add('VALUE_NULL', 'null');
  else if (typeof json === 'boolean') add(json ? 'VALUE_TRUE' : 'VALUE_FALSE', String(json));
  else if (typeof json === 'string') add('VALUE_STRING', json);
  else if (json instanceof JsonNumber) add(/^-?\d+$/.test(json.text) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT', json.text);
  else addStructure(json, add, into);
}

function addStructure(json: Json[] | Map<string, Json>, add: (kind: string, text: string | null) => Token, into: Token[]): void {
  const isArray = Array.isArray(json);
  const start = add(isArray ? 'START_ARRAY' : 'START_OBJECT', isArray ? '[' : '{');
  if (isArray) for (const item of json) addTokens(item, null, into);
  else {
    for (const [name, value] of json) {
      into.push({ kind: 'FIELD_NAME', name, text: name, value: name, end: into.length });
      addTokens(value, name, into);
    }
  }
  start.end = into.length;
  add(isArray ? 'END_ARRAY' : 'END_OBJECT', isArray ? ']' : '}');
}

const stateOf = (parser: PlatformObject): State => parser.fields.get('state') as State;

function current(parser: PlatformObject): Token | null {
  const state = stateOf(parser);
  return state.cleared ? null : (state.tokens[state.at] ?? null);
}

function next(parser: PlatformObject): Token | null {
  const state = stateOf(parser);
  if (state.at < state.tokens.length) state.at += 1;
  state.cleared = false;
  return current(parser);
}

function needed(parser: PlatformObject): Token {
  return current(parser) ?? raise('System.JSONException', 'No current token');
}

function numberText(parser: PlatformObject): string {
  const token = needed(parser);
  if (!token.kind.startsWith('VALUE_NUMBER')) raise('System.JSONException', `Current token (${token.kind}) not numeric, can not use numeric value accessors`);
  return token.text!;
}

function textAs<T>(parser: PlatformObject, what: string, read: (text: string) => T | undefined): T {
  const token = needed(parser);
  return (token.kind === 'VALUE_STRING' ? read(token.text!) : undefined) ?? raise('System.JSONException', `Current token is not a ${what}`);
}

function wholeNumber(parser: PlatformObject): bigint {
  return Decimal.parse(numberText(parser)).toBigInt();
}

/** Reads the structure that starts at the current token as a type; the parser stands at its end then. */
function readAs(runtime: Runtime, parser: PlatformObject, type: TypeToken, strict: boolean): Any {
  const state = stateOf(parser);
  if (state.at < 0) next(parser);
  if (current(parser)?.kind === 'FIELD_NAME') next(parser);
  const token = needed(parser);
  state.at = token.end;
  return new JsonTyped(runtime, strict).read(token.value, type.type);
}

function skipChildren(parser: PlatformObject): void {
  const token = current(parser);
  if (token !== null && token.kind.startsWith('START_')) stateOf(parser).at = token.end;
}

/** JSON.createParser */
export function jsonParser(text: string): PlatformObject {
  return new PlatformObject('System.JSONParser', [['state', { tokens: tokensOf(parseJson(text)), at: -1, cleared: false } satisfies State]]);
}

/** System.JSONParser */
export function jsonParserBody(runtime: Runtime): PlatformBody {
  const kind = (token: Token | null): Any => (token === null ? null : runtime.enumNamed('System.JSONToken', token.kind));
  return {
    methods: {
      nexttoken: (parser: PlatformObject) => kind(next(parser)),
      nextvalue: (parser: PlatformObject) => {
        const token = next(parser);
        return kind(token?.kind === 'FIELD_NAME' ? next(parser) : token);
      },
      getcurrenttoken: (parser: PlatformObject) => kind(current(parser)),
      hascurrenttoken: (parser: PlatformObject) => current(parser) !== null,
      clearcurrenttoken: (parser: PlatformObject) => {
        stateOf(parser).cleared = true;
      },
      getlastclearedtoken: (parser: PlatformObject) => (stateOf(parser).cleared ? kind(stateOf(parser).tokens[stateOf(parser).at] ?? null) : null),
      getcurrentname: (parser: PlatformObject) => current(parser)?.name ?? null,
      gettext: (parser: PlatformObject) => current(parser)?.text ?? null,
      getbooleanvalue: (parser: PlatformObject) => {
        const token = needed(parser);
        if (token.kind !== 'VALUE_TRUE' && token.kind !== 'VALUE_FALSE') raise('System.JSONException', `Current token (${token.kind}) not of boolean type`);
        return token.kind === 'VALUE_TRUE';
      },
      getintegervalue: (parser: PlatformObject) => Number(BigInt.asIntN(32, wholeNumber(parser))),
      getlongvalue: wholeNumber,
      getdecimalvalue: (parser: PlatformObject) => Decimal.parse(numberText(parser)),
      getdoublevalue: (parser: PlatformObject) => new DoubleValue(Number(numberText(parser))),
      getdatevalue: (parser: PlatformObject) => textAs(parser, 'Date', (text) => DateValue.tryParse(text.slice(0, 10))),
      getdatetimevalue: (parser: PlatformObject) => textAs(parser, 'Datetime', (text) => DatetimeValue.tryParse(text)),
      gettimevalue: (parser: PlatformObject) => textAs(parser, 'Time', (text) => TimeValue.tryParse(text)),
      getidvalue: (parser: PlatformObject) => runtime.toId(needed(parser).text),
      getblobvalue: (parser: PlatformObject) => BlobValue.fromBase64(needed(parser).text ?? ''),
      readvalueas: (parser: PlatformObject, type: TypeToken) => readAs(runtime, parser, type, false),
      readvalueasstrict: (parser: PlatformObject, type: TypeToken) => readAs(runtime, parser, type, true),
      skipchildren: skipChildren,
    },
  };
}
