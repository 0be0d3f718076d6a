import type { DmlError } from '../contract.ts';

/** A record's error with the platform's status code. */
export function dmlError(statusCode: string, message: string, fields: readonly string[] = []): DmlError {
  return { statusCode, message, fields };
}

export function requiredMissing(fields: readonly string[]): DmlError {
  return dmlError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);
}

export function notWriteable(fields: readonly string[]): DmlError {
  const message = `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return dmlError('INVALID_FIELD_FOR_INSERT_UPDATE', message, fields);
}

/** An error about how values fit together; the platform names the field, or `unknown`. */
export function integrityError(field: string, reason: string): DmlError {
  return dmlError('FIELD_INTEGRITY_EXCEPTION', `field integrity exception: ${field} (${reason})`, field === 'unknown' ? [] : [field]);
}

export const TOO_MANY_RETRIES = dmlError('TOO_MANY_APEX_REQUESTS', 'Too many batch retries in the presence of Apex triggers and partial failures.');
