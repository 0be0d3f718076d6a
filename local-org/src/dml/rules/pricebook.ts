import { dmlError } from '../errors.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Price books: the standard one stays. */
export const pricebookRules: PlatformRules = {
  refuseDelete(row) {
    return row['IsStandard'] === true ? dmlError('DELETE_FAILED', 'You cannot delete the standard price book.') : undefined;
  },
};
