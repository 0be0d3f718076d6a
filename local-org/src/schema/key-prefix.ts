const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Hands out the key prefixes of custom objects, `a00` onwards; an object keeps the one it got. */
export class KeyPrefixes {
  private readonly given = new Map<string, string>();
  private readonly next = new Map<string, number>();

  of(objectName: string): string {
    const known = this.given.get(objectName);
    if (known) return known;
    const letter = objectName.endsWith('__mdt') ? 'm' : objectName.endsWith('__e') ? 'e' : 'a';
    const n = this.next.get(letter) ?? 0;
    this.next.set(letter, n + 1);
    const prefix = letter + DIGITS[Math.floor(n / DIGITS.length)] + DIGITS[n % DIGITS.length];
    this.given.set(objectName, prefix);
    return prefix;
  }
}
