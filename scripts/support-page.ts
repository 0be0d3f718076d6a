import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classSections, type ClassSection } from './support-page/platform-classes.ts';
import { featureLines } from './support-page/features.ts';
import { factAreas, knownDifferences } from './support-page/facts.ts';

/** Writes docs/local-org-support.md from the local org and its tests; with --check only says whether it is up to date. */

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs', 'local-org-support.md');

const HEAD = `<!-- Written by \`node scripts/support-page.ts\` from local-org/src and test/conformance. Do not edit. -->

# What the local org supports

The local org runs Apex under the rules of API version 65. What it lacks it refuses by name: such a call ends the test with
the outcome \`Unsupported\`, whatever the code catches, so that a gap never looks like a pass. Three lists follow: facts of the
platform that tests hold it to, what it knows of the platform's classes, and where it is known to differ.
`;

/** Questions that the documentation leaves open or answers against what is seen elsewhere, and the answer taken here. */
const CHOICES = [
  'A quotient of decimals that does not end has 33 significant digits, rounded half up; only 1/31 is recorded from an org.',
  '`Decimal.setScale(scale)` rounds half to even, as the reference says; fields are rounded half up when they are saved.',
  '`JSON.serialize(value, true)` leaves null values of maps out as well as those of objects.',
  'Triggers more than 16 deep fail with a DmlException, "maximum trigger depth exceeded".',
  'A product of an opportunity may have the quantity 0.',
  'Rows that tie in ORDER BY come in the order of their Ids, custom metadata by DeveloperName.',
  'CPU time is counted in statements (2,000 for a millisecond), the heap is not measured.',
];

function classTable(sections: readonly ClassSection[]): string[] {
  const rows = sections.map(({ name, present, total, missing }) => `| ${name} | ${present} of ${total} | ${missing.length > 12 ? `${missing.slice(0, 12).join(', ')} and ${missing.length - 12} more` : missing.join(', ')} |`);
  return ['| Class | Methods | Refused |', '| --- | --- | --- |', ...rows];
}

function factLines(): string[] {
  return factAreas().flatMap(({ title, sentences }) => [`**${title}** (${sentences.length}) ${sentences.join(' · ')}`, '']);
}

function page(): string {
  const { supported, refused } = classSections();
  const facts = factAreas().reduce((sum, { sentences }) => sum + sentences.length, 0);
  const lines = [
    HEAD,
    '## Tested facts',
    '',
    `${facts} facts, each with its source above it in \`test/conformance\`; the names of the tests:`,
    '',
    ...factLines(),
    '## Metadata, formulas, queries',
    '',
    ...featureLines(),
    '## Platform classes',
    '',
    `${supported.length} classes have code. Interfaces, enums and exceptions of the platform are all known and not listed.`,
    '',
    ...classTable(supported),
    '',
    '### Refused classes',
    '',
    'Code that uses them compiles; a call is refused.',
    '',
    ...refused.map(({ namespace, names }) => `* ${namespace}: ${names}`),
    '',
    '## Known differences',
    '',
    ...knownDifferences().map((reason) => `* ${reason}`),
    '',
    'Where the documentation leaves a question open, the answers here are:',
    '',
    ...CHOICES.map((choice) => `* ${choice}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function main(): number {
  const text = page();
  if (!process.argv.includes('--check')) {
    writeFileSync(PAGE, text);
    return 0;
  }
  if (readFileSync(PAGE, 'utf8') === text) return 0;
  console.error('docs/local-org-support.md is not up to date: run node scripts/support-page.ts');
  return 1;
}

process.exitCode = main();
