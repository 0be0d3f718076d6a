import type { CustomObject } from '../schema/custom-object.ts';
import { attachableTo } from '../schema/attachable.ts';
import { customDefinition, shareDefinition } from '../schema/custom-object.ts';
import type { KeyPrefixes } from '../schema/key-prefix.ts';
import type { ObjectDefinition } from '../schema/org-schema.ts';
import { OrgSchema } from '../schema/org-schema.ts';
import { recordTypeField } from '../schema/system-fields.ts';
import { standardDefinitions } from '../schema/standard/definitions.ts';
import { derivedObject } from '../schema/standard/derived.ts';
import type { FieldDefinition, FieldSet, PicklistValue, ValidationRule } from '../schema/sobject-type.ts';
import type { Component } from './component.ts';
import { lineOf } from './component.ts';
import { FieldProblem, fieldOfComponent, geolocationFields, valuesOf } from './custom-field.ts';
import { problemOf } from './read-components.ts';
import type { ComponentProblem } from './source-file.ts';
import { standardValueSets } from './standard-value-sets.ts';
import type { XmlElement } from './xml.ts';

export interface SchemaOptions {
  readonly multiCurrency: boolean;
  readonly prefixes: KeyPrefixes;
}

interface Parts {
  readonly objects: Map<string, Component>;
  readonly fields: Map<string, FieldDefinition[]>;
  readonly rules: Map<string, ValidationRule[]>;
  readonly fieldSets: Map<string, FieldSet[]>;
  readonly sharingReasons: Map<string, string[]>;
  /** Objects that have record types. */
  readonly recordTypes: Set<string>;
}

/** The schema of an org that holds these components. */
export function buildSchema(components: readonly Component[], options: SchemaOptions): { schema: OrgSchema; problems: ComponentProblem[] } {
  const problems: ComponentProblem[] = [];
  const parts = collect(components, problems);
  const tables = standardDefinitions(options.multiCurrency);
  const standard = [...tables, ...derivedDefinitions(components, tables)];
  const known = new Set([...standard.map((each) => each.name), ...parts.objects.keys()]);
  reportOrphans(components, known, problems);
  reportReferences(components, known, parts, problems);
  const valueSets = standardValueSets(components);
  shapeSummaries(components, parts, standard, problems);
  const customs = [...parts.objects.values()].filter((object) => isCustom(object.fullName)).map((object) => custom(object, parts, options));
  const shares = customs.map((object) => shareDefinition(object, options.prefixes.of(`${object.name} share`), parts.sharingReasons.get(object.name))).filter((share) => share !== undefined);
  const allowsActivities = (name: string): boolean => parts.objects.get(name)?.xml?.boolean('enableActivities') === true;
  const definitions = [...attachableTo(standard.map((definition) => extended(definition, parts, valueSets)), customs, allowsActivities), ...customs, ...shares];
  return { schema: new OrgSchema(definitions, options.multiCurrency), problems };
}

/** Standard objects without a table that components name, with the shape that the platform's signatures give them. */
function derivedDefinitions(components: readonly Component[], tables: readonly ObjectDefinition[]): ObjectDefinition[] {
  const known = new Set(tables.map(({ name }) => name));
  const fields = components.filter(({ type }) => type === 'CustomField' || type === 'ValidationRule' || type === 'CustomObject');
  const named = fields.flatMap(({ fullName, xml }) => [fullName.split('.')[0]!, xml?.text('referenceTo') ?? '']);
  const missing = new Set(named.filter((name) => name !== '' && !isCustom(name) && !known.has(name)));
  return [...missing].flatMap((name) => derivedObject(name) ?? []);
}

function isCustom(name: string): boolean {
  return /__(c|mdt|e|b)$/i.test(name);
}

function collect(components: readonly Component[], problems: ComponentProblem[]): Parts {
  const parts: Parts = { objects: new Map(), fields: new Map(), rules: new Map(), fieldSets: new Map(), sharingReasons: new Map(), recordTypes: new Set() };
  const valueSets = globalValueSets(components);
  for (const component of components) {
    const object = component.fullName.split('.')[0]!;
    if (component.type === 'CustomObject') parts.objects.set(object, component);
    if (component.type === 'CustomField') addField(parts, object, component, valueSets, problems);
    if (component.type === 'ValidationRule') append(parts.rules, object, ruleOf(component));
    if (component.type === 'RecordType') parts.recordTypes.add(object);
    if (component.type === 'FieldSet') append(parts.fieldSets, object, fieldSetOf(component));
    if (component.type === 'SharingReason') append(parts.sharingReasons, object, component.fullName.split('.').at(-1)!);
  }
  return parts;
}

function globalValueSets(components: readonly Component[]): Map<string, readonly PicklistValue[]> {
  return new Map(
    components
      .filter((component) => component.type === 'GlobalValueSet')
      .map((component) => [component.fullName.toLowerCase(), valuesOf(component.xml!.elements('customValue'))]),
  );
}

function addField(parts: Parts, object: string, component: Component, valueSets: ReadonlyMap<string, readonly PicklistValue[]>, problems: ComponentProblem[]): void {
  // A file about a standard field only changes how it is shown.
  if (!component.fullName.endsWith('__c')) return;
  try {
    if (component.xml?.text('type') === 'Location') for (const each of geolocationFields(component)) append(parts.fields, object, each);
    else append(parts.fields, object, fieldOfComponent(component, valueSets));
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    problems.push(problemOf(component.type, component.fullName, component.file, lineOf(component, '<type>'), error.message));
  }
}

function ruleOf(component: Component): ValidationRule {
  const xml = component.xml!;
  const errorField = xml.text('errorDisplayField');
  return {
    name: component.fullName.split('.').at(-1)!,
    active: xml.boolean('active') ?? false,
    condition: xml.text('errorConditionFormula') ?? '',
    message: xml.text('errorMessage') ?? '',
    ...(errorField === undefined ? {} : { errorField }),
  };
}

function fieldSetOf({ fullName, xml }: Component): FieldSet {
  const fields = xml!.elements('displayedFields').map((each) => ({ path: each.text('field') ?? '', required: each.boolean('isRequired') ?? false }));
  const name = fullName.split('.').at(-1)!;
  return { name, label: xml!.text('label') ?? name, description: xml!.text('description') ?? null, fields };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function reportOrphans(components: readonly Component[], known: ReadonlySet<string>, problems: ComponentProblem[]): void {
  for (const component of components) {
    if (component.type !== 'CustomField' && component.type !== 'ValidationRule') continue;
    const object = component.fullName.split('.')[0]!;
    if (!known.has(object)) problems.push(problemOf(component.type, component.fullName, component.file, 1, `Entity of type 'CustomObject' named '${object}' cannot be found`));
  }
}

function reportReferences(components: readonly Component[], known: ReadonlySet<string>, parts: Parts, problems: ComponentProblem[]): void {
  for (const component of components) {
    if (component.type !== 'CustomField') continue;
    const [object, name] = component.fullName.split('.') as [string, string];
    const definition = parts.fields.get(object)?.find((field) => field.name === name);
    const missing = definition?.referenceTo.find((target) => !known.has(target) && !isMetadataCatalogue(target));
    if (missing === undefined) continue;
    problems.push(problemOf(component.type, component.fullName, component.file, lineOf(component, missing), `referenceTo value of '${missing}' does not resolve to a valid sObject type`));
  }
}

/** A roll-up summary has the type of what it summarizes, which must exist. */
function shapeSummaries(components: readonly Component[], parts: Parts, standard: readonly ObjectDefinition[], problems: ComponentProblem[]): void {
  for (const [object, fields] of parts.fields) {
    fields.forEach((field, i) => {
      const { summary } = field;
      if (!summary) return;
      const all = [...(parts.fields.get(summary.childObject) ?? []), ...(standard.find((each) => each.name === summary.childObject)?.fields ?? [])];
      const missing = [summary.lookup, summary.field, ...summary.filters.map((filter) => filter.field)].find((name) => name !== undefined && !all.some((each) => each.name === name));
      const component = components.find((each) => each.fullName === `${object}.${field.name}`);
      if (missing !== undefined && component) problems.push(problemOf('CustomField', component.fullName, component.file, lineOf(component, '<summary'), `No such column '${missing}' on ${summary.childObject}`));
      const source = all.find((each) => each.name === summary.field);
      if (source) fields[i] = { ...field, type: source.type, ...(source.precision === undefined ? {} : { precision: source.precision }), ...(source.scale === undefined ? {} : { scale: source.scale }) };
    });
  }
}

/** What a MetadataRelationship may point to besides custom metadata types. */
function isMetadataCatalogue(target: string): boolean {
  return target === 'EntityDefinition' || target === 'FieldDefinition' || target === 'EntityParticle';
}

function extended(definition: ObjectDefinition, parts: Parts, valueSets: ReadonlyMap<string, readonly PicklistValue[]>): ObjectDefinition {
  const fields = definition.fields.map((field) => {
    const picklistValues = valueSets.get(`${definition.name}.${field.name}`);
    return picklistValues ? { ...field, picklistValues } : field;
  });
  return { ...definition, fields: [...fields, ...(parts.fields.get(definition.name) ?? [])], validationRules: parts.rules.get(definition.name) ?? [], fieldSets: parts.fieldSets.get(definition.name) ?? [] };
}

function custom(component: Component, parts: Parts, options: SchemaOptions): ObjectDefinition {
  const xml = component.xml!;
  const label = xml.text('label') ?? component.fullName;
  const object: CustomObject = {
    name: component.fullName,
    label,
    labelPlural: xml.text('pluralLabel') ?? label,
    ...settingType(xml),
    ...sharingOf(xml),
    nameField: nameFieldOf(xml),
    fields: [...(parts.recordTypes.has(component.fullName) ? [recordTypeField()] : []), ...(parts.fields.get(component.fullName) ?? [])],
    validationRules: parts.rules.get(component.fullName) ?? [],
  };
  const fieldSets = parts.fieldSets.get(component.fullName) ?? [];
  return { ...customDefinition(object, options.prefixes.of(component.fullName), options.multiCurrency), fieldSets, ...publishingOf(component.fullName, xml) };
}

function settingType(xml: XmlElement): Pick<CustomObject, 'customSettingType'> {
  const type = xml.text('customSettingsType');
  return type === 'Hierarchy' || type === 'List' ? { customSettingType: type } : {};
}

function sharingOf(xml: XmlElement): Pick<CustomObject, 'sharingModel'> {
  const model = xml.text('sharingModel');
  return model === 'Private' || model === 'Read' || model === 'ReadWrite' || model === 'ControlledByParent' ? { sharingModel: model } : {};
}

/** Platform Events Developer Guide: an event that does not say otherwise is published after the commit. */
function publishingOf(name: string, xml: XmlElement): Pick<ObjectDefinition, 'publishBehavior'> {
  if (!name.endsWith('__e')) return {};
  return { publishBehavior: xml.text('publishBehavior') === 'PublishImmediately' ? 'PublishImmediately' : 'PublishAfterCommit' };
}

function nameFieldOf(xml: XmlElement): CustomObject['nameField'] {
  const name = xml.element('nameField');
  const label = name?.text('label') ?? 'Name';
  return name?.text('type') === 'AutoNumber' ? { label, autoNumberFormat: name.text('displayFormat') ?? '{0}' } : { label };
}
