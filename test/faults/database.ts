import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';
import type { QuoteStore } from '../../demo/stand-in/store.ts';

/** MonetizeNow's database: a file for each quote. It outlives the process that answers from it. */
export interface Database {
  save(quote: QuoteDocument): void;
  remove(id: string): void;
}

const fileOf = (folder: string, id: string) => join(folder, `${encodeURIComponent(id)}.json`);

/** The side that changes it. */
export function openDatabase(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  return {
    save(quote) {
      const file = fileOf(folder, quote.id);
      // Whoever reads finds the state before or the one after.
      writeFileSync(`${file}.new`, JSON.stringify(quote));
      renameSync(`${file}.new`, file);
    },
    remove: (id) => rmSync(fileOf(folder, id)),
  };
}

/** The side that answers from it. */
export function readDatabase(folder: string): QuoteStore {
  const read = (file: string): QuoteDocument | undefined => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as QuoteDocument;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const readOnly = () => {
    throw new Error('the quotes change elsewhere');
  };
  return {
    get: (id) => read(fileOf(folder, id)),
    all: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => read(join(folder, name)) ?? []),
    put: readOnly,
    remove: readOnly,
  };
}
