/** The metadata of the package as it lies in the source folders, read for claims about the whole of it. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** An element of a metadata file: every child is a list, whether it is repeated or not. */
export interface Element {
  readonly [name: string]: readonly (Element | string)[];
}

export interface Field {
  readonly object: string;
  readonly name: string;
  readonly fullName: string;
  readonly isRequired: boolean;
  readonly isFormula: boolean;
  readonly xml: Element;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: () => true, trimValues: true });

/** The content of each file that the pattern names below the package's source folders, by file name without suffix. */
export function readAll(pattern: string): Map<string, Element> {
  return new Map(globSync(`force-app/main/*/${pattern}`).toSorted().map((path) => [nameOf(path), readXml(path)]));
}

export function readXml(path: string): Element {
  const document = parser.parse(readFileSync(path, 'utf8')) as Record<string, [Element]>;
  const [root] = Object.keys(document).filter((name) => name !== '?xml');
  return document[root ?? '']?.[0] ?? {};
}

/** The text of a child, empty where there is none. */
export function text(element: Element | undefined, name: string): string {
  const value = element?.[name]?.[0];
  return typeof value === 'string' ? value : '';
}

export function texts(element: Element | undefined, name: string): string[] {
  return (element?.[name] ?? []).filter((value) => typeof value === 'string');
}

export function elements(element: Element | undefined, name: string): Element[] {
  return (element?.[name] ?? []).filter((value) => typeof value !== 'string');
}

/** Every custom field of the package, those on standard objects and generated ones among them. */
export function readFields(): Field[] {
  return globSync('force-app/main/*/objects/*/fields/*.field-meta.xml')
    .toSorted()
    .map((path) => {
      const xml = readXml(path);
      const object = path.split('/').at(-3) ?? '';
      const name = nameOf(path);
      const isRequired = text(xml, 'required') === 'true' || text(xml, 'type') === 'MasterDetail';
      const isFormula = 'formula' in xml || text(xml, 'type') === 'Summary';
      return { object, name, fullName: `${object}.${name}`, isRequired, isFormula, xml };
    });
}

/** Names of the objects that the package brings; standard objects have only fields here. */
export function ownObjects(): Map<string, Element> {
  return readAll('objects/*/*.object-meta.xml');
}

/** The sources of the package's Apex without its tests, by class or trigger name. */
export function readApex(): Map<string, string> {
  return new Map(globSync('force-app/main/**/*.{cls,trigger}').toSorted().map((path) => [nameOf(path), readFileSync(path, 'utf8')]));
}

function nameOf(path: string): string {
  return basename(path).replace(/(\.[a-zA-Z]+-meta\.xml|\.cls|\.trigger)$/, '');
}
