import type { AccessRights } from '../../contract.ts';
import { picklistValuesOf } from '../../org/picklist-values.ts';
import type { FieldDefinition, PicklistValue, SObjectType } from '../../schema/sobject-type.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { notFound } from '../api-error.ts';
import { objectOf } from './objects.ts';

/**
 * REST API Developer Guide, "Describe Global", "sObject Basic Information" and "sObject Describe". What a describe shows is what
 * its user may see and do: hidden objects and fields are not there, and flags such as `createable` are the user's.
 */
export const describeRoutes: readonly Route[] = [
  { method: 'GET', path: '/sobjects', answer: global },
  { method: 'GET', path: '/sobjects/:object', answer: (request, { object = '' }, context) => ok({ objectDescribe: summary(visible(object, request, context), request, accessOf(request, context)), recentItems: [] }) },
  { method: 'GET', path: '/sobjects/:object/describe', answer: (request, { object = '' }, context) => ok(describe(visible(object, request, context), request, context)) },
];

/** An object that the user may not read does not exist for him. */
function visible(name: string, request: ApiRequest, context: ApiContext): SObjectType {
  const type = objectOf(name, context);
  if (!accessOf(request, context).object(type.name, 'read')) throw notFound();
  return type;
}

function accessOf(request: ApiRequest, context: ApiContext): AccessRights {
  return context.transact(request, (tx) => context.org.data.access(tx));
}

function global(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const access = accessOf(request, context);
  const seen = [...context.org.schema.all()].filter((type) => access.object(type.name, 'read'));
  return ok({ encoding: 'UTF-8', maxBatchSize: 200, sobjects: seen.map((type) => summary(type, request, access)).toSorted((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1)) });
}

function summary(type: SObjectType, { version }: ApiRequest, access: AccessRights): Record<string, unknown> {
  const base = `/services/data/${version}/sobjects/${type.name}`;
  const data = type.kind === 'standard' || type.kind === 'custom' || type.kind === 'customSetting';
  return {
    activateable: false,
    createable: (data || type.kind === 'platformEvent') && access.object(type.name, 'create'),
    custom: type.kind !== 'standard',
    customSetting: type.kind === 'customSetting',
    deletable: data && access.object(type.name, 'delete'),
    deprecatedAndHidden: false,
    feedEnabled: false,
    keyPrefix: type.keyPrefix,
    label: type.label,
    labelPlural: type.labelPlural,
    layoutable: data,
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(type.name),
    name: type.name,
    queryable: type.kind !== 'platformEvent',
    replicateable: data,
    retrieveable: type.kind !== 'platformEvent',
    searchable: data,
    triggerable: data || type.kind === 'platformEvent',
    undeletable: data,
    updateable: data && access.object(type.name, 'edit'),
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

function describe(type: SObjectType, request: ApiRequest, context: ApiContext): Record<string, unknown> {
  const { schema } = context.org;
  const access = accessOf(request, context);
  const fields = [...type.fields.values()].filter((field) => access.field(type.name, field.name, 'read'));
  const values = context.transact(request, (tx) => new Map(fields.map((field) => [field, picklistValuesOf(tx, field)])));
  return {
    ...summary(type, request, access),
    actionOverrides: [],
    childRelationships: schema.referencesTo(type.name).map(({ child, field }) => ({
      cascadeDelete: field.masterDetail || field.deleteConstraint === 'Cascade',
      childSObject: child.name,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: field.childRelationshipName ?? null,
      restrictedDelete: field.deleteConstraint === 'Restrict',
    })),
    compactLayoutable: true,
    fields: fields.map((field) => describeField(field, values.get(field) ?? [], access.field(type.name, field.name, 'edit'))),
    recordTypeInfos: [],
    supportedScopes: [],
  };
}

const SOAP_TYPES: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  id: 'tns:ID', reference: 'tns:ID', boolean: 'xsd:boolean', integer: 'xsd:int', double: 'xsd:double', currency: 'xsd:double', percent: 'xsd:double', date: 'xsd:date', datetime: 'xsd:dateTime', time: 'xsd:time', address: 'urn:address',
};

function describeField(field: FieldDefinition, values: readonly PicklistValue[], mayEdit: boolean): Record<string, unknown> {
  const { type, length = 0 } = field;
  const isNumber = type === 'double' || type === 'currency' || type === 'percent';
  const isLong = type === 'textarea' && length > 255;
  return {
    aggregatable: !isLong && type !== 'address',
    autoNumber: field.autoNumberFormat !== undefined,
    byteLength: length * 3,
    calculated: field.formula !== undefined,
    calculatedFormula: field.formula ?? null,
    cascadeDelete: field.masterDetail || field.deleteConstraint === 'Cascade',
    caseSensitive: field.caseSensitive,
    createable: field.createable && mayEdit,
    custom: field.custom,
    defaultValue: type === 'boolean' ? field.defaultValue === 'true' : null,
    defaultValueFormula: field.defaultValue ?? null,
    defaultedOnCreate: type === 'boolean' || field.name === 'OwnerId' || field.defaultValue !== undefined,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'integer' ? (field.precision ?? 8) : 0,
    externalId: field.externalId,
    extraTypeInfo: isLong ? 'plaintextarea' : null,
    filterable: !isLong && type !== 'address',
    groupable: !isLong && !isNumber && type !== 'address' && type !== 'datetime' && field.formula === undefined,
    htmlFormatted: false,
    idLookup: type === 'id' || field.externalId || field.name === 'Name',
    label: field.label,
    length,
    mask: null,
    name: field.name,
    nameField: field.name === 'Name',
    nillable: !field.required && type !== 'boolean' && type !== 'id' && field.name !== 'OwnerId',
    permissionable: !field.required && !field.masterDetail,
    picklistValues: values.map(({ active, isDefault, label, value }) => ({ active, defaultValue: isDefault, label, validFor: null, value })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isNumber ? (field.precision ?? 18) : 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: field.masterDetail ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'Restrict',
    restrictedPicklist: field.restrictedPicklist || field.name === 'CurrencyIsoCode',
    scale: isNumber ? (field.scale ?? 0) : 0,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    sortable: !isLong && type !== 'address' && type !== 'multipicklist',
    type: type === 'integer' ? 'int' : type,
    unique: field.unique,
    updateable: field.updateable && mayEdit,
    writeRequiresMasterRead: false,
  };
}
