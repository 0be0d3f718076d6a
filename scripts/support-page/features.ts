import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../local-org/src/formula/functions/index.ts';
import { TYPES_BY_SUFFIX } from '../../local-org/src/metadata/component.ts';
import { AGGREGATES, DATE_FUNCTIONS } from '../../local-org/src/soql/functions.ts';

const SOURCES = join(import.meta.dirname, '..', '..', 'local-org', 'src');

/** Types of which only some components are taken. */
const REMARKS: Readonly<Record<string, string>> = {
  DuplicateRule: 'DuplicateRule (only inactive ones)',
  Flow: 'Flow (started by records, or drafts)',
  Workflow: 'Workflow (only inactive rules)',
};

/** What is supported besides platform classes, and what is refused by name, read from the tables and the code of the local org. */
export function featureLines(): string[] {
  const types = Object.values(TYPES_BY_SUFFIX);
  const named = (effective: boolean): string => sorted(types.filter(([, matters]) => matters === effective).map(([name]) => REMARKS[name] ?? name));
  return [
    `* Metadata with effect: ${named(true)}.`,
    `* Metadata that is accepted and has no effect: ${named(false)}.`,
    `* Functions of formulas: ${sorted(Object.keys(FUNCTIONS))}.`,
    `* Functions of SOQL: ${sorted([...AGGREGATES, ...DATE_FUNCTIONS])}.`,
    `* Refused by name: ${refusals().join('; ')}.`,
    '',
  ];
}

function sorted(names: readonly string[]): string {
  return [...new Set(names)].toSorted().join(', ');
}

/** The fixed texts of what is refused: no names made up of what the code asked for, no parts that are always there. */
function refusals(): string[] {
  const texts = globSync('**/*.ts', { cwd: SOURCES }).flatMap((path) => {
    const source = readFileSync(join(SOURCES, path), 'utf8');
    const errors = [...source.matchAll(/(?<!=== undefined\) throw )new UnsupportedError\('([^']+)'\)/g)].map(([, text = '']) => text);
    const problems = [...source.matchAll(/'The local org does not (?:run|support) ([^':.]+)/g)].map(([, text = '']) => text);
    return [...errors, ...problems];
  });
  return [...new Set(texts.filter((text) => !/without a compiler|\bthis\b/.test(text)))].toSorted();
}
