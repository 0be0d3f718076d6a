import type { FieldRight, ObjectRight } from '../../contract.ts';
import { session } from '../runtime/session.ts';
import { fieldOf, type FieldDefinition } from '../../schema/sobject-type.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, raise, SObjectFieldToken, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { fillDefaults } from './formula.ts';
import { recordTypeBody, recordTypeInfos, recordTypeMap } from './record-types.ts';
import { describedField, describedType, describeField, describeObject, displayType, fieldTokens, globalDescribe, picklistEntries } from './describe.ts';

const yes = (): boolean => true;

/** Whether the running user may do this with the object or field. */
function objectRight(name: string, right: ObjectRight): boolean {
  const { tx } = session();
  return tx.data.access?.(tx).object(name, right) ?? true;
}

function fieldRight(result: PlatformObject, right: FieldRight): boolean {
  const { tx } = session();
  const token = result.fields.get('$token') as SObjectFieldToken;
  return tx.data.access?.(tx).field(token.type.name, token.field, right) ?? true;
}
const no = (): boolean => false;

function listOf(runtime: Runtime, name: string, items: Any[]): ApexList {
  return runtime.listOf(runtime.program.universe.platformType(name, [])!, items);
}

function newRecord(runtime: Runtime, token: SObjectTypeToken, id: string | null = null, defaults = false): SObject {
  const record = new SObject(token.type.sobject!);
  if (defaults === true) fillDefaults(runtime, record);
  if (id !== null) record.fields.set('Id', id);
  return record;
}

function objectResult(runtime: Runtime): PlatformBody {
  const sobject = (result: PlatformObject) => describedType(result).sobject!;
  const isData = (result: PlatformObject): boolean => sobject(result).kind !== 'customMetadata';
  const fields = (result: PlatformObject): PlatformObject => new PlatformObject('Schema.SObjectTypeFields', [['$type', describedType(result)]]);
  const body = {
    getname: (result: PlatformObject) => sobject(result).name,
    getlocalname: (result: PlatformObject) => sobject(result).name,
    getlabel: (result: PlatformObject) => sobject(result).label,
    getlabelplural: (result: PlatformObject) => sobject(result).labelPlural,
    getkeyprefix: (result: PlatformObject) => sobject(result).keyPrefix || null,
    getsobjecttype: (result: PlatformObject) => new SObjectTypeToken(describedType(result)),
    getchildrelationships: (result: PlatformObject) => childRelationships(runtime, result),
    getrecordtypeinfos: (result: PlatformObject) => recordTypeInfos(runtime, sobject(result)),
    getrecordtypeinfosbyname: (result: PlatformObject) => recordTypeMap(runtime, sobject(result), 'name'),
    getrecordtypeinfosbydevelopername: (result: PlatformObject) => recordTypeMap(runtime, sobject(result), 'developername'),
    getrecordtypeinfosbyid: (result: PlatformObject) => recordTypeMap(runtime, sobject(result), 'recordtypeid'),
    getfields: fields,
    isaccessible: (result: PlatformObject) => objectRight(sobject(result).name, 'read'),
    iscreateable: (result: PlatformObject) => isData(result) && objectRight(sobject(result).name, 'create'),
    isupdateable: (result: PlatformObject) => isData(result) && objectRight(sobject(result).name, 'edit'),
    isdeletable: (result: PlatformObject) => isData(result) && objectRight(sobject(result).name, 'delete'),
    isundeletable: (result: PlatformObject) => isData(result) && objectRight(sobject(result).name, 'delete'),
    isqueryable: yes,
    issearchable: (result: PlatformObject) => ['standard', 'custom'].includes(sobject(result).kind),
    iscustom: (result: PlatformObject) => /__\w$|__(mdt|kav|xo)$/.test(sobject(result).name),
    iscustomsetting: (result: PlatformObject) => sobject(result).kind === 'customSetting',
    isdeprecatedandhidden: no,
    isfeedenabled: no,
    ismergeable: (result: PlatformObject) => ['Account', 'Contact', 'Lead', 'Case'].includes(sobject(result).name),
    ismruenabled: no,
  };
  const fieldSets = (result: PlatformObject): PlatformObject => new PlatformObject('Schema.SObjectTypeFieldSets', [['$type', describedType(result)]]);
  return { methods: { ...body, getfieldsets: fieldSets }, fields: { fields, fieldsets: fieldSets } };
}

function childRelationships(runtime: Runtime, result: PlatformObject): ApexList {
  const { universe } = runtime.program;
  const items = describedType(result).sobject!.childRelationships.flatMap((one) => {
    const child = universe.sobject(one.childObject);
    if (child === undefined) return [];
    const constraint = child.sobject && fieldOf(child.sobject, one.field)?.deleteConstraint;
    return [
      new PlatformObject('Schema.ChildRelationship', [
        ['name', one.name],
        ['child', new SObjectTypeToken(child)],
        ['field', new SObjectFieldToken(child, one.field)],
        ['cascade', constraint === 'Cascade'],
        ['restrict', constraint === 'Restrict'],
      ]),
    ];
  });
  return listOf(runtime, 'Schema.ChildRelationship', items);
}

const SOAP_TYPES: Readonly<Record<string, string>> = { id: 'ID', reference: 'ID', boolean: 'BOOLEAN', integer: 'INTEGER', double: 'DOUBLE', currency: 'DOUBLE', percent: 'DOUBLE', date: 'DATE', datetime: 'DATETIME', time: 'TIME' };

const NAME_FIELDS: Readonly<Record<string, string>> = { Case: 'CaseNumber', Order: 'OrderNumber', Contract: 'ContractNumber' };

function fieldResult(runtime: Runtime): PlatformBody {
  const of = <T>(read: (field: FieldDefinition, result: PlatformObject) => T) => (result: PlatformObject): T => read(describedField(result), result);
  const token = (result: PlatformObject): SObjectFieldToken => result.fields.get('$token') as SObjectFieldToken;
  const isText = (field: FieldDefinition): boolean => ['string', 'email', 'phone', 'url', 'picklist', 'textarea', 'id', 'reference', 'encryptedstring'].includes(field.type);
  return {
    methods: {
      getname: of((field) => field.name),
      getlocalname: of((field) => field.name),
      getlabel: of((field) => field.label),
      gettype: of((field) => displayType(runtime, field)),
      getsoaptype: of((field) => runtime.enumNamed('Schema.SoapType', SOAP_TYPES[field.type] ?? 'STRING')),
      getlength: of((field) => field.length ?? (field.type === 'id' || field.type === 'reference' ? 18 : field.type === 'picklist' ? 255 : 0)),
      getbytelength: of((field) => (field.length ?? 0) * 3),
      getprecision: of((field) => (field.type === 'integer' ? 0 : (field.precision ?? 0))),
      getscale: of((field) => field.scale ?? 0),
      getdigits: of((field) => (field.type === 'integer' ? (field.precision ?? 9) : 0)),
      getpicklistvalues: of((field) => picklistEntries(runtime, field)),
      getreferenceto: of((field) => listOf(runtime, 'Schema.SObjectType', referencedTypes(runtime, field))),
      getrelationshipname: of((field) => field.relationshipName ?? null),
      getsobjectfield: token,
      getsobjecttype: (result: PlatformObject) => new SObjectTypeToken(token(result).type),
      getcalculatedformula: of((field) => field.formula ?? null),
      getdefaultvalueformula: of((field) => field.defaultValue ?? null),
      getdefaultvalue: () => null,
      getinlinehelptext: () => null,
      getcontroller: () => null,
      getrelationshiporder: () => null,
      isaccessible: (result: PlatformObject) => fieldRight(result, 'read'),
      iscreateable: of((field, result) => field.createable && fieldRight(result, 'edit')),
      isupdateable: of((field, result) => field.updateable && fieldRight(result, 'edit')),
      ispermissionable: of((field) => !field.required && field.type !== 'id'),
      isnillable: of((field) => !field.required && field.type !== 'boolean' && field.type !== 'id'),
      iscustom: of((field) => field.custom),
      isunique: of((field) => field.unique),
      iscasesensitive: of((field) => field.caseSensitive),
      isexternalid: of((field) => field.externalId),
      iscalculated: of((field) => field.formula !== undefined),
      isautonumber: of((field) => field.autoNumberFormat !== undefined),
      isidlookup: of((field) => field.type === 'id' || field.externalId),
      iscascadedelete: of((field) => field.masterDetail || field.deleteConstraint === 'Cascade'),
      isrestricteddelete: of((field) => field.deleteConstraint === 'Restrict'),
      isrestrictedpicklist: of((field) => field.restrictedPicklist || field.name === 'CurrencyIsoCode'),
      isdefaultedoncreate: of((field) => field.type === 'boolean' || field.defaultValue !== undefined),
      isnamefield: of((field, result) => field.name === (NAME_FIELDS[token(result).type.name] ?? 'Name')),
      isnamepointing: of((field) => field.relationshipName !== undefined && field.referenceTo.length !== 1),
      isfilterable: of((field) => field.type !== 'textarea' || (field.length ?? 0) <= 255),
      issortable: of((field) => field.type !== 'multipicklist' && (field.type !== 'textarea' || (field.length ?? 0) <= 255)),
      isgroupable: of((field) => isText(field) || ['boolean', 'date', 'integer'].includes(field.type)),
      isaggregatable: yes,
      ishtmlformatted: no,
      isdependentpicklist: no,
      isdeprecatedandhidden: no,
      isencrypted: of((field) => field.type === 'encryptedstring'),
      issearchprefilterable: no,
      iswriterequiresmasterread: no,
      isdisplaylocationindecimal: no,
      isaipredictionfield: no,
      isformulatreatnullnumberaszero: of((field) => field.formulaTreatsBlanksAsZero),
      ishighscalenumber: no,
      isqueryable: yes,
    },
  };
}

function referencedTypes(runtime: Runtime, field: FieldDefinition): SObjectTypeToken[] {
  const { universe } = runtime.program;
  return field.referenceTo.flatMap((name) => {
    const type = universe.sobject(name);
    return type === undefined ? [] : [new SObjectTypeToken(type)];
  });
}

const read = (name: string) => (target: PlatformObject): Any => target.fields.get(name) ?? null;

/** System.Schema and the describe classes of the namespace Schema. */
export function schemaBodies(runtime: Runtime): Record<string, PlatformBody> {
  return {
    'system.schema': {
      statics: {
        getglobaldescribe: () => globalDescribe(runtime),
        describesobjects: (names: ApexList | null) => {
          const results = (names ?? nullPointer()).items.map((name: string) => describeObject(runtime, objectNamed(runtime, name)));
          return listOf(runtime, 'Schema.DescribeSObjectResult', results);
        },
      },
    },
    'schema.sobjecttype': {
      methods: {
        getdescribe: (token: SObjectTypeToken) => describeObject(runtime, token.type),
        newsobject: (token: SObjectTypeToken, id?: string | null, defaults?: boolean) => newRecord(runtime, token, id, defaults),
      },
    },
    'schema.sobjectfield': { methods: { getdescribe: (token: SObjectFieldToken) => describeField(runtime, token) } },
    'schema.sobjecttypefields': { methods: { getmap: (fields: PlatformObject) => fieldTokens(runtime, describedType(fields)) } },
    'schema.describesobjectresult': objectResult(runtime),
    'schema.describefieldresult': fieldResult(runtime),
    'schema.recordtypeinfo': recordTypeBody,
    'schema.picklistentry': {
      methods: { getvalue: read('value'), getlabel: read('label'), isactive: read('active'), isdefaultvalue: read('defaultValue') },
    },
    'schema.childrelationship': {
      methods: { getrelationshipname: read('name'), getchildsobject: read('child'), getfield: read('field'), iscascadedelete: read('cascade'), isdeprecatedandhidden: no, isrestricteddelete: read('restrict') },
    },
  };
}

function objectNamed(runtime: Runtime, name: string) {
  const type = runtime.program.universe.sobject(name);
  if (type === undefined || type.sobject === null) return raise('System.InvalidParameterValueException', `sObject type '${name}' is not supported.`);
  return type;
}

