import { doc } from 'prettier';
import type { Doc } from 'prettier';
import type { ClassBinding, FieldBinding } from '../../../binding/kinds.ts';
import type { Constant, FactsType, IrType, Model, Rule, RuleModule, Statement } from '../../ir/rule.ts';
import { literal, printExpression } from './expressions.ts';
import { apexType, qualified } from './types.ts';
import type { ApexNames } from './types.ts';

const { group, hardline, indent, join, line, softline } = doc.builders;

/** What `.prettierrc.json` says for Apex; the formatting check proves that the two agree. */
export const PRINT_WIDTH = 120;

/** Prints the class of one rule file: its outcomes, its facts, its constants and one method per rule. */
export function ruleClass(module: RuleModule, model: Model, names: ApexNames): string {
  const members = [
    ...[...model.outcomes].filter(([name]) => names.owner.get(name) === names.self).map(([name, values]) => outcomeEnum(name, values)),
    ...module.constants.map((constant) => constantField(constant)),
    ...[...model.facts].filter(([name]) => names.owner.get(name) === names.self).map(([name, facts]) => factsClass(name, facts, names)),
    ...module.rules.map((rule) => method(rule, names)),
  ];
  const head = apexDoc([`@description ${title(module)}`, '@group Generated rules']);
  const body: Doc = [
    `// GENERATED from codegen/rules/${module.name}.ts by \`npm run codegen\`. Do not edit.`,
    hardline,
    head,
    hardline,
    `public inherited sharing class ${names.self} {`,
    indent([hardline, join([hardline, hardline], members)]),
    hardline,
    '}',
    hardline,
  ];
  return doc.printer.printDocToString(body, { printWidth: PRINT_WIDTH, tabWidth: 2, useTabs: false }).formatted;
}

function title({ rules }: RuleModule): string {
  const names = rules.map((rule) => rule.name);
  return names.length === 1 ? `The rule ${names[0]}.` : `The rules ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`;
}

function apexDoc(lines: readonly string[]): Doc {
  const wrapped = lines.flatMap((text) => wrap(text, PRINT_WIDTH - 6));
  return ['/**', ...wrapped.flatMap((text): Doc[] => [hardline, ` * ${text}`]), hardline, ' */'];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

function outcomeEnum(name: string, values: readonly string[]): Doc {
  return [`public enum ${name} {`, indent([hardline, join([',', hardline], [...values])]), hardline, '}'];
}

function constantField({ name, value }: Constant): Doc {
  const type = typeof value === 'string' ? 'String' : typeof value === 'boolean' ? 'Boolean' : Number.isInteger(value) ? 'Integer' : 'Decimal';
  return `private static final ${type} ${name} = ${literal(value)};`;
}

function factsClass(name: string, { description, facts }: FactsType, names: ApexNames): Doc {
  const binding = names.bindings.facts[name] as ClassBinding;
  const properties = facts.map((fact) => {
    const field = binding.fields[fact.name] as FieldBinding;
    return `public ${apexType(fact.type, names)} ${field.path}${initialValue(fact.type)};`;
  });
  return [
    apexDoc([`@description ${description}`]),
    hardline,
    `public class ${name} {`,
    indent([hardline, join(hardline, properties)]),
    hardline,
    '}',
  ];
}

/** A Boolean that nobody set is false, a list empty: neither may be null in a rule. */
function initialValue(type: IrType): string {
  if (type.kind === 'boolean') return ' = false';
  return type.kind === 'list' ? ' = new List<String>()' : '';
}

function method(rule: Rule, names: ApexNames): Doc {
  const parameters = rule.parameters.map((parameter) => `${apexType(parameter.type, names)} ${parameter.name}`);
  return [
    apexDoc([`@description ${rule.description}`]),
    hardline,
    group([
      `public static ${apexType(rule.result.type, names)} ${rule.name}(`,
      indent([softline, join([',', line], parameters)]),
      softline,
      ') {',
    ]),
    indent([hardline, join(hardline, statements(rule.body, rule, names))]),
    hardline,
    '}',
  ];
}

function statements(body: readonly Statement[], rule: Rule, names: ApexNames): Doc[] {
  return body.map((statement) => printStatement(statement, rule, names));
}

function printStatement(statement: Statement, rule: Rule, names: ApexNames): Doc {
  switch (statement.kind) {
    case 'let':
      return local(statement, names);
    case 'return':
      return ['return ', returned(statement, rule, names), ';'];
    case 'if':
      return ifStatement(statement, rule, names);
  }
}

/** A chain that does not fit starts on a line of its own. */
function local({ name, value }: Statement & { kind: 'let' }, names: ApexNames): Doc {
  const head = `${apexType(value.type, names)} ${name} =`;
  const printed = printExpression(value, names);
  if (value.kind === 'and' || value.kind === 'or') return group([head, indent([line, printed]), ';']);
  return [head, ' ', group(indent(printed)), ';'];
}

function returned({ value }: Statement & { kind: 'return' }, rule: Rule, names: ApexNames): Doc {
  const type = rule.result.type;
  if (type.kind === 'outcome' && value.kind === 'literal') return `${qualified(type.name, names)}.${String(value.value)}`;
  const printed = printExpression(type.kind === 'outcome' ? { ...value, type } : value, names);
  return value.kind === 'record' || value.kind === 'conditional' ? printed : group(indent(printed));
}

function ifStatement(statement: Statement & { kind: 'if' }, rule: Rule, names: ApexNames): Doc {
  const head = group(['if (', indent([softline, printExpression(statement.test, names)]), softline, ') {']);
  const branch = [indent([hardline, join(hardline, statements(statement.whenTrue, rule, names))]), hardline, '}'];
  if (statement.whenFalse.length === 0) return [head, ...branch];
  return [head, ...branch, ' else {', indent([hardline, join(hardline, statements(statement.whenFalse, rule, names))]), hardline, '}'];
}
