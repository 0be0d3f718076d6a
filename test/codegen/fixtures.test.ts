import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../../codegen/compiler/compile.ts';
import { catalogue, render } from '../../codegen/compiler/diagnostics.ts';
import { fixtureBindings } from './fixture-bindings.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
/** `UPDATE_FIXTURES=1 npm run test:codegen` writes what the compiler says now; read the diff before committing it. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

const inputs = globSync('*/*/input.ts', { cwd: FIXTURES }).toSorted();
const model = readFileSync(join(FIXTURES, 'model.ts'), 'utf8');

interface Output {
  readonly name: string;
  readonly text: string;
}

const outputs = new Map<string, Output>();

function outputOf(input: string): Output {
  const known = outputs.get(input) ?? compileFixture(input);
  outputs.set(input, known);
  return known;
}

function compileFixture(input: string): Output {
  const sources = new Map([
    ['model.ts', model],
    ['input.ts', readFileSync(join(FIXTURES, input), 'utf8')],
  ]);
  const { files, diagnostics } = compile(sources, fixtureBindings);
  if (diagnostics.length > 0) return { name: 'diagnostics.txt', text: `${diagnostics.map(render).join('\n')}\n` };
  const kept = files.filter(({ path }) => !path.endsWith('.cls-meta.xml'));
  return { name: 'expected.txt', text: kept.map(({ path, text }) => `── ${path}\n${text}`).join('\n') };
}

describe('the compiler, for each fixture', () => {
  it.each(inputs)('%s', (input) => {
    const { name, text } = outputOf(input);
    const expected = join(FIXTURES, dirname(input), name);
    if (UPDATE) writeFileSync(expected, text);
    expect(existsSync(expected), `${name} of ${dirname(input)}`).toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });
});

/** Codes about bindings and sizes, which the fixtures share: `bindings.test.ts` shows them. */
const BINDING_CODES: ReadonlySet<string> = new Set(['SR2001', 'SR2002', 'SR2003', 'SR2004', 'SR2006', 'SR4002']);

describe('the diagnostics', () => {
  const documented = readFileSync(fileURLToPath(new URL('../../docs/diagnostics.md', import.meta.url)), 'utf8');
  const codes = Object.keys(catalogue);

  it.each(codes)('%s has a section in docs/diagnostics.md', (code) => {
    expect(documented).toContain(`## ${code}`);
  });

  it('has no section for a code that does not exist', () => {
    const sections = [...documented.matchAll(/^## (SR\d+)/gm)].map(([, code]) => code);
    expect(sections.toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes.filter((code) => !BINDING_CODES.has(code)))('%s is shown by a fixture', (code) => {
    const shown = inputs.map((input) => outputOf(input)).filter(({ name }) => name === 'diagnostics.txt');
    expect(shown.some(({ text }) => text.includes(` ${code}: `))).toBe(true);
  });
});

it('finds its fixtures on every platform', () => {
  expect(inputs.length).toBeGreaterThan(20);
  expect(inputs.every((input) => input.split(sep).length === 3)).toBe(true);
});
