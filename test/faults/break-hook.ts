/*
 * Loaded before the connector (`node --import …/break-hook.ts?order,staleness main.ts`): changes some of its lines as they are read.
 */
import { registerHooks } from 'node:module';
import { breaks } from './breaks.ts';
import type { Break, Patch } from './breaks.ts';

const chosen = new URL(import.meta.url).search.slice(1).split(',') as Break[];
const patches: readonly Patch[] = chosen.flatMap((name) => breaks[name]);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const own = patches.filter(({ file }) => url.endsWith(`/connector/src/${file}`));
    if (own.length === 0) return loaded;
    return { ...loaded, source: own.reduce(patched, Buffer.from(loaded.source as Uint8Array).toString()) };
  },
});

function patched(source: string, { file, find, replace }: Patch): string {
  if (!source.includes(find)) throw new Error(`${file} has no line any more with: ${find}`);
  return source.replace(find, () => replace);
}
