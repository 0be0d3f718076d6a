import { to18 } from '../values/id.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Gives out record ids: the object's key prefix, the org's pod, a running number. */
export class RecordIds {
  private readonly next = new Map<string, number>();

  give(keyPrefix: string): string {
    const n = (this.next.get(keyPrefix) ?? 0) + 1;
    this.next.set(keyPrefix, n);
    return to18(`${keyPrefix}LO0${base62(n).padStart(9, '0')}`);
  }
}

function base62(n: number): string {
  return n < 62 ? DIGITS[n]! : base62(Math.floor(n / 62)) + DIGITS[n % 62]!;
}
