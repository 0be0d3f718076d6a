import type { PlatformMethod, PlatformType } from './platform-type.ts';

/** Signatures that the platform has and the class files lack, by lower-case type name. */
export const SUPPLEMENT: Readonly<Record<string, { readonly methods?: readonly PlatformMethod[]; readonly constructors?: readonly (readonly string[])[] }>> = {
  'system.list': {
    methods: [{ name: 'addAll', static: false, params: ['System.Iterable<T>'], returns: 'void' }],
    constructors: [['System.Iterable<T>']],
  },
};

function exceptionClass(name: string): PlatformType {
  return { name, kind: 'class', abstract: false, typeParams: [], parents: ['System.Exception'], fields: [], methods: [], constructors: [] };
}

/** Types that the platform has and the class files lack. */
export const EXTRA_TYPES: readonly PlatformType[] = [
  exceptionClass('System.FormulaValidationException'),
  exceptionClass('System.FormulaEvaluationException'),
  exceptionClass('System.IllegalStateException'),
];

/** Super classes that the class files do not tell, by lower-case type name. */
export const EXTRA_PARENTS: Readonly<Record<string, readonly string[]>> = {
  'cache.orgpartition': ['cache.Partition'],
  'cache.sessionpartition': ['cache.Partition'],
};
