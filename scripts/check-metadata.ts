/**
 * Checks every metadata file of the package against the Metadata API's own types: Salesforce's packaging tool repairs or
 * ignores what is malformed, so a mistake would surface only in an org.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MetadataSchema } from './metadata-schema.ts';
import type { ElementRule } from './metadata-schema.ts';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
/** Elements that the types call a text and that hold elements of their own. */
const UNTYPED = new Set(['LightningComponentBundle.targetConfigs']);
const SOURCE = /\.(cls|trigger)$/;

const schema = new MetadataSchema();
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: () => true, trimValues: false });
const root = process.argv[2] ?? 'force-app';
const files = globSync(`${root}/**/*-meta.xml`).toSorted();
const problems = [...files.flatMap(check), ...globSync(`${root}/**/*.{cls,trigger}`).flatMap(lacksMeta)];
for (const problem of problems) console.error(problem);
console.log(`metadata: ${files.length} files, ${problems.length} problem(s)`);
process.exitCode = problems.length > 0 ? 1 : 0;

function lacksMeta(path: string): string[] {
  return SOURCE.test(path) && !existsSync(`${path}-meta.xml`) ? [`${path}: has no -meta.xml and would be left out silently`] : [];
}

function check(path: string): string[] {
  const xml = readFileSync(path, 'utf8');
  const wellFormed = XMLValidator.validate(xml);
  if (wellFormed !== true) return [`${path}:${wellFormed.err.line}: ${wellFormed.err.msg}`];
  if (!xml.includes(NAMESPACE)) return [`${path}: lacks the metadata namespace`];
  const document = parser.parse(xml) as Record<string, unknown[]>;
  const [type] = Object.keys(document).filter((name) => name !== '?xml' && name !== '#text');
  if (!type) return [`${path}: is empty`];
  const found: string[] = [];
  checkObject((document[type]?.[0] ?? {}) as Content, type, type, (problem) => found.push(`${path}: ${problem}`));
  const fullName = (document[type]?.[0] as { fullName?: string[] } | undefined)?.fullName?.[0];
  if (fullName && path.includes('/fields/') && fullName !== basename(path).split('.')[0]) found.push(`${path}: fullName is ${fullName}`);
  return found;
}

type Content = Record<string, unknown[]>;
type Report = (problem: string) => void;

function checkObject(content: Content, type: string, place: string, report: Report): void {
  const elements = schema.elementsOf(type);
  if (!elements) return report(`${place}: there is no type ${type}`);
  for (const [name, values] of Object.entries(content)) {
    if (name === '#text') continue;
    const rule = elements.get(name);
    if (!rule) report(`${place}.${name}: unknown element`);
    else checkElement(values, rule, `${place}.${name}`, report);
  }
  for (const [name, rule] of elements) {
    if (rule.isRequired && name !== 'fullName' && !(name in content)) report(`${place}.${name}: is missing`);
  }
}

function checkElement(values: readonly unknown[], rule: ElementRule, place: string, report: Report): void {
  if (values.length > 1 && !rule.isRepeatable) report(`${place}: given ${values.length} times`);
  for (const value of values) {
    if (rule.kind === 'object') checkObject(elementsIn(value, place, report), rule.type, place, report);
    else if (typeof value === 'object' && !UNTYPED.has(place)) report(`${place}: must be a value`);
    else if (typeof value !== 'object') checkValue(String(value), rule, place, report);
  }
}

/** An element without elements is parsed as a text: nothing, or the line break between its tags. */
function elementsIn(value: unknown, place: string, report: Report): Content {
  if (typeof value === 'object') return value as Content;
  const text = String(value).trim();
  if (text !== '') report(`${place}: '${text}' is a text where elements belong`);
  return {};
}

function checkValue(value: string, { kind, choices }: ElementRule, place: string, report: Report): void {
  if (kind === 'boolean' && !/^(true|false)$/.test(value)) report(`${place}: '${value}' is not a boolean`);
  if (kind === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) report(`${place}: '${value}' is not a number`);
  if (kind === 'choice' && !choices.includes(value)) report(`${place}: '${value}' is not one of ${choices.slice(0, 8).join(', ')}…`);
}
