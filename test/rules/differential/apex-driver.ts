import { bindings } from '../../../codegen/binding/targets.ts';
import type { IrType, Model, Parameter } from '../../../codegen/compiler/ir/rule.ts';
import type { Case } from './cases.ts';
import type { Plain } from './domain.ts';
import type { RuleUnderTest } from './rules-under-test.ts';

/** Name of the class that runs cases of a rule in an org. */
export const DRIVER = 'DifferentialDriver';

/**
 * Apex that runs many cases of each rule in one call: `run(rule, cases)` takes and gives JSON. It is plain Apex, so it would run in
 * any org.
 */
export function driverSource(rules: readonly RuleUnderTest[], model: Model): string {
  const branches = rules.map(({ rule }) => `when '${rule.name}' { return JSON.serialize(${rule.name}(cases)); }`);
  return [
    `public class ${DRIVER} {`,
    '  public static String run(String rule, String cases) {',
    '    switch on rule {',
    ...branches.map((branch) => `      ${branch}`),
    "      when else { throw new IllegalArgumentException('no rule ' + rule); }",
    '    }',
    '  }',
    ...rules.flatMap((under) => runner(under, model)),
    '}',
    '',
  ].join('\n');
}

function runner({ rule, target }: RuleUnderTest, model: Model): string[] {
  const caseType = `${capital(rule.name)}Case`;
  const parameters = rule.parameters.map((parameter) => `public ${apexType(parameter, target.apexClass, model)} ${parameter.name};`);
  const args = rule.parameters.map(({ name }) => `each.${name}`).join(', ');
  return [
    `  public class ${caseType} { ${parameters.join(' ')} }`,
    `  private static List<Object> ${rule.name}(String cases) {`,
    '    List<Object> answers = new List<Object>();',
    `    for (${caseType} each : (List<${caseType}>) JSON.deserialize(cases, List<${caseType}>.class)) {`,
    `      answers.add(${target.apexClass}.${rule.name}(${args}));`,
    '    }',
    '    return answers;',
    '  }',
  ];
}

const APEX: Partial<Record<IrType['kind'], string>> = { boolean: 'Boolean', text: 'String', choice: 'String', decimal: 'Decimal', recordId: 'Id', date: 'Date' };

function apexType({ type }: Parameter, apexClass: string, model: Model): string {
  if (type.kind !== 'facts') return APEX[type.kind] ?? 'Object';
  const binding = bindings.facts[type.name];
  if (!model.facts.has(type.name) || !binding) throw new Error(`no binding for ${type.name}`);
  return binding.kind === 'record' ? binding.object : `${apexClass}.${type.name}`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A case as the driver reads it: facts under the names that Salesforce has for them, parents inside. */
export function caseJson({ rule }: RuleUnderTest, values: Case): object {
  return Object.fromEntries(rule.parameters.map(({ name, type }, index) => [name, type.kind === 'facts' ? factsJson(type.name, values[index] ?? null) : values[index]]));
}

function factsJson(name: string, facts: Plain): object {
  const binding = bindings.facts[name];
  const json: Record<string, object> = {};
  for (const [fact, value] of Object.entries(facts as Record<string, Plain>)) place(json, binding?.fields[fact]?.path ?? fact, value as never);
  return binding?.kind === 'record' ? { attributes: { type: binding.object }, ...json } : json;
}

function place(target: Record<string, object>, path: string, value: object): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = (target[first] as Record<string, object> | undefined) ?? { attributes: { type: first.replace('__r', '__c') } };
  target[first] = inner;
  place(inner as Record<string, object>, rest.join('.'), value);
}

/** What the rule answers, as the driver would say it: a record under Salesforce's names, null left out as JSON of a record does. */
export function answerJson({ rule }: RuleUnderTest, answer: Plain): Plain {
  const { type } = rule.result;
  if (type.kind !== 'facts') return answer;
  const fields = bindings.facts[type.name]?.fields ?? {};
  return Object.fromEntries(Object.entries(answer as Record<string, Plain>).map(([fact, value]) => [fields[fact]?.path ?? fact, value])) as Plain;
}
