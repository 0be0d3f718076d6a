import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

const classes = globSync('force-app/**/*.cls').map((path) => ({ name: basename(path, '.cls'), text: readFileSync(path, 'utf8') }));
const tests = classes.filter(({ text }) => /@IsTest\s+(?:private|public) class/.test(text));
const product = classes.filter((each) => !tests.includes(each));

/** The methods of a class, each with what stands between its head and the next method's. */
function methodsOf(text: string): { name: string; isTest: boolean; body: string }[] {
  const heads = [...text.matchAll(/^ {2}(@IsTest\s+)?(?:(?:private|public|global) )?static [\w.<>, ]+? (\w+)\(/gm)];
  return heads.map((head, index) => ({
    name: head[2] ?? '',
    isTest: head[1] !== undefined,
    body: text.slice(head.index, heads[index + 1]?.index),
  }));
}

describe('the Apex of the package', () => {
  it.each(tests)('$name asserts something in each of its tests', ({ text }) => {
    const methods = methodsOf(text);
    const asserting = new Set(methods.filter(({ body }) => body.includes('Assert.')).map(({ name }) => name));
    const calls = (body: string) => [...body.matchAll(/\b(\w+)\(/g)].some(([, name]) => asserting.has(name ?? ''));
    expect(methods.filter(({ name, isTest, body }) => isTest && !asserting.has(name) && !calls(body)).map(({ name }) => name)).toEqual([]);
  });

  it('declares how each class shares records', () => {
    const silent = product.filter(({ text }) => !/^(?:public|global) (?:virtual |abstract )?(?:with|inherited) sharing class/m.test(text));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('leaves user mode only in the classes that a decision names', () => {
    const decisions = globSync('docs/adr/*.md').map((path) => readFileSync(path, 'utf8')).join('\n');
    const inSystemMode = product.filter(({ text }) => text.includes('SYSTEM_MODE')).map(({ name }) => name);
    expect(inSystemMode.length).toBeGreaterThan(0);
    expect(inSystemMode.filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
  });

  // An annotation takes no label: the texts of the flow builder stand in the code.
  it('has no text of its own for people: codes and labels only', () => {
    const sentences = product.flatMap(({ name, text }) =>
      [...text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|@Invocable\w+\([^)]*\)/g, '').matchAll(/'((?:\\.|[^'\\])*)'/g)]
        .map(([, literal]) => literal ?? '')
        .filter((literal) => /^[A-Z][a-z]+ [a-z]+ [a-z]+/.test(literal))
        .map((literal) => `${name}: ${literal}`),
    );
    expect(sentences).toEqual([]);
  });
});
