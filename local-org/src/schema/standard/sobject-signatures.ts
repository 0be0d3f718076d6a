import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const JAR = 'sobject-types-65.0.0.jar';
const FOLDER = /^com\/nawforce\/runforce\/SObjects\/(\w+)\.class$/;

/** Classes of the jar that are no objects of an org. */
const NO_OBJECTS = new Set(['name', 'address', 'location', 'aggregateresult', 'sobject']);

/** The class file of one standard object. */
export interface ObjectSignature {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The signature of a standard object, whatever the case of `name`. */
export function signatureOf(name: string): ObjectSignature | undefined {
  return signaturesOf([name])[0];
}

/** The signatures of those of the objects that the platform has; only their entries of the jar are unpacked. */
export function signaturesOf(names: readonly string[]): ObjectSignature[] {
  const wanted = new Map(names.flatMap((name) => entries().get(name.toLowerCase()) ?? []).map((entry) => [entry.path, entry.name]));
  if (wanted.size === 0) return [];
  const found = unzipSync(jar(), { filter: ({ name }) => wanted.has(name) });
  return [...wanted].flatMap(([path, name]) => (found[path] ? [{ name, bytes: found[path] }] : []));
}

/** The place of an object among all of them, which never changes for one version of the jar. */
export function signatureIndex(name: string): number {
  return entries().get(name.toLowerCase())?.index ?? 0;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly index: number;
}

let known: ReadonlyMap<string, Entry> | undefined;

function entries(): ReadonlyMap<string, Entry> {
  known ??= readEntries();
  return known;
}

function readEntries(): Map<string, Entry> {
  const paths: string[] = [];
  unzipSync(jar(), { filter: ({ name }) => (paths.push(name), false) });
  const objects = paths.toSorted().flatMap((path) => {
    const name = FOLDER.exec(path)?.[1];
    return name === undefined || NO_OBJECTS.has(name.toLowerCase()) ? [] : [{ name, path }];
  });
  return new Map(objects.map((object, index) => [object.name.toLowerCase(), { ...object, index }]));
}

let bytes: Uint8Array | undefined;

function jar(): Uint8Array {
  bytes ??= readFileSync(jarPath());
  return bytes;
}

function jarPath(): string {
  const folders = createRequire(import.meta.url).resolve.paths('@salesforce/code-analyzer-pmd-engine') ?? [];
  const paths = folders.map((folder) => join(folder, '@salesforce', 'code-analyzer-pmd-engine', 'dist', 'java-lib', JAR));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('The package @salesforce/code-analyzer-pmd-engine, which holds the signatures, is not installed');
  return path;
}
