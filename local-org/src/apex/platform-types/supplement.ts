import type { PlatformMethod } from './platform-type.ts';

/** Signatures that the platform has and the class files lack, by lower-case type name. */
export const SUPPLEMENT: Readonly<Record<string, { readonly methods?: readonly PlatformMethod[]; readonly constructors?: readonly (readonly string[])[] }>> = {
  'system.list': {
    methods: [{ name: 'addAll', static: false, params: ['System.Iterable<T>'], returns: 'void' }],
    constructors: [['System.Iterable<T>']],
  },
};
