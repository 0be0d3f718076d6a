import type { PlatformMethod, PlatformType } from './platform-type.ts';

/** Signatures that the platform has and the class files lack, by lower-case type name. */
export const SUPPLEMENT: Readonly<Record<string, { readonly methods?: readonly PlatformMethod[]; readonly constructors?: readonly (readonly string[])[] }>> = {
  'system.list': {
    methods: [{ name: 'addAll', static: false, params: ['System.Iterable<T>'], returns: 'void' }],
    constructors: [['System.Iterable<T>']],
  },
  'dataweave.script': { constructors: [[]] },
  'flow.interview': { constructors: [['System.Map<System.String,Object>']] },
  'system.network': {
    methods: [
      { name: 'getLoginUrl', static: true, params: ['System.String'], returns: 'System.String' },
      { name: 'getLogoutUrl', static: true, params: ['System.String'], returns: 'System.String' },
      { name: 'getSelfRegUrl', static: true, params: ['System.String'], returns: 'System.String' },
      { name: 'communitiesLanding', static: true, params: [], returns: 'System.PageReference' },
      { name: 'forwardToAuthPage', static: true, params: ['System.String'], returns: 'System.PageReference' },
      { name: 'forwardToAuthPage', static: true, params: ['System.String', 'System.String'], returns: 'System.PageReference' },
    ],
  },
  'system.database': {
    methods: [
      { name: 'getPaginationCursor', static: true, params: ['System.String'], returns: 'Database.PaginationCursor' },
      { name: 'getPaginationCursor', static: true, params: ['System.String', 'System.AccessLevel'], returns: 'Database.PaginationCursor' },
      { name: 'getPaginationCursorWithBinds', static: true, params: ['System.String', 'System.Map<System.String,Object>', 'System.AccessLevel'], returns: 'Database.PaginationCursor' },
    ],
  },
};

function exceptionClass(name: string): PlatformType {
  return { name, kind: 'class', abstract: false, typeParams: [], parents: ['System.Exception'], fields: [], methods: [], constructors: [] };
}

/** Types that the platform has and the class files lack. */
export const EXTRA_TYPES: readonly PlatformType[] = [
  exceptionClass('System.DataWeaveScriptException'),
  exceptionClass('System.FormulaValidationException'),
  exceptionClass('System.FormulaEvaluationException'),
  exceptionClass('System.IllegalStateException'),
  exceptionClass('cache.Session.SessionCacheException'),
  exceptionClass('Site.ExternalUserCreateException'),
  {
    name: 'Database.PaginationCursor', kind: 'class', abstract: false, typeParams: [], parents: [], fields: [], constructors: [],
    methods: [
      { name: 'fetchPage', static: false, params: ['System.Integer', 'System.Integer'], returns: 'Database.CursorFetchResult' },
      { name: 'getNumRecords', static: false, params: [], returns: 'System.Integer' },
    ],
  },
  {
    name: 'Database.CursorFetchResult', kind: 'class', abstract: false, typeParams: [], parents: [], fields: [], constructors: [],
    methods: [
      { name: 'getRecords', static: false, params: [], returns: 'System.List<System.SObject>' },
      { name: 'getNextIndex', static: false, params: [], returns: 'System.Integer' },
      { name: 'getNumDeletedRecords', static: false, params: [], returns: 'System.Integer' },
      { name: 'isDone', static: false, params: [], returns: 'System.Boolean' },
    ],
  },
];

/** Values that enums have beyond those in the class files, by lower-case type name. */
export const EXTRA_CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  'system.quiddity': ['UNDEFINED'],
};

/** Super classes that the class files do not tell, by lower-case type name. */
export const EXTRA_PARENTS: Readonly<Record<string, readonly string[]>> = {
  'cache.orgpartition': ['cache.Partition'],
  'cache.sessionpartition': ['cache.Partition'],
};
