/**
 * The message of an error body. MonetizeNow has two shapes, with `status` as a number or as a text such as "400 BAD_REQUEST";
 * both carry `message`, and validation errors add `subErrors[{field,message}]`, here or below `error`.
 */
export function errorMessage(body: string): string {
  const error = objectOf(body);
  if (error === undefined) return body.slice(0, 200);
  const subErrors = Array.isArray(error['subErrors']) ? (error['subErrors'] as unknown[]) : [];
  const parts = subErrors.map((entry) => {
    const { field, message } = (entry ?? {}) as { field?: unknown; message?: unknown };
    return `${String(field)}: ${String(message)}`;
  });
  const message = typeof error['message'] === 'string' ? error['message'] : '';
  return [message, ...parts].filter(Boolean).join('; ').slice(0, 1000);
}

/**
 * Whether a body is an error of the API: all of them name their status. What stands before the API, or at a wrong address, answers
 * otherwise, and must not be taken for the word that a quote is gone.
 */
export function isApiError(body: string): boolean {
  return objectOf(body)?.['status'] !== undefined;
}

function objectOf(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
