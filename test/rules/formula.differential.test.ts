import { describe, expect, it } from 'vitest';
import { bindings } from '../../codegen/binding/targets.ts';
import { casesOf } from './differential/cases.ts';
import type { Plain } from './differential/domain.ts';
import { withFormulon, withSformula } from './differential/formula-oracles.ts';
import type { Evaluate, FormulaField } from './differential/formula-oracles.ts';
import { generatedFormula, model, rules, rulesUnderTest } from './differential/rules-under-test.ts';
import type { RuleUnderTest } from './differential/rules-under-test.ts';

type Facts = Readonly<Record<string, Plain>>;
type Oracle = 'sformula' | 'formulon';

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
  const evaluate = oracle === 'formulon' ? withFormulon(text, fields) : withSformula(text, fields, resultOf(under));
  const inner = others.map((other): [string, Evaluate] => [other.rule.name, evaluatorOf(other, oracle)]);
  return (facts) => evaluate({ ...facts, ...Object.fromEntries(inner.map(([name, answer]) => [name, answer(facts)])) });
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

describe.each(shown)('the formula of $rule.name', (under) => {
  const cases = casesOf(under.rule, rules, model).map(([facts]) => facts as Facts);

  it.each<Oracle>(['sformula', 'formulon'])(`answers as the rule does, by %s, in ${cases.length} cases`, (oracle) => {
    const evaluate = evaluatorOf(under, oracle);
    const wrong = cases.filter((facts) => evaluate(facts) !== under.run(facts));
    expect(wrong.slice(0, 3), `rule ${under.rule.name}: ${wrong.length} disagreements`).toEqual([]);
  });
});
