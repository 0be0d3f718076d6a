import type { Bindings, FieldBinding } from '../../binding/kinds.ts';
import { diagnostic } from '../diagnostics.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { Expression, FactType, IrType, Model, Rule, RuleModule, Statement } from './rule.ts';

/** Checks what the subset cannot: that every rule, fact and type is bound, and that names survive in Apex. */
export function verify(modules: readonly RuleModule[], model: Model, bindings: Bindings): Diagnostic[] {
  return modules.flatMap((module) => [
    ...targetProblems(module, bindings),
    ...module.rules.flatMap((rule) => [...typeProblems(rule, model, bindings), ...nameProblems(rule, module), ...recursion(rule)]),
  ]);
}

function targetProblems(module: RuleModule, bindings: Bindings): Diagnostic[] {
  const missing = bindings.files[module.name] ? [] : module.rules.slice(0, 1).map((rule) => diagnostic('SR2004', rule.span, rule.name));
  const tables = module.tables.filter((table) => !bindings.tables[table.name]);
  return [...missing, ...tables.map((table) => diagnostic('SR2004', table.span, table.name))];
}

function typeProblems(rule: Rule, model: Model, bindings: Bindings): Diagnostic[] {
  const types = [...rule.parameters.map((parameter) => parameter.type), rule.result.type];
  const names = types.filter((type) => type.kind === 'facts').map((type) => type.name);
  return names.flatMap((name) => {
    const binding = bindings.facts[name];
    if (!binding) return [diagnostic('SR2001', rule.span, name)];
    return (model.facts.get(name)?.facts ?? []).flatMap((fact) => bindingProblem(fact, binding.fields[fact.name], binding.kind === 'class'));
  });
}

const KINDS: Readonly<Record<FieldBinding['kind'], readonly IrType['kind'][]>> = {
  text: ['text', 'choice'],
  picklist: ['choice'],
  number: ['decimal'],
  checkbox: ['boolean'],
  id: ['recordId'],
  date: ['date'],
  textList: ['list'],
};

function bindingProblem(fact: FactType, binding: FieldBinding | undefined, isProperty: boolean): Diagnostic[] {
  if (!binding) return [diagnostic('SR2002', fact.span, fact.name)];
  if (isProperty && RESERVED.has(binding.path.toLowerCase())) return [diagnostic('SR3001', fact.span, binding.path)];
  if (KINDS[binding.kind].includes(fact.type.kind)) return [];
  return [diagnostic('SR2006', fact.span, `'${fact.name}' is a ${fact.type.kind}, its binding a ${binding.kind}`)];
}

/** Words that Apex reserves (Apex Developer Guide, Reserved Keywords) and that TypeScript allows as names. */
const RESERVED = new Set(
  `abstract activate after and any array as asc autonomous before begin bigdecimal blob boolean break bulk by byte case
  cast catch char class collect commit const continue convertcurrency currency date decimal default delete desc do
  double else end enum exception exit export extends false final finally float for from future global goto group having
  hint if implements import in inner insert instanceof int integer interface into join last_90_days list long loop map
  merge new not null nulls number object of on or outer override package parallel pragma private protected public
  retrieve return returning rollback savepoint search select set short sort stat static super switch synchronized
  system testmethod then this this_month throw time today tolabel tomorrow transaction trigger true try type undelete
  update upsert using virtual void webservice when where while yesterday`.split(/\s+/),
);

/** Apex ignores case: a local called like its own type, `qualification`, would hide it. */
function nameProblems(rule: Rule, { constants }: RuleModule): Diagnostic[] {
  const locals = localsOf(rule.body);
  const types = new Set([...locals.map((local) => local.value.type), rule.result.type].map((type) => ('name' in type ? type.name.toLowerCase() : '')));
  const variables = [...rule.parameters, ...locals, ...constants].map((variable) => variable.name);
  const outcomes = rule.result.type.kind === 'outcome' ? rule.result.type.values : [];
  const wrong = [rule.name, ...variables, ...outcomes].filter((name) => RESERVED.has(name.toLowerCase()) || name.length > 40);
  const hiding = variables.filter((name) => types.has(name.toLowerCase()));
  return [...wrong, ...hiding].map((name) => diagnostic('SR3001', rule.span, name));
}

function localsOf(body: readonly Statement[]): { name: string; value: Expression }[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'let') return [statement];
    return statement.kind === 'if' ? [...localsOf(statement.whenTrue), ...localsOf(statement.whenFalse)] : [];
  });
}

function recursion(rule: Rule): Diagnostic[] {
  return JSON.stringify(rule.body).includes(`"kind":"call","rule":"${rule.name}"`) ? [diagnostic('SR2007', rule.span, rule.name)] : [];
}
