import { unzipSync } from 'fflate';
import type { SourceFile } from './source-file.ts';

/** The files of a zipped deployment, with or without a root folder. */
export function readZip(bytes: Uint8Array): SourceFile[] {
  const decoder = new TextDecoder();
  return Object.entries(unzipSync(bytes))
    .filter(([path]) => !path.endsWith('/'))
    .map(([path, raw]) => ({ path, content: decoder.decode(raw), ...(path.includes('staticresources/') ? { bytes: raw } : {}) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
