import { withDeadline } from '../deadline.ts';
import type { CatalogueStore } from '../sync/catalogue.ts';
import { CATALOGUE_OBJECT } from './catalogue-object.ts';
import type { Addition, WrittenProduct } from './catalogue-object.ts';
import type { Call } from './ingress.ts';
import { literal, queryEngine } from './introspection.ts';

export interface StoreParts {
  readonly tenantId: string;
  /** Leaves a call with the engine; resolves once it survives a crash. */
  readonly send: (call: Call) => Promise<unknown>;
  readonly adminUrl: () => string;
}

/** A job waits no longer than this for the catalogue: writing a product again takes less. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The catalogue of a tenant in the engine. It is asked from within jobs, which hold places of the engine while they ask. So nothing here
 * waits for a handler, which would need a place as well: with all places taken by jobs that ask, none of them would get an answer.
 * What is known is read from the engine's tables, and what is new is left with it to be added.
 */
export function catalogueStore({ tenantId, send, adminUrl }: StoreParts): CatalogueStore {
  const entries = gathered((products) => withDeadline(ANSWER_WITHIN_MS, (signal) => readEntries(adminUrl(), tenantId, products, signal)));
  return {
    async known(orgId, versions) {
      if (versions.length === 0) return [];
      const found = await entries(versions.map(({ product }) => product));
      return versions.filter(({ product, version }) => {
        const entry = found.get(product);
        return entry?.org === orgId && entry.versions.includes(version);
      });
    },
    async add(orgId, versions) {
      const input: Addition = { org: orgId, versions };
      await send({ object: CATALOGUE_OBJECT, key: tenantId, handler: 'add', input });
    },
  };
}

type Entries = ReadonlyMap<string, WrittenProduct>;

async function readEntries(adminUrl: string, tenantId: string, products: readonly string[], signal: AbortSignal): Promise<Entries> {
  const sql = `SELECT key, value_utf8 FROM state WHERE service_name = '${CATALOGUE_OBJECT}' AND service_key = ${literal(tenantId)} AND key IN (${products.map(literal).join(', ')})`;
  const rows = await queryEngine(adminUrl, sql, signal);
  return new Map(rows.map((row) => [String(row['key']), JSON.parse(String(row['value_utf8'])) as WrittenProduct]));
}

/** Asks for many what was asked while an answer was awaited: after a start all jobs ask, and the engine looks through its tables each time. */
export function gathered(ask: (products: readonly string[]) => Promise<Entries>): (products: readonly string[]) => Promise<Entries> {
  let next: { readonly products: Set<string>; readonly answer: Promise<Entries> } | undefined;
  let current: Promise<unknown> = Promise.resolve();
  return (products) => {
    if (next === undefined) {
      const wanted = new Set<string>();
      const answer = current.then(() => {
        next = undefined;
        return ask([...wanted]);
      });
      current = answer.catch(() => undefined);
      next = { products: wanted, answer };
    }
    for (const product of products) next.products.add(product);
    return next.answer;
  };
}
