/** Words that cannot name a class or a variable (Apex Developer Guide, Reserved Keywords), as far as the grammar lets them through. */
const RESERVED = new Set([
  'and', 'as', 'asc', 'autonomous', 'begin', 'bigdecimal', 'bulk', 'by', 'byte', 'char', 'collect', 'const', 'desc', 'float', 'from', 'goto', 'having',
  'hint', 'in', 'inner', 'insert', 'int', 'into', 'like', 'loop', 'merge', 'not', 'nulls', 'on', 'or', 'outer', 'parallel', 'pragma', 'retrieve',
  'select', 'short', 'sort', 'stat', 'super', 'then', 'when', 'where', 'using',
]);

/** Whether a name is one that Apex refuses: it ends in an underscore or has two in a row. */
export function isMalformedName(name: string): boolean {
  return name.endsWith('_') || name.includes('__');
}

/** Whether the word is reserved, in any case. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
