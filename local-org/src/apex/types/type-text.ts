import type { ApexType } from './type.ts';
import type { Universe } from './universe.ts';

/** The type that a signature's text names, `System.Map<K,System.List<V>>`; what is unknown is Object. */
export function parseTypeText(text: string, universe: Universe, typeParams: readonly string[]): ApexType {
  const open = text.indexOf('<');
  if (open < 0) return typeParams.includes(text) ? universe.variable(text) : (universe.platformType(text, []) ?? universe.object);
  const args = splitArguments(text.slice(open + 1, -1)).map((part) => parseTypeText(part, universe, typeParams));
  return universe.platformType(text.slice(0, open), args) ?? universe.object;
}

/** The parts between the commas that are not inside angle brackets. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === '<') depth += 1;
    if (sign === '>') depth -= 1;
    if (sign === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}

/** `type` with the type variables of `params` replaced by `args`. */
export function substitute(type: ApexType, params: readonly string[], args: readonly ApexType[], universe: Universe): ApexType {
  if (params.length === 0 || args.length === 0) return type;
  if (type.kind === 'variable') return args[params.findIndex((param) => `'${param}` === type.name)] ?? type;
  if (type.args.length === 0) return type;
  const inner = type.args.map((arg) => substitute(arg, params, args, universe));
  if (inner.every((arg, index) => arg === type.args[index])) return type;
  if (type.kind === 'list') return universe.list(inner[0]!);
  if (type.kind === 'set') return universe.set(inner[0]!);
  if (type.kind === 'map') return universe.map(inner[0]!, inner[1]!);
  return universe.ofDecl(type.decl!, inner);
}
