import type { FieldDefinition } from './sobject-type.ts';

/** Whether a reference holds the name of an object or field instead of a record id. */
export function isCatalogueKey({ referenceTo }: FieldDefinition): boolean {
  return referenceTo.includes('EntityDefinition') || referenceTo.includes('FieldDefinition');
}
