import { describe, expect, it } from 'vitest';
import { ApexProgram, compileProgram } from '../../local-org/src/apex/program.ts';
import { readTree } from '../../local-org/src/metadata/read-tree.ts';
import { Org } from '../../local-org/src/org.ts';
import { answerJson, caseJson, DRIVER, driverSource } from './differential/apex-driver.ts';
import { casesOf } from './differential/cases.ts';
import type { Case } from './differential/cases.ts';
import { DOMAINS } from './differential/domains.ts';
import { model, rules, rulesUnderTest } from './differential/rules-under-test.ts';
import type { RuleUnderTest } from './differential/rules-under-test.ts';

/** Cases of one Apex transaction: its limits hold here, too. */
const BATCH = 500;

const org = orgWithDriver();

function orgWithDriver(): Org {
  const built = new Org({ compileApex: compileProgram });
  const meta = '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
  const driver = [
    { path: `classes/${DRIVER}.cls`, content: driverSource(rulesUnderTest, model) },
    { path: `classes/${DRIVER}.cls-meta.xml`, content: meta },
  ];
  const { problems } = built.deploy([...readTree('force-app').filter(({ path }) => isNeeded(path)), ...driver]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return built;
}

/** The rules and the fields that they read: what runs around them in the package has no part in the answers. */
function isNeeded(path: string): boolean {
  return /\/objects\//.test(path) || /main\/generated\/classes\//.test(path);
}

function runApex(under: RuleUnderTest, cases: readonly Case[]): unknown[] {
  const { program } = org;
  if (!(program instanceof ApexProgram)) throw new Error('the org has no Apex');
  const json = JSON.stringify(cases.map((values) => caseJson(under, values)));
  const answer = org.transact({ label: under.rule.name }, (tx) => program.callStatic(tx, DRIVER, 'run', [under.rule.name, json]) as string);
  return JSON.parse(answer) as unknown[];
}

function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH));
}

/** A record in JSON carries its type; what was asked of a rule is only its fields. */
function withoutAttributes(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'attributes'));
}

describe.each(rulesUnderTest)('the Apex of $rule.name', (under) => {
  const cases = casesOf(under.rule, rules, model);

  it(`answers as the rule does in ${cases.length} cases`, () => {
    const answers = batchesOf(cases).flatMap((batch) => runApex(under, batch)).map(withoutAttributes);
    expect(answers.length).toBe(cases.length);
    const expected = cases.map((values) => answerJson(under, under.run(...values)));
    expect(answersOf(under).filter((answer) => !expected.includes(answer)), 'answers that no case asks for').toEqual([]);
    const wrong = cases.flatMap((values, index) => (same(answers[index], expected[index]) ? [] : [{ values, apex: answers[index], rule: expected[index] }]));
    expect(wrong.slice(0, 3), `rule ${under.rule.name}: ${wrong.length} disagreements`).toEqual([]);
  });
});

/** Every answer that the rule may give, where there is a list of them: the cases must bring out each. */
function answersOf({ rule }: RuleUnderTest): readonly (string | boolean)[] {
  const { type } = rule.result;
  if (type.kind === 'boolean') return [true, false];
  return type.kind === 'outcome' ? type.values : [];
}

describe('the domains of the cases', () => {
  it('are those of facts and parameters that exist', () => {
    const facts = [...model.facts].flatMap(([name, type]) => type.facts.map((fact) => `${name}.${fact.name}`));
    const parameters = rulesUnderTest.flatMap(({ rule }) => rule.parameters.map(({ name }) => `${rule.name}.${name}`));
    expect(Object.keys(DOMAINS).filter((key) => !facts.includes(key) && !parameters.includes(key))).toEqual([]);
  });
});

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.entries(answer).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
