/** Words that cannot name a class or a variable (Apex Developer Guide, Reserved Keywords), as far as the grammar lets them through. */
const RESERVED = new Set([
  'and', 'as', 'asc', 'autonomous', 'begin', 'bigdecimal', 'bulk', 'by', 'byte', 'char', 'collect', 'const', 'desc', 'float', 'from', 'goto', 'having',
  'hint', 'in', 'inner', 'insert', 'int', 'into', 'like', 'loop', 'merge', 'not', 'nulls', 'on', 'or', 'outer', 'parallel', 'pragma', 'retrieve',
  'select', 'short', 'sort', 'stat', 'super', 'then', 'when', 'where', 'using',
]);

/** Whether the word is reserved, in any case. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
