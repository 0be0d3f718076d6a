import { createHash } from 'node:crypto';
import { messageOf } from '../errors.ts';
import type { FlatProduct } from './records.ts';

/** Which products Salesforce was given, and in which state: each is written once per state, not once per quote. */
export interface ProductCatalogue {
  /** Those of the products that have not been written as they are now. */
  unknown(products: readonly FlatProduct[]): Promise<FlatProduct[]>;
  /** The products were written: Salesforce has said so. */
  remember(products: readonly FlatProduct[]): Promise<void>;
  /** Those of the products that are worth another write because Salesforce seems to have lost them. */
  lost(products: readonly FlatProduct[]): Promise<FlatProduct[]>;
}

/** A product in one of its states. Both are digests, so that they are short, and texts of no strange characters. */
export interface ProductVersion {
  readonly product: string;
  readonly version: string;
}

/** Keeps the catalogue of an org beyond the life of a process, for all processes of a cluster. Where it fails, products are written again. */
export interface CatalogueStore {
  /** Those of the versions that the org was given. */
  known(orgId: string, versions: readonly ProductVersion[]): Promise<readonly ProductVersion[]>;
  /** Resolves once it survives a crash. */
  add(orgId: string, versions: readonly ProductVersion[]): Promise<void>;
}

export interface CatalogueParts {
  /** Without one, products are written once per process instead of once for ever. */
  readonly store?: CatalogueStore | undefined;
  /** The org that is written to: another one has got nothing yet. */
  readonly orgId?: () => Promise<string>;
  /** Told when the store does not answer. */
  readonly report?: (message: string) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A product that comes back missing is written again, but not for each of its quotes: something else may be wrong with it. */
const REPAIR_MS = 60 * 60_000;
/** So many versions are remembered; a forgotten one costs a look into the store. */
const MOST_VERSIONS = 100_000;

/**
 * A catalogue that remembers within this process, and asks a store for what it does not know. All versions of a product are
 * remembered: quotes keep the names of their day, and an old quote must not rename a product back and forth.
 */
export function productCatalogue({ store, orgId = async () => '', report = () => undefined, now = Date.now }: CatalogueParts = {}): ProductCatalogue {
  const written = new Set<string>();
  const repaired = new Map<string, number>();
  let writtenTo: string | undefined;

  function note(versions: readonly ProductVersion[]): void {
    for (const { version } of versions) written.add(version);
    for (const version of written) {
      if (written.size <= MOST_VERSIONS) break;
      written.delete(version);
    }
  }

  /** The org, where the session tells it; what another one was given is forgotten. A login that fails is the write's to report. */
  async function currentOrg(): Promise<string | undefined> {
    const org = await orgId().catch(() => undefined);
    if (org === undefined || org === writtenTo) return org;
    writtenTo = org;
    written.clear();
    repaired.clear();
    return org;
  }

  /** Nothing that the store does may fail a job: at worst a product is written once more. */
  async function asked<T>(what: string, work: (store: CatalogueStore) => Promise<T>): Promise<T | undefined> {
    if (store === undefined) return undefined;
    try {
      return await work(store);
    } catch (error) {
      report(`the catalogue of products could not be ${what}: ${messageOf(error)}`);
      return undefined;
    }
  }

  return {
    async unknown(products) {
      if (products.length === 0) return [];
      const org = await currentOrg();
      const missing = products.map(versionOf).filter(({ version }) => !written.has(version));
      const known = missing.length > 0 && org !== undefined ? await asked('read', (from) => from.known(org, missing)) : undefined;
      // Another job may have found another org meanwhile.
      if (known !== undefined && org === writtenTo) note(known);
      return products.filter((product) => !written.has(versionOf(product).version));
    },
    async remember(products) {
      if (products.length === 0) return;
      const org = await currentOrg();
      const fresh = products.map(versionOf).filter(({ version }) => !written.has(version));
      note(fresh);
      if (fresh.length > 0 && org !== undefined) await asked('written', (to) => to.add(org, fresh));
    },
    async lost(products) {
      for (const [key, until] of repaired) if (now() >= until) repaired.delete(key);
      const worth = products.filter(({ key }) => !repaired.has(key));
      for (const { key } of worth) repaired.set(key, now() + REPAIR_MS);
      return worth;
    },
  };
}

function versionOf({ key, record }: FlatProduct): ProductVersion {
  return { product: digest(key), version: digest(JSON.stringify([key, record])) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
