import type { SObject } from '../values/sobject.ts';

/** Cuts texts to the length of their fields; Apex Reference, DMLOptions.allowFieldTruncation. */
export function truncateTexts(draft: SObject): void {
  for (const [name, value] of draft.fields) {
    const field = draft.type.fields.get(name.toLowerCase());
    if (typeof value !== 'string' || field?.length === undefined || value.length <= field.length) continue;
    if (['string', 'textarea', 'phone', 'email', 'encryptedstring'].includes(field.type)) draft.set(name, value.slice(0, field.length));
  }
}
