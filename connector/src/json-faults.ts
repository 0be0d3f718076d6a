import type { z } from 'zod';

/** One fault in a JSON document: where (`$.data.id`) and why. */
export interface JsonFault {
  readonly path: string;
  readonly reason: string;
}

/** The faults that a schema found, each with its JSON path. */
export function jsonFaults(error: z.ZodError): JsonFault[] {
  return error.issues.map((issue) => ({ path: jsonPath(issue.path), reason: issue.message }));
}

/** The faults as text, one per entry: `$.data.id: expected string, received number`. */
export function faultLines(faults: readonly JsonFault[]): string[] {
  return faults.map(({ path, reason }) => `${path}: ${reason}`);
}

function jsonPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>(
    (path, segment) => path + (typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`),
    '$',
  );
}
