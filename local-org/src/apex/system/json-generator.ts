import type { PlatformObject, Any } from '../runtime/objects.ts';
import { raise } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { writeJson } from './json-write.ts';

interface Level {
  readonly kind: 'object' | 'array';
  count: number;
}

interface State {
  readonly pretty: boolean;
  readonly depth: Level[];
  text: string;
  /** A field name was written and its value is due. */
  named?: boolean;
  closed?: boolean;
}

const stateOf = (target: PlatformObject): State => target.fields.get('state') as State;

function lead(state: State): void {
  const level = state.depth.at(-1);
  if (level === undefined || state.named === true) {
    state.named = false;
    return;
  }
  if (level.kind === 'object') raise('System.JSONException', 'Can not write a value, expecting field name');
  state.text += level.count > 0 ? (state.pretty ? ', ' : ',') : state.pretty ? ' ' : '';
  level.count += 1;
}

function indent(state: State): string {
  return `\n${'  '.repeat(state.depth.filter((level) => level.kind === 'object').length)}`;
}

function fieldName(target: PlatformObject, name: string): void {
  const state = stateOf(target);
  const level = state.depth.at(-1);
  if (level?.kind !== 'object') return raise('System.JSONException', 'Can not write a field name, expecting a value');
  state.text += `${level.count > 0 ? ',' : ''}${state.pretty ? indent(state) : ''}${JSON.stringify(name)}${state.pretty ? ' : ' : ':'}`;
  level.count += 1;
  state.named = true;
}

function value(target: PlatformObject, one: Any): void {
  const state = stateOf(target);
  lead(state);
  state.text += writeJson(one, { pretty: state.pretty, suppressNulls: false });
}

function open(target: PlatformObject, kind: Level['kind']): void {
  const state = stateOf(target);
  lead(state);
  state.text += kind === 'object' ? '{' : '[';
  state.depth.push({ kind, count: 0 });
}

function close(target: PlatformObject, kind: Level['kind']): void {
  const state = stateOf(target);
  const level = state.depth.pop();
  if (level?.kind !== kind) return raise('System.JSONException', `Current context not an ${kind}`);
  if (state.pretty) state.text += kind === 'object' && level.count > 0 ? indent(state) : ' ';
  state.text += kind === 'object' ? '}' : ']';
}

const field = (target: PlatformObject, name: string, one: Any): void => {
  fieldName(target, name);
  value(target, one);
};

const NAMES = ['string', 'number', 'boolean', 'date', 'datetime', 'time', 'id', 'blob', 'object'];

/** System.JSONGenerator */
export const jsonGenerator: PlatformBody = {
  methods: {
    ...Object.fromEntries(NAMES.flatMap((name) => [[`write${name}`, value], [`write${name}field`, field]])),
    writefieldname: fieldName,
    writenull: (target: PlatformObject) => value(target, null),
    writenullfield: (target: PlatformObject, name: string) => field(target, name, null),
    writestartobject: (target: PlatformObject) => open(target, 'object'),
    writeendobject: (target: PlatformObject) => close(target, 'object'),
    writestartarray: (target: PlatformObject) => open(target, 'array'),
    writeendarray: (target: PlatformObject) => close(target, 'array'),
    getasstring: (target: PlatformObject) => stateOf(target).text,
    close: (target: PlatformObject) => {
      stateOf(target).closed = true;
    },
    isclosed: (target: PlatformObject) => stateOf(target).closed === true,
  },
};
