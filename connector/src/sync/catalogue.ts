import { createHash } from 'node:crypto';
import type { FlatProduct } from './records.ts';

/** Which products Salesforce was given, and in which state: each is written once per state, not once per quote. */
export interface ProductCatalogue {
  /** Those of the products that have not been written as they are now. */
  unknown(products: readonly FlatProduct[]): Promise<FlatProduct[]>;
  /** The products were written. */
  remember(products: readonly FlatProduct[]): Promise<void>;
  /** Those of the products that are worth another write because Salesforce seems to have lost them. */
  lost(products: readonly FlatProduct[]): Promise<FlatProduct[]>;
}

/** Keeps the catalogue beyond the life of a process. A version is the key of a product and a digest of its fields. */
export interface CatalogueStore {
  /** Those of the versions that are stored. */
  known(versions: readonly string[]): Promise<readonly string[]>;
  add(versions: readonly string[]): Promise<void>;
}

/** A product that comes back missing is written again, but not for each of its quotes: something else may be wrong with it. */
const REPAIR_MS = 60 * 60_000;
/** So many versions are remembered; a forgotten one costs a write. */
const MOST_VERSIONS = 100_000;

/**
 * A catalogue that remembers within this process, and asks a store for what it does not know. All versions of a product are
 * remembered: quotes keep the names of their day, and an old quote must not rename a product back and forth.
 */
export function productCatalogue(store?: CatalogueStore, now: () => number = Date.now): ProductCatalogue {
  const written = new Set<string>();
  const repaired = new Map<string, number>();

  function note(versions: readonly string[]): void {
    for (const version of versions) written.add(version);
    for (const version of written) {
      if (written.size <= MOST_VERSIONS) break;
      written.delete(version);
    }
  }

  return {
    async unknown(products) {
      const asked = products.map(versionOf).filter((version) => !written.has(version));
      if (asked.length > 0 && store !== undefined) note(await store.known(asked));
      return products.filter((product) => !written.has(versionOf(product)));
    },
    async remember(products) {
      const versions = products.map(versionOf).filter((version) => !written.has(version));
      if (versions.length === 0) return;
      await store?.add(versions);
      note(versions);
    },
    async lost(products) {
      for (const [key, until] of repaired) if (now() >= until) repaired.delete(key);
      const worth = products.filter(({ key }) => !repaired.has(key));
      for (const { key } of worth) repaired.set(key, now() + REPAIR_MS);
      return worth;
    },
  };
}

function versionOf({ key, record }: FlatProduct): string {
  return `${key}#${createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 16)}`;
}
