import { field, READ_ONLY } from '../schema/field.ts';
import type { FieldDefinition, FieldType, PicklistValue, RollUpSummary } from '../schema/sobject-type.ts';
import type { Component } from './component.ts';
import type { XmlElement } from './xml.ts';

/** A field that the local org cannot build; the message is shown as the deployment's problem. */
export class FieldProblem extends Error {
  override readonly name = 'FieldProblem';
}

const TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  EncryptedText: 'encryptedstring',
  Hierarchy: 'reference',
  Html: 'textarea',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'time',
  Url: 'url',
};

const LENGTHS: Readonly<Record<string, number>> = { TextArea: 255, Email: 80, Phone: 40, Url: 255, Picklist: 255, MultiselectPicklist: 4099, AutoNumber: 30 };

/** The field that a CustomField component describes. Throws FieldProblem. */
export function fieldOfComponent(component: Component, valueSets: ReadonlyMap<string, readonly PicklistValue[]>): FieldDefinition {
  const xml = component.xml!;
  const name = component.fullName.split('.').at(-1)!;
  const metadataType = xml.text('type') ?? '';
  const summary = metadataType === 'Summary' ? summaryOf(xml) : undefined;
  const type = summary ? 'double' : TYPES[metadataType];
  if (!type) throw new FieldProblem(`The local org does not support fields of type ${metadataType || '(none)'}.`);
  const formula = xml.text('formula');
  const defaultValue = xml.text('defaultValue');
  return field(name, type, {
    label: xml.text('label') ?? name,
    custom: true,
    ...sizes(metadataType, xml),
    ...keys(metadataType, xml),
    ...relationship(metadataType, name, xml),
    ...picklist(type, xml, valueSets),
    ...(defaultValue === undefined || defaultValue === '' ? {} : { defaultValue }),
    ...(formula === undefined ? {} : { ...READ_ONLY, required: false, formula, formulaTreatsBlanksAsZero: xml.text('formulaTreatBlanksAs') === 'BlankAsZero' }),
    ...(summary ? { ...READ_ONLY, required: false, summary, precision: 18, scale: summary.operation === 'count' ? 0 : 2 } : {}),
    ...(metadataType === 'AutoNumber' ? { ...READ_ONLY, autoNumberFormat: xml.text('displayFormat') ?? '{0}' } : {}),
  });
}

function sizes(metadataType: string, xml: XmlElement): Partial<FieldDefinition> {
  const precision = xml.number('precision');
  if (precision !== undefined || ['Number', 'Currency', 'Percent'].includes(metadataType)) return { precision: precision ?? 18, scale: xml.number('scale') ?? 0 };
  const length = xml.number('length') ?? LENGTHS[metadataType];
  return length === undefined ? {} : { length };
}

function keys(metadataType: string, xml: XmlElement): Partial<FieldDefinition> {
  return {
    required: xml.boolean('required') === true || metadataType === 'MasterDetail',
    unique: xml.boolean('unique') ?? false,
    caseSensitive: xml.boolean('caseSensitive') ?? false,
    externalId: xml.boolean('externalId') ?? false,
  };
}

function relationship(metadataType: string, name: string, xml: XmlElement): Partial<FieldDefinition> {
  if (TYPES[metadataType] !== 'reference') return {};
  const referenceTo = metadataType === 'Hierarchy' ? ['User'] : xml.texts('referenceTo');
  if (referenceTo.length === 0) throw new FieldProblem(`Must specify 'referenceTo' for a ${metadataType} field: ${name}`);
  const children = xml.text('relationshipName');
  const constraint = xml.text('deleteConstraint') as FieldDefinition['deleteConstraint'];
  const masterDetail = metadataType === 'MasterDetail';
  const required = xml.boolean('required') === true;
  const controlling = xml.text('metadataRelationshipControllingField')?.split('.').at(-1);
  return {
    ...(controlling ? { controllingField: controlling } : {}),
    referenceTo,
    length: 18,
    relationshipName: name.replace(/__c$/, '__r'),
    ...(children ? { childRelationshipName: `${children}__r` } : {}),
    masterDetail,
    ...(masterDetail ? { updateable: xml.boolean('reparentableMasterDetail') ?? false } : {}),
    deleteConstraint: masterDetail ? 'Cascade' : (constraint ?? (required ? 'Restrict' : 'SetNull')),
  };
}

/** `summaryForeignKey` is `Line__c.Invoice__c`, `summarizedField` is `Line__c.Amount__c`. */
function summaryOf(xml: XmlElement): RollUpSummary {
  const [childObject, lookup] = (xml.text('summaryForeignKey') ?? '').split('.');
  const operation = xml.text('summaryOperation') as RollUpSummary['operation'] | undefined;
  if (!childObject || !lookup || !operation) throw new FieldProblem('A roll-up summary needs summaryForeignKey and summaryOperation.');
  const summed = xml.text('summarizedField')?.split('.').at(-1);
  if (operation !== 'count' && summed === undefined) throw new FieldProblem('A roll-up summary needs summarizedField.');
  const filters = xml.elements('summaryFilterItems').map((item) => ({ field: (item.text('field') ?? '').split('.').at(-1)!, operation: item.text('operation') ?? 'equals', value: item.text('value') ?? '' }));
  return { childObject, lookup, operation, filters, ...(summed === undefined || operation === 'count' ? {} : { field: summed }) };
}

function picklist(type: FieldType, xml: XmlElement, valueSets: ReadonlyMap<string, readonly PicklistValue[]>): Partial<FieldDefinition> {
  if (type !== 'picklist' && type !== 'multipicklist') return {};
  const valueSet = xml.element('valueSet');
  const shared = valueSet?.text('valueSetName');
  if (shared !== undefined) {
    const picklistValues = valueSets.get(shared.toLowerCase());
    if (!picklistValues) throw new FieldProblem(`In field: valueSetName - no GlobalValueSet named ${shared} found`);
    return { picklistValues, restrictedPicklist: true, ...defaultOf(picklistValues) };
  }
  const definition = valueSet?.element('valueSetDefinition') ?? xml.element('picklist');
  const picklistValues = valuesOf(definition?.elements('value') ?? xml.element('picklist')?.elements('picklistValues') ?? []);
  return { picklistValues, restrictedPicklist: valueSet?.boolean('restricted') ?? false, ...defaultOf(picklistValues) };
}

/** The values of a value set. */
export function valuesOf(elements: readonly XmlElement[]): PicklistValue[] {
  return elements.map((value) => {
    const name = value.text('fullName') ?? '';
    return { value: name, label: value.text('label') ?? name, active: value.boolean('isActive') ?? true, isDefault: value.boolean('default') ?? false };
  });
}

function defaultOf(values: readonly PicklistValue[]): Partial<FieldDefinition> {
  const value = values.find((each) => each.isDefault)?.value;
  return value === undefined ? {} : { defaultValue: JSON.stringify(value) };
}

/** A geolocation is two numbers, and a whole that only describe knows. */
export function geolocationFields(component: Component): FieldDefinition[] {
  const name = component.fullName.split('.').at(-1)!;
  const label = component.xml?.text('label') ?? name;
  const base = name.replace(/__c$/, '');
  const part = (which: 'Latitude' | 'Longitude'): FieldDefinition => field(`${base}__${which}__s`, 'double', { label: `${label} (${which})`, custom: true, precision: 18, scale: component.xml?.number('scale') ?? 15 });
  return [field(name, 'address', { ...READ_ONLY, label, custom: true }), part('Latitude'), part('Longitude')];
}
