import type { Schema } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import type { Component } from './component.ts';
import { lineOf } from './component.ts';
import { problemOf } from './read-components.ts';
import type { ComponentProblem } from './source-file.ts';
import type { XmlElement } from './xml.ts';

/** What the org must have for a component, and what the platform says when it has not. */
interface Reference {
  readonly isThere: boolean;
  readonly name: string;
  readonly problem: string;
}

/**
 * Custom objects, custom fields and classes that layouts, lists and permission sets name and that are not there: a mistake
 * that no test of Apex would show. Names with the namespace of another package are not looked at.
 */
export function referenceProblems(components: readonly Component[], schema: Schema): ComponentProblem[] {
  const classes = new Set(components.filter(({ type }) => type === 'ApexClass').map(({ fullName }) => fullName.toLowerCase()));
  return components.flatMap((component) => {
    const lacking = component.xml && referencesOf(component, component.xml, schema, classes).find(({ isThere }) => !isThere);
    return lacking ? [problemOf(component.type, component.fullName, component.file, lineOf(component, `>${lacking.name}<`), lacking.problem)] : [];
  });
}

function referencesOf({ type, fullName }: Component, xml: XmlElement, schema: Schema, classes: ReadonlySet<string>): Reference[] {
  const [owner = ''] = fullName.split(type === 'Layout' ? '-' : '.');
  switch (type) {
    case 'Layout':
      return layoutFields(xml).map((name) => fieldReference(owner, name, name, schema));
    case 'CompactLayout':
      return xml.texts('fields').map((name) => fieldReference(owner, name, name, schema));
    case 'ListView':
      return columns(xml).map((name) => ({ ...fieldReference(owner, name, name, schema), problem: `Could not resolve list view column: ${name}` }));
    case 'PermissionSet':
      return rights(xml, schema, classes);
    default:
      return [];
  }
}

function layoutFields(xml: XmlElement): string[] {
  const columnsOf = xml.elements('layoutSections').flatMap((section) => section.elements('layoutColumns'));
  return columnsOf.flatMap((column) => column.elements('layoutItems')).flatMap((item) => item.texts('field'));
}

function columns(xml: XmlElement): string[] {
  return [...xml.texts('columns'), ...xml.elements('filters').flatMap((filter) => filter.texts('field'))];
}

function rights(xml: XmlElement, schema: Schema, classes: ReadonlySet<string>): Reference[] {
  const objects = xml.elements('objectPermissions').flatMap((right) => right.texts('object')).map((name) => ({ isThere: !isOurs(name) || schema.find(name) !== undefined, name, problem: missing('object', 'CustomObject', name) }));
  const fields = xml.elements('fieldPermissions').flatMap((right) => right.texts('field')).map((name) => fieldReference(name.split('.')[0] ?? '', name.split('.')[1] ?? '', name, schema));
  const granted = xml.elements('classAccesses').flatMap((access) => access.texts('apexClass')).map((name) => ({ isThere: name.includes('__') || classes.has(name.toLowerCase()), name, problem: missing('apexClass', 'ApexClass', name) }));
  return [...objects, ...fields, ...granted];
}

/** `written` is the name as it stands in the file. An object that is not there is the matter of its own reference. */
function fieldReference(owner: string, field: string, written: string, schema: Schema): Reference {
  const type = schema.find(owner);
  const isThere = !isOurs(field) || type === undefined || fieldOf(type, field) !== undefined;
  return { isThere, name: written, problem: missing('field', 'CustomField', `${owner}.${field}`) };
}

/** A custom name without a namespace: standard fields have other names in layouts and lists than in the API. */
function isOurs(name: string): boolean {
  return name.endsWith('__c') && name.split('__').length === 2;
}

function missing(element: string, type: string, name: string): string {
  return `In field: ${element} - no ${type} named ${name} found`;
}
