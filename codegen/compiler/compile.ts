import type { Bindings } from '../binding/kinds.ts';
import { RuleError } from './diagnostics.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { Sources } from './frontend/project.ts';
import { readRules } from './frontend/read-rules.ts';
import type { Model, RuleModule } from './ir/rule.ts';
import { verify } from './ir/verify.ts';
import { ruleClass } from './targets/apex/rule-class.ts';
import { triggerSource } from './targets/apex/trigger.ts';
import type { ApexNames } from './targets/apex/types.ts';
import { formulaOf } from './targets/formula/formula.ts';
import { apexMeta, formulaField, metadataRecords } from './targets/metadata/components.ts';
import type { OutputFile } from './targets/output.ts';

/** The generated tree, sorted by path; empty when there is a diagnostic. */
export interface Compilation {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles rule sources to Apex, formula fields and custom metadata. Pure: the caller reads and writes the files. */
export function compile(sources: Sources, bindings: Bindings): Compilation {
  const { modules, model, diagnostics } = readRules(sources);
  const problems = diagnostics.length > 0 ? diagnostics : verify(modules, model, bindings);
  if (problems.length > 0) return { files: [], diagnostics: problems };
  try {
    const files = [...modules.flatMap((module) => emit(module, modules, model, bindings)), ...triggers(bindings)];
    return { files: files.toSorted((left, right) => (left.path < right.path ? -1 : 1)), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { files: [], diagnostics: [error.diagnostic] };
  }
}

function emit(module: RuleModule, modules: readonly RuleModule[], model: Model, bindings: Bindings): OutputFile[] {
  const target = bindings.files[module.name];
  if (!target) return [];
  const names = apexNames(target.apexClass, modules, bindings);
  const path = `classes/${target.apexClass}.cls`;
  const apexClass = [
    { path, text: ruleClass(module, model, names) },
    { path: `${path}-meta.xml`, text: apexMeta('ApexClass', bindings.apiVersion) },
  ];
  return [
    ...(module.rules.length > 0 ? apexClass : []),
    ...formulas(module, bindings),
    ...module.tables.flatMap((table) => {
      const records = bindings.tables[table.name];
      return records ? metadataRecords(table, records) : [];
    }),
  ];
}

function formulas(module: RuleModule, bindings: Bindings): OutputFile[] {
  const targets = Object.entries(bindings.files[module.name]?.formulas ?? {});
  return targets.flatMap(([name, target]) => {
    const rule = module.rules.find((candidate) => candidate.name === name);
    if (!rule) return [];
    const fieldOfRule = new Map(targets.filter(([other]) => other !== name).map(([other, { field }]) => [other, field]));
    const formula = formulaOf(rule, { bindings, object: target.object, fieldOfRule });
    return [formulaField(target, rule.result.type.kind === 'boolean' ? 'Checkbox' : 'Text', formula)];
  });
}

/** Each outcome belongs to the class of the rule that returns it, each facts class to the first rule that takes it. */
function apexNames(self: string, modules: readonly RuleModule[], bindings: Bindings): ApexNames {
  const owner = new Map<string, string>();
  const classOf = new Map<string, string>();
  for (const module of modules) {
    const apexClass = bindings.files[module.name]?.apexClass ?? '';
    for (const rule of module.rules) {
      classOf.set(rule.name, apexClass);
      for (const { type } of [rule.result, ...rule.parameters]) {
        if ('name' in type && type.kind !== 'choice' && bindings.facts[type.name]?.kind !== 'record' && !owner.has(type.name)) {
          owner.set(type.name, apexClass);
        }
      }
    }
  }
  return { bindings, owner, classOf, self };
}

function triggers(bindings: Bindings): OutputFile[] {
  return bindings.triggers.flatMap((trigger) => [
    { path: `triggers/${trigger.name}.trigger`, text: triggerSource(trigger) },
    { path: `triggers/${trigger.name}.trigger-meta.xml`, text: apexMeta('ApexTrigger', bindings.apiVersion) },
  ]);
}
