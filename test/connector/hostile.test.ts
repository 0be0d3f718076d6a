import { describe, expect, it } from 'vitest';
import { attack } from './support/attack.ts';

describe('hostile requests', () => {
  it('are each answered as documented, and nothing of them is stored', async () => {
    const { wrong, stored, answers } = await attack(4_600, 5, () => undefined);
    expect(wrong).toEqual([]);
    expect(stored).toBe(0);
    expect([...answers.keys()].toSorted()).toEqual([
      '400 BODY_NOT_AN_EVENT',
      '400 BODY_NOT_JSON',
      '401 SIGNATURE_REFUSED',
      '404 NOT_FOUND',
      '404 TENANT_UNKNOWN',
      '413 FST_ERR_CTP_BODY_TOO_LARGE',
    ]);
  });
});
