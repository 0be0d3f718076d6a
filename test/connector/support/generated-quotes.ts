import { array, constant, constantFrom, date, double, integer, jsonValue, nat, oneof, record, string, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { z } from 'zod';
import { quoteSchema } from '../../../connector/src/monetizenow/quote-schema.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Document = { readonly [name: string]: Json };

interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Texts that somebody's parser has stumbled over. */
const nasty = constantFrom('', ' ', '@{quote.id}', '@{', "'); DELETE", '\\', '"', '../..', 'a/b?c#d&e=f%2F', '\u0000', '\u2028', '😀', '\uD800', '\uFEFF', 'x'.repeat(40_000), '𠜎'.repeat(300));
const text = oneof({ weight: 6, arbitrary: string({ unit: 'grapheme', maxLength: 30 }) }, { weight: 1, arbitrary: nasty });
const day = date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((moment) => moment.toISOString().slice(0, 10));
const time = date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((moment) => moment.toISOString().replace('Z', '+0000'));
const number = oneof(integer(), double({ noNaN: true, noDefaultInfinity: true }), constantFrom(0, -0, 1e21, 5e-324, Number.MAX_VALUE));

/** Values of a JSON schema: whatever it allows, and for texts what nobody would expect in it. */
function valuesOf(schema: Schema, name: string): Arbitrary<Json> {
  if (schema.anyOf !== undefined) return oneof(...schema.anyOf.map((each) => valuesOf(each, name)));
  if (Array.isArray(schema.type)) return oneof(...(schema.type as string[]).map((type) => valuesOf({ ...schema, type }, name)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return array(valuesOf(schema.items ?? {}, name), { maxLength: 6 });
    case 'string':
      if (name === 'modifyDate') return time;
      if (schema.pattern !== undefined) return day;
      return name.toLowerCase().endsWith('id') ? oneof({ weight: 9, arbitrary: ids(schema) }, { weight: 1, arbitrary: text }) : text;
    case 'number':
      return number;
    case 'null':
      return constant(null);
    default:
      throw new Error(`the schema of a quote has the type ${String(schema.type)}, which is not generated here`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema): Arbitrary<Json> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each, name)]));
  return record(members, { requiredKeys: [...required] }) as Arbitrary<Json>;
}

/** Ids within their bounds, few enough to meet again. */
function ids({ minLength = 1, maxLength = 255 }: Schema): Arbitrary<string> {
  const any = string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 12) });
  return oneof({ weight: 5, arbitrary: integer({ max: 10_000, min: 0 }).map((value) => `id_${value}`) }, { weight: 1, arbitrary: any });
}

/** Items by the hundreds, which the generator of arrays does not come to. */
const many = record({ count: integer({ min: 150, max: 2_500 }), products: integer({ min: 1, max: 700 }), description: constantFrom('', 'd'.repeat(9_000)) }).map(
  ({ count, products, description }): Json => [
    {
      id: 'quoff_many',
      offeringId: 'offer_many',
      items: Array.from({ length: count }, (_, index) => ({ id: `qtitm_many_${index}`, productId: `prod_${index % products}`, quantity: index, ...(index % 7 === 0 ? { description } : {}) })),
    },
  ],
);

const bySchema = valuesOf(z.toJSONSchema(quoteSchema, { io: 'input' }) as Schema, 'quote') as Arbitrary<Document>;

/** Quotes as the schema allows them. */
export const quoteDocuments: Arbitrary<Document> = oneof(
  { weight: 40, arbitrary: bySchema },
  { weight: 1, arbitrary: tuple(bySchema, many).map(([quote, quoteOfferings]) => ({ ...quote, quoteOfferings })) },
);

/** A quote in which one thing is not as it should be; or no quote at all. */
export const brokenDocuments: Arbitrary<Json> = oneof(
  { weight: 1, arbitrary: jsonValue() as Arbitrary<Json> },
  { weight: 5, arbitrary: tuple(bySchema, nat(), constantFrom<Json>(null, true, 7, 'text', '', [], {}, [[]])).map(([quote, at, value]) => replaced(quote, at, value)) },
);

/** The document with one of its members, however deep, replaced. */
function replaced(document: Json, at: number, value: Json): Json {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (json: Json, path: readonly (string | number)[]): void => {
    if (path.length > 0) paths.push(path);
    if (typeof json === 'object' && json !== null) for (const [name, each] of Object.entries(json)) walk(each as Json, [...path, name]);
  };
  walk(document, []);
  const path = paths[at % Math.max(paths.length, 1)];
  if (path === undefined) return value;
  const copy = structuredClone(document) as Json;
  let parent = copy as Record<string | number, Json>;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string | number, Json>;
  parent[path.at(-1) ?? ''] = value;
  return copy;
}
