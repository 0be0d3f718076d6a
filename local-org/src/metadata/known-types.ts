import { createRequire } from 'node:module';

interface Registry {
  readonly types: Readonly<Record<string, { readonly name: string }>>;
  readonly suffixes: Readonly<Record<string, string>>;
}

let registry: Registry | undefined;

/** The metadata type of a file suffix that Salesforce knows, whether or not the local org does anything with it. */
export function knownTypeOf(suffix: string): string | undefined {
  registry ??= createRequire(import.meta.url)('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json') as Registry;
  const type = registry.suffixes[suffix];
  return type === undefined ? undefined : registry.types[type]?.name;
}
