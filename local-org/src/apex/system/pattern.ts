import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { javaRegex, javaReplacement } from './java-regex.ts';

interface MatcherState {
  pattern: string;
  input: string;
  start: number;
  end: number;
  position: number;
  appended: number;
  match: RegExpExecArray | null;
}

function compile(pattern: string | null): PlatformObject {
  javaRegex(pattern ?? nullPointer());
  return new PlatformObject('System.Pattern', [['pattern', pattern], ['$text', pattern]]);
}

function matcher(pattern: PlatformObject, input: string | null): PlatformObject {
  const text = input ?? nullPointer();
  const state: MatcherState = { pattern: pattern.fields.get('pattern') as string, input: text, start: 0, end: text.length, position: 0, appended: 0, match: null };
  return new PlatformObject('System.Matcher', [['state', state], ['pattern', pattern]]);
}

const stateOf = (target: PlatformObject): MatcherState => target.fields.get('state') as MatcherState;

/** Runs the expression over the matcher's region; `wrap` makes the form that must match from its start or as a whole. */
function run(state: MatcherState, flags: string, from: number, wrap: (regex: string) => string): boolean {
  const inline = /^\(\?[imsx]+\)/.exec(state.pattern)?.[0] ?? '';
  const regex = javaRegex(inline + wrap(state.pattern.slice(inline.length)), `${flags}d`);
  regex.lastIndex = from;
  state.match = regex.exec(state.input.slice(0, state.end));
  if (state.match !== null) state.position = state.match.index + state.match[0].length;
  return state.match !== null;
}

function find(target: PlatformObject, at?: number): boolean {
  const state = stateOf(target);
  if (at !== undefined) {
    if (at < 0 || at > state.input.length) raise('System.StringException', `Illegal start index`);
    state.position = at;
    state.match = null;
  }
  const empty = state.match !== null && state.match[0] === '';
  const from = Math.max(state.start, empty ? state.position + 1 : state.position);
  return from <= state.end && run(state, 'g', from, (regex) => regex);
}

function current(target: PlatformObject): RegExpExecArray {
  return stateOf(target).match ?? raise('System.StringException', 'No match found');
}

function group(target: PlatformObject, index = 0): string | null {
  const match = current(target);
  if (index >= match.length) raise('System.StringException', `No group ${index}`);
  return match[index] ?? null;
}

function boundary(target: PlatformObject, index: number, side: 0 | 1): number {
  return current(target).indices?.[index]?.[side] ?? -1;
}

function replace(target: PlatformObject, replacement: string | null, flags: string): string {
  const state = stateOf(target);
  return state.input.replace(javaRegex(state.pattern, flags), (...args: Any[]) => javaReplacement(replacement ?? nullPointer(), args));
}

/** System.Pattern and System.Matcher, over JavaScript's regular expressions. */
export function patternBodies(runtime: Runtime): Record<string, PlatformBody> {
  const whole = (regex: string): string => `(?:${regex})$`;
  return {
    'system.pattern': {
      statics: {
        compile,
        matches: (pattern: string | null, input: string | null) => {
          const one = matcher(compile(pattern), input);
          return run(stateOf(one), 'y', 0, whole);
        },
        quote: (text: string | null) => `\\Q${text ?? nullPointer()}\\E`,
      },
      methods: {
        matcher,
        pattern: (pattern: PlatformObject) => pattern.fields.get('pattern'),
        split: (pattern: PlatformObject, input: string, limit?: number) => runtime.method('System.String', 'split')(input, pattern.fields.get('pattern'), limit),
        tostring: (pattern: PlatformObject) => pattern.fields.get('pattern'),
      },
    },
    'system.matcher': {
      statics: { quotereplacement: (text: string) => text.replace(/[\\$]/g, '\\$&') },
      methods: {
        find,
        group,
        groupcount: (target: PlatformObject) => new RegExp(`${javaRegex(stateOf(target).pattern).source}|`, javaRegex(stateOf(target).pattern).flags).exec('')!.length - 1,
        matches: (target: PlatformObject) => run(stateOf(target), 'y', stateOf(target).start, whole),
        lookingat: (target: PlatformObject) => run(stateOf(target), 'y', stateOf(target).start, (regex) => regex),
        start: (target: PlatformObject, index = 0) => boundary(target, index, 0),
        end: (target: PlatformObject, index = 0) => boundary(target, index, 1),
        hitend: (target: PlatformObject) => stateOf(target).match === null || stateOf(target).position >= stateOf(target).end,
        pattern: (target: PlatformObject) => target.fields.get('pattern'),
        region: (target: PlatformObject, start: number, end: number) => {
          Object.assign(stateOf(target), { start, end, position: start, match: null });
          return target;
        },
        regionstart: (target: PlatformObject) => stateOf(target).start,
        regionend: (target: PlatformObject) => stateOf(target).end,
        replaceall: (target: PlatformObject, replacement: string) => replace(target, replacement, 'g'),
        replacefirst: (target: PlatformObject, replacement: string) => replace(target, replacement, ''),
        reset: (target: PlatformObject, input?: string) => {
          const state = stateOf(target);
          const text = input ?? state.input;
          Object.assign(state, { input: text, start: 0, end: text.length, position: 0, match: null });
          return target;
        },
        usepattern: (target: PlatformObject, pattern: PlatformObject) => {
          stateOf(target).pattern = pattern.fields.get('pattern') as string;
          return target;
        },
      },
    },
  };
}
