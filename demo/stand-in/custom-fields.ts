/** A custom field of quotes as MonetizeNow's settings define it; a text with values is a list to choose from. */
export interface CustomFieldDefinition {
  readonly key: string;
  readonly type: 'CHECKBOX' | 'DATE' | 'NUMBER' | 'TEXT';
  readonly values?: readonly string[];
}

/** One entry of an error's `subErrors`. */
export interface SubError {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with values of custom fields; those that nobody defined take anything. */
export function customFieldFaults(
  values: Readonly<Record<string, unknown>>,
  definitions: readonly CustomFieldDefinition[],
): SubError[] {
  return definitions.flatMap((definition) => {
    const value = values[definition.key];
    const message = value === undefined || value === null ? undefined : faultOf(value, definition);
    return message === undefined ? [] : [{ field: definition.key, message }];
  });
}

function faultOf(value: unknown, { type, values }: CustomFieldDefinition): string | undefined {
  switch (type) {
    case 'CHECKBOX':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'NUMBER':
      return typeof value === 'number' ? undefined : 'must be a number';
    case 'DATE':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : 'must be a date';
    case 'TEXT':
      if (typeof value !== 'string') return 'must be a text';
      return values === undefined || values.includes(value) ? undefined : `must be one of ${values.join(', ')}`;
  }
}
