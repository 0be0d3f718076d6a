import { FormulaCompileError } from '../formula/formula-error.ts';
import { compileFormula } from '../formula/compile.ts';
import { buildSchema } from '../metadata/build-schema.ts';
import type { Component } from '../metadata/component.ts';
import { lineOf } from '../metadata/component.ts';
import { problemOf } from '../metadata/read-components.ts';
import { referenceProblems } from '../metadata/references.ts';
import { refusals } from '../metadata/refusals.ts';
import type { ComponentProblem } from '../metadata/source-file.ts';
import type { KeyPrefixes } from '../schema/key-prefix.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import { compileFormulaField } from '../store/formula-fields.ts';
import { MetadataRecordCheck } from './metadata-records.ts';
import type { FlowDefinition } from '../flow/definition.ts';
import { readFlows } from './deploy-flows.ts';
import type { ApexProgramSide, ApexSource, CompileApex } from './apex-side.ts';

/** What a set of components makes of an org, or why it cannot. */
export interface Built {
  readonly schema: OrgSchema;
  readonly labels: ReadonlyMap<string, string>;
  readonly program: ApexProgramSide | undefined;
  readonly flows: readonly FlowDefinition[];
  readonly problems: readonly ComponentProblem[];
}

export interface BuildOptions {
  readonly multiCurrency: boolean;
  readonly prefixes: KeyPrefixes;
  readonly compileApex: CompileApex | undefined;
}

/** Builds schema, formulas and Apex of all components of an org. */
export function buildOrg(components: readonly Component[], options: BuildOptions): Built {
  const { schema, problems } = buildSchema(components, options);
  const labels = labelsOf(components);
  const uncompiled = options.compileApex ? [] : components.filter(({ type }) => type === 'ApexClass' || type === 'ApexTrigger');
  const { flows, problems: flowProblems } = readFlows(components, schema);
  const formulas = formulaProblems(components, schema);
  const all = [...flowProblems, ...uncompiled.map(({ type, fullName, file }) => problemOf(type, fullName, file, 1, 'This org was made without an Apex compiler.')), ...refusals(components), ...problems, ...formulas, ...recordProblems(components, schema, formulas.length === 0), ...referenceProblems(components, schema)];
  const apex = all.length ? undefined : options.compileApex?.({ classes: sources(components, 'ApexClass'), triggers: sources(components, 'ApexTrigger'), schema, labels });
  const apexProblems = (apex?.errors ?? []).map((error) => apexProblem(error, components));
  return { schema, labels, flows, program: apex?.program, problems: [...all, ...apexProblems] };
}

/** Custom labels by lower-case name. */
function labelsOf(components: readonly Component[]): Map<string, string> {
  const files = components.filter((component) => component.type === 'CustomLabels');
  return new Map(files.flatMap(({ xml }) => xml!.elements('labels').map((label) => [(label.text('fullName') ?? '').toLowerCase(), label.text('value') ?? ''] as const)));
}

function sources(components: readonly Component[], type: string): ApexSource[] {
  return components
    .filter((component) => component.type === type)
    .map(({ fullName, file, text, xml }) => ({ name: fullName, file, text, apiVersion: xml?.number('apiVersion') ?? 65 }));
}

function apexProblem(error: { file: string; line: number; column: number; message: string }, components: readonly Component[]): ComponentProblem {
  const component = components.find((each) => each.file === error.file);
  return problemOf(component?.type ?? 'ApexClass', component?.fullName ?? '', error.file, error.line, error.message, error.column);
}

function recordProblems(components: readonly Component[], schema: OrgSchema, rulesCompile: boolean): ComponentProblem[] {
  const check = new MetadataRecordCheck(schema, rulesCompile);
  return components.flatMap((component) => {
    const problem = component.type === 'CustomMetadata' ? check.problemOf(component) : undefined;
    return problem === undefined ? [] : [problemOf(component.type, component.fullName, component.file, 1, problem)];
  });
}

/** Compiles every formula: those of fields, of default values and of validation rules. */
function formulaProblems(components: readonly Component[], schema: OrgSchema): ComponentProblem[] {
  return components.flatMap((component) => {
    if (component.type !== 'CustomField' && component.type !== 'ValidationRule') return [];
    try {
      compileFormulas(component, schema);
      return [];
    } catch (error) {
      if (!(error instanceof FormulaCompileError)) throw error;
      return [problemOf(component.type, component.fullName, component.file, lineOf(component, 'ormula>'), error.message)];
    }
  });
}

function compileFormulas(component: Component, schema: OrgSchema): void {
  const [object, name] = component.fullName.split('.') as [string, string];
  const type = schema.find(object);
  if (!type) return;
  if (component.type === 'ValidationRule') {
    const rule = type.validationRules.find((each) => each.name === name);
    if (rule?.active) compileFormula(rule.condition, schema, type.name, { resultType: 'boolean' });
    return;
  }
  const field = fieldOf(type, name);
  if (field?.formula !== undefined) compileFormulaField(schema, type, field);
  else if (field?.defaultValue !== undefined) compileFormula(field.defaultValue, schema, type.name);
}
