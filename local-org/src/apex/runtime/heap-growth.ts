/** Bytes that may come in before a holder is looked into; texts longer than this are looked at one by one. */
const STEP = 500_000;

/** What a record or an object counts until it is looked into. */
const OBJECT = 500;

let pending = 0;
let inspect: (holder: unknown) => void = () => undefined;

/** Sets what looks into a collection that has grown. */
export function useHeapInspection(inspection: (holder: unknown) => void): void {
  inspect = inspection;
}

/** Notes that a collection took something in. Now and then the collection, which is surely in use, is looked into. */
export function grew(holder: unknown, item: unknown): void {
  pending += typeof item === 'string' ? item.length : typeof item === 'object' && item !== null ? OBJECT : 8;
  if (pending < STEP) return;
  pending = 0;
  inspect(holder);
}

/** A text that was just made. */
export function heldText(text: string): string {
  if (text.length > STEP) inspect(text);
  return text;
}

/** Bytes that came in since a collection was last looked into. */
export function pendingBytes(): number {
  return pending;
}

/** A transaction starts. */
export function forgetGrowth(): void {
  pending = 0;
}
