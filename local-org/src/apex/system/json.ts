import { nullPointer, PlatformObject, raise, type Any, type TypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ApexType } from '../types/type.ts';
import { jsonGenerator } from './json-generator.ts';
import { jsonParser, jsonParserBody } from './json-parser.ts';
import { parseJson } from './json-parse.ts';
import { JsonTyped, untyped } from './json-read.ts';
import { writeJson } from './json-write.ts';

function deserialize(runtime: Runtime, text: string | null, type: TypeToken | null, strict: boolean): Any {
  if (text === null) return raise('System.NullPointerException', 'Argument cannot be null.');
  const token = type ?? nullPointer();
  checkStart(text, token.type);
  return new JsonTyped(runtime, strict).read(parseJson(text), token.type);
}

/** The first sign has to be that of the wanted type, whatever follows. */
function checkStart(text: string, type: ApexType): void {
  const start = text.trimStart()[0];
  if (start === undefined || text.trimStart().startsWith('null')) return;
  if ((type.kind === 'list' || type.kind === 'set') && start !== '[' && start !== '{') raise('System.JSONException', "Malformed JSON: Expected '[' at the beginning of List/Set");
  const isObject = type.kind === 'map' || type.kind === 'sobject' || type.kind === 'class';
  if (isObject && start !== '{') raise('System.JSONException', "Malformed JSON: Expected '{' at the beginning of object");
}

/** System.JSON */
export function jsonBodies(runtime: Runtime): Record<string, PlatformBody> {
  return {
    'system.json': {
      statics: {
        serialize: (value: Any, suppressNulls = false) => writeJson(value, { pretty: false, suppressNulls }),
        serializepretty: (value: Any, suppressNulls = false) => writeJson(value, { pretty: true, suppressNulls }),
        deserialize: (text: string | null, type: TypeToken | null) => deserialize(runtime, text, type, false),
        deserializestrict: (text: string | null, type: TypeToken | null) => deserialize(runtime, text, type, true),
        deserializeuntyped: (text: string | null) => untyped(runtime, parseJson(text ?? raise('System.NullPointerException', 'Argument cannot be null.'))),
        createparser: (text: string | null) => jsonParser(text ?? nullPointer()),
        creategenerator: (pretty: boolean) => new PlatformObject('System.JSONGenerator', [['state', { pretty, parts: [], depth: [], text: '' }]]),
      },
    },
    'system.jsongenerator': jsonGenerator,
    'system.jsonparser': jsonParserBody(runtime),
  };
}
