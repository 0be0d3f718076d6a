import type { Expression, Model, Rule, Statement } from '../../../codegen/compiler/ir/rule.ts';
import { product, randomNumbers, randomValue, valuesOf } from './domain.ts';
import type { Argument, Plain, Slot } from './domain.ts';
import { DOMAINS } from './domains.ts';

/** Random cases on top of the enumeration, for each rule. */
const RANDOM_CASES = 500;

/** The arguments of one call of a rule. */
export type Case = readonly Plain[];

/** Every combination of the facts that a rule reads, itself or through the rules that it calls, and seeded random ones. */
export function casesOf(rule: Rule, rules: ReadonlyMap<string, Rule>, model: Model): Case[] {
  const read = factsRead(rule, rules);
  const shape = rule.parameters.map((parameter): Argument => {
    const facts = parameter.type.kind === 'facts' ? (model.facts.get(parameter.type.name)?.facts ?? []) : [];
    return { parameter, varying: facts.filter(({ name }) => read.has(name)), fixed: facts.filter(({ name }) => !read.has(name)) };
  });
  const slots = shape.flatMap((argument) => slotsOf(rule, argument));
  const random = randomNumbers(20_261_123);
  const enumerated = [...product(slots.map(valuesOf))];
  const drawn = Array.from({ length: RANDOM_CASES }, () => slots.map((slot) => randomValue(slot, random)));
  return [...enumerated, ...drawn].map((values) => argumentsOf(shape, values));
}

function slotsOf(rule: Rule, { parameter, varying }: Argument): Slot[] {
  const { type } = parameter;
  if (type.kind !== 'facts') return [{ ...parameter, domain: DOMAINS[`${rule.name}.${parameter.name}`] }];
  return varying.map((fact) => ({ ...fact, domain: DOMAINS[`${type.name}.${fact.name}`] }));
}

function argumentsOf(shape: readonly Argument[], values: readonly Plain[]): Case {
  const rest = [...values];
  return shape.map(({ parameter, varying, fixed }) => {
    if (parameter.type.kind !== 'facts') return rest.shift() ?? null;
    const facts = [...fixed.map((fact) => [fact.name, valuesOf(fact)[0] ?? null]), ...varying.map((fact) => [fact.name, rest.shift() ?? null])];
    return Object.fromEntries(facts) as Plain;
  });
}

function factsRead(rule: Rule, rules: ReadonlyMap<string, Rule>): Set<string> {
  const found = new Set<string>();
  const expression = (node: Expression): void => {
    if (node.kind === 'fact') found.add(node.name);
    if (node.kind === 'call') for (const name of factsRead(rules.get(node.rule) as Rule, rules)) found.add(name);
    for (const part of Object.values(node)) if (isExpression(part)) expression(part);
    if (node.kind === 'call') node.argumentList.forEach(expression);
    if (node.kind === 'join') node.parts.forEach(expression);
    if (node.kind === 'record') for (const { value } of node.fields) expression(value);
  };
  const statement = (node: Statement): void => {
    if (node.kind !== 'if') return expression(node.value);
    expression(node.test);
    [...node.whenTrue, ...node.whenFalse].forEach(statement);
  };
  rule.body.forEach(statement);
  return found;
}

function isExpression(part: unknown): part is Expression {
  return typeof part === 'object' && part !== null && 'kind' in part && 'span' in part;
}
