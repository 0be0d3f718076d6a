import { nullPointer, PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';

const part = (version: PlatformObject, name: string): number | null => (version.get(name) as number | null | undefined) ?? null;

/** Versions compare part by part; a version without a patch number is before those that have one. */
function compare(one: PlatformObject, other: PlatformObject | null): number {
  const right = other ?? nullPointer();
  for (const name of ['major', 'minor', 'patch']) {
    const difference = (part(one, name) ?? -1) - (part(right, name) ?? -1);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** System.Version */
export const versionBody: PlatformBody = {
  construct: (major: Any, minor: Any, patch: Any = null) => new PlatformObject('System.Version', [['major', major ?? nullPointer()], ['minor', minor ?? nullPointer()], ['patch', patch]]),
  methods: {
    compareto: compare,
    major: (version: PlatformObject) => part(version, 'major'),
    minor: (version: PlatformObject) => part(version, 'minor'),
    patch: (version: PlatformObject) => part(version, 'patch'),
  },
};
