import type { Component } from './component.ts';
import { BUNDLES, TYPES_BY_SUFFIX } from './component.ts';
import { knownTypeOf } from './known-types.ts';
import type { ComponentProblem, SourceFile } from './source-file.ts';
import type { XmlElement } from './xml.ts';
import { parseXml } from './xml.ts';

/** Children of an object, both as folders of the source format and as elements of an `.object` file. */
const OBJECT_CHILDREN: Readonly<Record<string, string>> = {
  fields: 'CustomField',
  validationRules: 'ValidationRule',
  recordTypes: 'RecordType',
  listViews: 'ListView',
  compactLayouts: 'CompactLayout',
  fieldSets: 'FieldSet',
  webLinks: 'WebLink',
  businessProcesses: 'BusinessProcess',
  indexes: 'Index',
  sharingReasons: 'SharingReason',
};

/** The components of a source tree, in source format or in the format of the Metadata API. */
export function readComponents(files: readonly SourceFile[]): { components: Component[]; problems: ComponentProblem[] } {
  const problems: ComponentProblem[] = [];
  const paths = new Map(files.map((file) => [file.path, file] as const));
  const found = new Map<string, Component>();
  for (const file of files) {
    for (const component of componentsOf(file, paths, problems)) found.set(`${component.type} ${component.fullName}`.toLowerCase(), component);
  }
  return { components: [...found.values()], problems };
}

function componentsOf(file: SourceFile, files: ReadonlyMap<string, SourceFile>, problems: ComponentProblem[]): Component[] {
  const bundle = bundleOf(file);
  if (bundle) return [bundle];
  if (file.path.includes('staticresources/')) return [];
  const base = file.path.split('/').at(-1)!;
  // A README is no custom metadata record.
  if (base.endsWith('.md') && file.path.split('/').at(-2) !== 'customMetadata') return [];
  if (base === 'package.xml' || base.startsWith('destructiveChanges')) return [];
  const meta = base.endsWith('-meta.xml');
  const match = /^(.+)\.(\w+)$/.exec(base.replace(/-meta\.xml$/, ''));
  const type = match ? TYPES_BY_SUFFIX[match[2]!] : undefined;
  if (!match || !type) return otherFile(file, base, match?.[2], problems);
  const [, name, suffix] = match as unknown as [string, string, string];
  if (suffix === 'cls' || suffix === 'trigger') return meta ? [] : apexComponents(type[0], name, file, files, problems);
  if (!meta && files.has(`${file.path}-meta.xml`)) return [{ type: type[0], fullName: name, file: file.path, text: '' }];
  return xmlComponents(type[0], name, file, problems);
}

function bundleOf(file: SourceFile): Component | undefined {
  const parts = file.path.split('/');
  const at = parts.findIndex((part) => part in BUNDLES);
  if (at < 0 || at + 1 >= parts.length) return undefined;
  const name = parts[at + 1]!.split('.')[0]!;
  if (parts[at] === 'staticresources') return resourceOf(file, name, parts.length === at + 2);
  return { type: BUNDLES[parts[at]!]!, fullName: name, file: file.path, text: '' };
}

/**
 * A file beside the metadata (`sfdx-project.json`, a README) is none of ours. A metadata file of a type that Salesforce knows
 * is listed; of any other type it is a problem.
 */
function otherFile(file: SourceFile, base: string, suffix: string | undefined, problems: ComponentProblem[]): Component[] {
  if (!base.endsWith('-meta.xml')) return [];
  const name = base.replace(/-meta\.xml$/, '');
  const type = suffix === undefined ? 'Folder' : knownTypeOf(suffix);
  if (type !== undefined) return [{ type, fullName: name.replace(/\.\w+$/, ''), file: file.path, text: '' }];
  problems.push(problemOf('', base, file.path, 1, `The local org does not know the metadata type of ${base}.`));
  return [];
}

/** A static resource is one file beside its -meta.xml; a folder of files stands for a zip that is not made here. */
function resourceOf(file: SourceFile, name: string, isFile: boolean): Component | undefined {
  if (file.path.endsWith('-meta.xml')) return undefined;
  return { type: 'StaticResource', fullName: name, file: file.path, text: '', ...(isFile && file.bytes ? { bytes: file.bytes } : {}) };
}

function apexComponents(type: string, name: string, file: SourceFile, files: ReadonlyMap<string, SourceFile>, problems: ComponentProblem[]): Component[] {
  const meta = files.get(`${file.path}-meta.xml`);
  const component = { type, fullName: name, file: file.path, text: file.content };
  if (!meta) return [component];
  const xml = rootOf(type, name, meta, problems);
  return xml ? [{ ...component, xml }] : [];
}

function xmlComponents(type: string, name: string, file: SourceFile, problems: ComponentProblem[]): Component[] {
  const xml = rootOf(type, name, file, problems);
  if (!xml) return [];
  const parent = parentObjectOf(file.path, type);
  const fullName = parent === undefined ? decodeURIComponent(name) : `${parent}.${name}`;
  const component = { type, fullName, file: file.path, xml, text: file.content };
  return type === 'CustomObject' ? [component, ...objectChildren(component)] : [component];
}

/** In source format `objects/Invoice__c/fields/Total__c.field-meta.xml` belongs to Invoice__c. */
function parentObjectOf(path: string, type: string): string | undefined {
  const parts = path.split('/');
  const folder = parts.at(-2)!;
  return OBJECT_CHILDREN[folder] === type && parts.length >= 3 ? parts.at(-3) : undefined;
}

function objectChildren(object: Component & { readonly xml: XmlElement }): Component[] {
  return Object.entries(OBJECT_CHILDREN).flatMap(([element, type]) =>
    object.xml.elements(element).map((xml) => ({ type, fullName: `${object.fullName}.${xml.text('fullName') ?? ''}`, file: object.file, xml, text: object.text })),
  );
}

function rootOf(type: string, name: string, file: SourceFile, problems: ComponentProblem[]): XmlElement | undefined {
  const parsed = parseXml(file.content);
  if ('root' in parsed) return parsed.root;
  problems.push(problemOf(type, name, file.path, parsed.line, parsed.message, parsed.column));
  return undefined;
}

/** A problem at a line of a file. */
export function problemOf(componentType: string, fullName: string, fileName: string, lineNumber: number, problem: string, columnNumber = 1): ComponentProblem {
  return { componentType, fullName, fileName, lineNumber, columnNumber, problem };
}
