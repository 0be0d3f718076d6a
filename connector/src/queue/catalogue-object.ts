/*
 * The names of state and handlers, and what they hold, are the format of the stored catalogue: whoever changes it gives them new
 * names. A catalogue that is lost costs one more write for each product.
 */
import { object } from '@restatedev/restate-sdk';
import type { ObjectContext } from '@restatedev/restate-sdk';
import type { ProductVersion } from '../sync/catalogue.ts';

export const CATALOGUE_OBJECT = 'Catalogue';

/** What the engine keeps of a product, below the product's digest. */
export interface WrittenProduct {
  /** The org that was given it: one that has replaced another has nothing yet. */
  readonly org: string;
  /** Digests of the states that were written, the latest last. */
  readonly versions: readonly string[];
}

/** What is to be added to the catalogue of a tenant. */
export interface Addition {
  readonly org: string;
  readonly versions: readonly ProductVersion[];
}

/** So many states of a product are kept, so that no entry grows; an older one costs a write when a quote comes with it. */
const STATES = 50;

/** The virtual object "Catalogue": one instance per tenant, with an entry of state for each product that its org was given. */
export function catalogueObject() {
  return object({
    name: CATALOGUE_OBJECT,
    handlers: {
      async add(context: ObjectContext, { org, versions }: Addition): Promise<void> {
        const additions = [...Map.groupBy(versions, ({ product }) => product)];
        // Side by side, since each is a question to the engine; what follows is in a fixed order, as a repeated call has to have it.
        const entries = await Promise.all(additions.map(([product]) => context.get<WrittenProduct>(product)));
        additions.forEach(([product, states], index) => {
          const before = entries[index] ?? null;
          const after = states.reduce((entry: WrittenProduct | null, { version }) => withVersion(entry, org, version), before);
          if (after !== null && after !== before) context.set(product, after);
        });
      },
    },
    options: {
      // A large catalogue is not to be sent along with every call.
      enableLazyState: true,
      journalRetention: 0,
      // Worth some patience and no more: what is not added is written again.
      retryPolicy: { initialInterval: 250, exponentiationFactor: 2, maxInterval: 10_000, maxAttempts: 50, onMaxAttempts: 'kill' },
    },
  });
}

/** The entry with one more state; itself where it has it already. */
export function withVersion(before: WrittenProduct | null, org: string, version: string): WrittenProduct {
  if (before?.org !== org) return { org, versions: [version] };
  return before.versions.includes(version) ? before : { org, versions: [...before.versions, version].slice(-STATES) };
}
