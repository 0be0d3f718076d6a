import { fieldByRelationship, fieldOf, type SObjectType } from '../../schema/sobject-type.ts';
import type { SObject } from '../../values/sobject.ts';
import { ApexList, ApexMap } from '../runtime/collections.ts';
import { ApexException, nullPointer, raise, SObjectFieldToken, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { recordOptions, setRecordOptions } from '../runtime/record-options.ts';
import { cloneOf, cloneSourceOf, fieldNamed, fieldValue, isClone, readChildren, readField, readParent, writeField, writeParent } from '../runtime/records.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { recalculate } from './formula.ts';
import { databaseErrors } from './database-results.ts';

function messageText(message: Any): string {
  return message instanceof ApexException ? (message.$message ?? '') : String(message ?? nullPointer());
}

/** addError(message), addError(field, message), each with an optional flag for escaping. */
function addError(record: SObject, ...args: Any[]): void {
  const [first, second] = args;
  const onField = first instanceof SObjectFieldToken || (typeof first === 'string' && typeof second === 'string');
  if (!onField) {
    record.errors.push({ message: messageText(first), field: null });
    return;
  }
  record.errors.push({ message: messageText(second), field: fieldNamed(record, first).name });
}

function get(record: SObject, field: Any): Any {
  if (record.type.kind === 'aggregate') return aggregateValue(record, field);
  return readField(record, fieldNamed(record, field).name);
}

/** Columns of an aggregate query go by their alias, in any case. */
function aggregateValue(record: SObject, field: Any): Any {
  const wanted = String(field ?? nullPointer()).toLowerCase();
  for (const [name, value] of record.fields) if (name.toLowerCase() === wanted) return value;
  return raise('System.SObjectException', `Invalid field ${String(field)} for ${record.type.name}`);
}

function put(record: SObject, field: Any, value: Any): Any {
  const definition = fieldNamed(record, field);
  if (definition.formula !== undefined) raise('System.SObjectException', `Field ${definition.name} is not editable`);
  const before = record.fields.get(definition.name) ?? null;
  writeField(record, definition.name, fieldValue(definition, value));
  return before;
}

/** The relationship that a name or the token of a lookup field means. */
function relationshipOf(record: SObject, field: Any): string {
  const name = field instanceof SObjectFieldToken ? field.field : String(field ?? nullPointer());
  const lookup = fieldByRelationship(record.type, name) ?? fieldOf(record.type, name);
  return lookup?.relationshipName ?? raise('System.SObjectException', `Invalid relationship ${name} for ${record.type.name}`);
}

function childRelationship(record: SObject, name: string): SObjectType['childRelationships'][number] {
  const found = record.type.childRelationships.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return found ?? raise('System.SObjectException', `Invalid relationship ${name} for ${record.type.name}`);
}

function getChildren(runtime: Runtime, record: SObject, name: string | null): ApexList | null {
  const relationship = childRelationship(record, name ?? nullPointer());
  const { universe } = runtime.program;
  const type = universe.list(universe.sobject(relationship.childObject) ?? universe.sobject('SObject')!);
  const children = readChildren(record, relationship.name, type);
  return children.items.length === 0 ? null : children;
}

/** Fields that were set or queried, by name, in the order in which they were. */
function populatedFields(runtime: Runtime, record: SObject): ApexMap {
  const { universe } = runtime.program;
  const map = new ApexMap(universe.map(universe.string, universe.object));
  for (const [name, value] of record.fields) if (record.queried === null || value !== null) map.table.set(name, value);
  for (const [name, parent] of record.parents) if (parent !== null) map.table.set(name, parent);
  for (const [name, children] of record.children) map.table.set(name, new ApexList(universe.list(universe.sobject('SObject')!), children));
  map.readOnly = true;
  return map;
}

function isSet(record: SObject, field: Any): boolean {
  return record.fields.has(fieldNamed(record, field).name);
}

/** System.SObject */
export function sobjectBody(runtime: Runtime): PlatformBody {
  const { universe } = runtime.program;
  return {
    methods: {
      adderror: addError,
      clear: (record: SObject) => {
        record.fields.clear();
        record.parents.clear();
      },
      clone: cloneOf,
      get,
      getclonesourceid: cloneSourceOf,
      geterrors: (record: SObject) => databaseErrors(runtime, record.errors.map((error) => recordError(record, error.message, error.field))),
      getoptions: recordOptions,
      getpopulatedfieldsasmap: (record: SObject) => populatedFields(runtime, record),
      getsobject: (record: SObject, field: Any) => readParent(record, relationshipOf(record, field)),
      getsobjecttype: (record: SObject) => new SObjectTypeToken(universe.ofSObject(record.type)),
      getsobjects: (record: SObject, name: Any) => getChildren(runtime, record, name),
      haserrors: (record: SObject) => record.errors.length > 0,
      isclone: isClone,
      isset: isSet,
      put,
      putsobject: (record: SObject, field: Any, parent: SObject | null) => {
        const relationship = relationshipOf(record, field);
        const before = record.parents.get(relationship) ?? null;
        writeParent(record, relationship, parent);
        return before;
      },
      recalculateformulas: (record: SObject) => recalculate(runtime, record),
      setoptions: setRecordOptions,
    },
  };
}

/** A part of a compound name is reported as the name. */
function recordError(record: SObject, message: string, field: string | null) {
  const compound = field !== null && ['FirstName', 'LastName', 'Salutation', 'MiddleName', 'Suffix'].includes(field) && record.type.fields.has('name') && record.type.fields.has('lastname');
  return { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields: field === null ? [] : [compound ? 'Name' : field] };
}

