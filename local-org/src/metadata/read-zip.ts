import { unzipSync } from 'fflate';
import type { SourceFile } from './source-file.ts';

/** The files of a zipped deployment, with or without a root folder. */
export function readZip(bytes: Uint8Array): SourceFile[] {
  const decoder = new TextDecoder();
  return Object.entries(unzipSync(bytes))
    .filter(([path]) => !path.endsWith('/'))
    .map(([path, bytes]) => ({ path, content: decoder.decode(bytes), ...(path.includes('staticresources/') ? { bytes } : {}) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
