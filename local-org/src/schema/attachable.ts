import type { ObjectDefinition } from './org-schema.ts';

/** Lookups that may also point to records of custom objects. */
const OPEN_LOOKUPS: Readonly<Record<string, string>> = { Attachment: 'ParentId', Note: 'ParentId', Task: 'WhatId', Event: 'WhatId', ContentVersion: 'FirstPublishLocationId' };

/** Attachments and notes hang on custom objects, too, and activities on those that allow them. */
export function attachableTo(definitions: readonly ObjectDefinition[], customs: readonly ObjectDefinition[], allowsActivities: (name: string) => boolean): ObjectDefinition[] {
  const all = customs.filter(({ kind }) => kind === 'custom').map(({ name }) => name);
  const active = all.filter(allowsActivities);
  if (all.length === 0) return [...definitions];
  return definitions.map((definition) => {
    const open = OPEN_LOOKUPS[definition.name];
    if (open === undefined) return definition;
    const names = open === 'WhatId' ? active : all;
    const fields = definition.fields.map((field) => (field.name === open ? { ...field, referenceTo: [...field.referenceTo, ...names] } : field));
    return { ...definition, fields };
  });
}
