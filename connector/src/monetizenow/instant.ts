import { z } from 'zod';

/**
 * A time as milliseconds since the epoch, or null. MonetizeNow writes `2023-07-28T06:01:22.684+0000`: ISO 8601 with an offset without
 * colon, which Date.parse need not understand.
 */
export const instant = z
  .string()
  .transform((value) => Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(Number.isFinite, 'expected a time like 2023-07-28T06:01:22.684+0000')
  .nullish()
  .transform((value) => value ?? null);
