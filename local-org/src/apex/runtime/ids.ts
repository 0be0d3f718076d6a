import { asId } from '../../values/id.ts';
import { raise } from './objects.ts';

/** A text where an Id is wanted, in its 18-character form. */
export function toApexId(value: string | null): string | null {
  if (value === null) return null;
  return asId(value) ?? raise('System.StringException', `Invalid id: ${value}`);
}
