import { describe, expect, it } from 'vitest';
import { bindings } from '../../codegen/binding/targets.ts';
import { casesOf } from './differential/cases.ts';
import type { Plain } from './differential/domain.ts';
import { withFormulon, withSformula } from './differential/formula-oracles.ts';
import type { Evaluate, FormulaField } from './differential/formula-oracles.ts';
import { orgWithObjects, recordOf, saveAndRead, withLocalOrg } from './differential/local-org-formulas.ts';
import { generatedFormula, model, rules, rulesUnderTest } from './differential/rules-under-test.ts';
import type { RuleUnderTest } from './differential/rules-under-test.ts';

type Facts = Readonly<Record<string, Plain>>;
type Oracle = 'sformula' | 'formulon' | 'the local org';

const org = orgWithObjects();
const shown = rulesUnderTest.filter(({ formula }) => formula !== undefined);

function fieldsOf({ rule }: RuleUnderTest): FormulaField[] {
  const type = rule.parameters[0]?.type;
  const name = type?.kind === 'facts' ? type.name : '';
  const facts = model.facts.get(name)?.facts ?? [];
  return facts.flatMap((fact) => {
    const binding = bindings.facts[name]?.fields[fact.name];
    return binding ? [{ fact, binding }] : [];
  });
}

const evaluators = new Map<string, Evaluate>();

/** Evaluating is slow, and the formula of one rule asks for another's again. */
function evaluatorOf(under: RuleUnderTest, oracle: Oracle): Evaluate {
  const key = `${oracle} ${under.rule.name}`;
  const known = evaluators.get(key) ?? remembering(newEvaluator(under, oracle));
  evaluators.set(key, known);
  return known;
}

function remembering(evaluate: Evaluate): Evaluate {
  const answers = new Map<string, Plain>();
  return (facts) => {
    const key = JSON.stringify(facts);
    const answer = answers.get(key) ?? evaluate(facts);
    answers.set(key, answer);
    return answer;
  };
}

/** A formula that refers to another rule's field is given what that field's own formula answers. */
function newEvaluator(under: RuleUnderTest, oracle: Oracle): Evaluate {
  const text = under.formula ? generatedFormula(under.formula) : '';
  const own = fieldsOf(under).filter(({ binding }) => text.includes(binding.path));
  const others = shown.filter(({ formula }) => formula && formula !== under.formula && text.includes(formula.field));
  const fields = [...own, ...others.map(asField)];
  const evaluate = evaluateBy(oracle, text, fields, under);
  const inner = others.map((other): [string, Evaluate] => [other.rule.name, evaluatorOf(other, oracle)]);
  return (facts) => evaluate({ ...facts, ...Object.fromEntries(inner.map(([name, answer]) => [name, answer(facts)])) });
}

function evaluateBy(oracle: Oracle, text: string, fields: readonly FormulaField[], under: RuleUnderTest): Evaluate {
  if (oracle === 'formulon') return withFormulon(text, fields);
  if (oracle === 'sformula') return withSformula(text, fields, resultOf(under));
  return withLocalOrg(org, under.formula?.object ?? '', text, fields);
}

function resultOf({ rule }: RuleUnderTest): 'string' | 'boolean' {
  return rule.result.type.kind === 'boolean' ? 'boolean' : 'string';
}

function asField({ rule, formula }: RuleUnderTest): FormulaField {
  return {
    fact: { name: rule.name, type: { kind: 'text' }, nullable: false, span: rule.span },
    binding: { kind: 'text', path: formula?.field ?? '' },
  };
}

/** formulon parses the formula anew for every case, some milliseconds each: half a minute on a free machine. */
const SLOW = 300_000;

describe.each(shown)('the formula of $rule.name', (under) => {
  const cases = casesOf(under.rule, rules, model).map(([facts]) => facts as Facts);

  it.each<Oracle>(['sformula', 'formulon', 'the local org'])(`answers as the rule does, by %s, in ${cases.length} cases`, (oracle) => {
    const evaluate = evaluatorOf(under, oracle);
    const wrong = cases.filter((facts) => evaluate(facts) !== under.run(facts));
    expect(wrong.slice(0, 3), `rule ${under.rule.name}: ${wrong.length} disagreements`).toEqual([]);
  }, SLOW);
});

it('shows on saved records what the rules answer, for every value that a picklist may hold', () => {
  const [first] = shown;
  const [under] = shown.filter(({ formula }) => formula?.object === first?.formula?.object);
  if (!under?.formula) throw new Error('no rule has a formula');
  const fields = fieldsOf(under);
  const cases = casesOf(under.rule, rules, model).map(([facts]) => facts as Facts);
  const valid = cases.filter((facts) => fields.every((field) => isStorable(facts[field.fact.name] ?? null, field)));
  const parents = new Map(['NEW', 'AMENDMENT', 'RENEWAL', null].map((type) => [type, parentId(type)]));
  const records = valid.map((facts, index) => {
    const own = fields.filter(({ binding }) => !binding.path.includes('.'));
    const record = recordOf(org, under.formula?.object ?? '', { ...facts, id: `item ${index}`, product: null }, own);
    record.set('Quote__c', parents.get(facts['quoteType'] as string | null) ?? null);
    return record;
  });
  const names = shown.map(({ formula }) => formula?.field ?? '');
  const saved = saveAndRead(org, records, names);
  expect(valid.length).toBeGreaterThan(2500);
  const wrong = valid.filter((facts, index) => shown.some(({ run, formula }) => saved[index]?.get(formula?.field ?? '') !== run(facts)));
  expect(wrong.slice(0, 3)).toEqual([]);
});

function isStorable(value: Plain, { fact }: FormulaField): boolean {
  if (fact.type.kind === 'choice') return value === null || fact.type.values.includes(String(value));
  return true;
}

function parentId(type: string | null): string {
  const quote = recordOf(org, 'Quote__c', { type }, [
    { fact: { name: 'type', type: { kind: 'text' }, nullable: true, span: { file: '', line: 0, column: 0 } }, binding: { kind: 'picklist', path: 'Type__c' } },
  ]);
  quote.set('Name', String(type));
  return saveAndRead(org, [quote], ['Name'])[0]?.id ?? '';
}
