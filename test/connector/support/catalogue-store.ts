import type { CatalogueStore, ProductVersion } from '../../../connector/src/sync/catalogue.ts';

/** A store of the catalogue that notes what it is asked, and fails while a test wants it to. */
export interface TestCatalogueStore extends CatalogueStore {
  readonly asked: string[];
  isDown: boolean;
}

/** An empty store. */
export function aCatalogueStore(): TestCatalogueStore {
  const entries = new Set<string>();
  const nameOf = (orgId: string, { product, version }: ProductVersion) => [orgId, product, version].join();
  const store: TestCatalogueStore = {
    asked: [],
    isDown: false,
    async known(orgId, versions) {
      note(`known ${versions.length}`);
      return versions.filter((version) => entries.has(nameOf(orgId, version)));
    },
    async add(orgId, versions) {
      note(`add ${versions.length}`);
      for (const version of versions) entries.add(nameOf(orgId, version));
    },
  };
  function note(what: string): void {
    store.asked.push(what);
    if (store.isDown) throw new Error('the engine is down');
  }
  return store;
}
