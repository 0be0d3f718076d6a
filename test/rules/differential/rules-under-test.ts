import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bindings } from '../../../codegen/binding/targets.ts';
import type { FormulaTarget, RuleFileTarget } from '../../../codegen/binding/kinds.ts';
import { readRules } from '../../../codegen/compiler/frontend/read-rules.ts';
import type { Model, Rule } from '../../../codegen/compiler/ir/rule.ts';
import type { Plain } from './domain.ts';

/** A rule in each of its forms. */
export interface RuleUnderTest {
  readonly rule: Rule;
  readonly target: RuleFileTarget;
  readonly formula: FormulaTarget | undefined;
  /** The rule itself, run by Node. */
  readonly run: (...args: readonly Plain[]) => Plain;
}

const paths = globSync('codegen/rules/*.ts').toSorted();
const read = readRules(new Map(paths.map((path) => [path, readFileSync(path, 'utf8')])));

export const model: Model = read.model;

/** All rules of the product by name: a new rule is under test as soon as it exists. */
export const rules: ReadonlyMap<string, Rule> = new Map(read.modules.flatMap((module) => module.rules.map((rule) => [rule.name, rule])));

export const rulesUnderTest: readonly RuleUnderTest[] = (await Promise.all(paths.map(load))).flat();

async function load(path: string): Promise<RuleUnderTest[]> {
  const name = basename(path, '.ts');
  const module = read.modules.find((candidate) => candidate.name === name);
  const target = bindings.files[name];
  if (!module || !target) return [];
  const exported = (await import(pathToFileURL(path).href)) as Record<string, RuleUnderTest['run']>;
  return module.rules.map((rule) => ({ rule, target, formula: target.formulas?.[rule.name], run: exported[rule.name] as RuleUnderTest['run'] }));
}

/** The text of a formula as it was generated. */
export function generatedFormula({ object, field }: FormulaTarget): string {
  const xml = readFileSync(`force-app/main/generated/objects/${object}/fields/${field}.field-meta.xml`, 'utf8');
  const escaped = /<formula>([\s\S]*?)<\/formula>/.exec(xml)?.[1] ?? '';
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
