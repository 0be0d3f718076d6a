import type { FactType, IrType, Parameter, Typed } from '../../../codegen/compiler/ir/rule.ts';

/** A value of the rule language, as TypeScript and JSON hold it. */
export type Plain = string | number | boolean | null | readonly string[] | { readonly [fact: string]: Plain };

/** A fact or a parameter that takes values, with those to try when its type alone does not say them. */
export interface Slot extends Typed {
  readonly domain?: readonly Plain[] | undefined;
}

/** The values to try: those of the domain, else every choice of the type and those that trip targets up. */
export function valuesOf({ type, nullable, domain }: Slot): readonly Plain[] {
  if (domain) return domain;
  const values = plainValues(type);
  return nullable ? [...values, null] : values;
}

function plainValues(type: IrType): Plain[] {
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'decimal':
    case 'integer':
      return [0, 1, -1, 0.5, 1_000_000];
    case 'text':
      return ['', 'a', 'A', 'b', 'Ünïcode 😀', 'x'.repeat(120), "quote ' and \\ slash"];
    case 'choice':
    case 'outcome':
      return [...type.values, ...type.values.slice(0, 1).map((value) => value.toLowerCase())];
    case 'recordId':
      return ['005000000000001AAA', '005000000000002AAA'];
    case 'date':
      return ['2026-01-31', '2024-02-29'];
    case 'list':
      return [[], ['DRAFT'], ['draft', 'SENT'], ['DRAFT', 'REVIEW', 'APPROVED', 'PROCESSED']];
    case 'facts':
    case 'null':
      return [null];
  }
}

/** Every combination of one value from each list. */
export function* product<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = lists;
  if (first === undefined) return yield [];
  for (const value of first) for (const others of product(rest)) yield [value, ...others];
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random value of a type, for what enumeration does not reach. */
export function randomValue({ type, nullable, domain = [] }: Slot, random: () => number): Plain {
  if (random() * 2 < Math.min(domain.length, 1)) return domain[Math.floor(random() * domain.length)] ?? null;
  if (nullable && random() < 0.15) return null;
  if (type.kind === 'decimal' || type.kind === 'integer') return Math.round((random() - 0.3) * 1e9) / 10 ** Math.floor(random() * 6);
  if (type.kind === 'text') return Array.from({ length: Math.floor(random() * 100) }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('') || 'z';
  const values = plainValues(type);
  return values[Math.floor(random() * values.length)] ?? null;
}

const LETTERS = [...'abcXYZ019 ()-_éß€'];

/** One argument of a rule: a plain value, or facts of which `read` vary and the rest are fixed. */
export interface Argument {
  readonly parameter: Parameter;
  readonly varying: readonly FactType[];
  readonly fixed: readonly FactType[];
}
