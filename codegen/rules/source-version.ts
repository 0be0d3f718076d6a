import type { VersionFacts } from './model.ts';

/**
 * Tells whether a write is older than what the org already holds. A sender that was frozen and woke up may send such
 * a one; the same version again is a repetition and welcome.
 */
export function isStale(facts: VersionFacts): boolean {
  if (facts.storedVersion === null || facts.incomingVersion === null) return false;
  return facts.incomingVersion < facts.storedVersion;
}
