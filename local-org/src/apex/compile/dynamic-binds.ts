import type { TypeDecl } from '../types/type.ts';
import type { Body } from './body.ts';
import { fieldAccess } from './names.ts';
import { quoted } from './value.ts';

/** A function that reads the variables in sight by name: the binds of a query that is made of text. */
export function bindReader(body: Body): string {
  const cases = new Map<string, string>();
  for (const local of body.visible()) cases.set(local.name.toLowerCase(), local.code);
  for (let decl = body.decl; decl !== null; decl = decl.outer) addFields(body, decl, cases);
  const branches = [...cases].map(([name, code]) => `case ${quoted(name)}:return ${code};`).join('');
  return `(n)=>{switch(n){${branches}default:return undefined;}}`;
}

function addFields(body: Body, from: TypeDecl, cases: Map<string, string>): void {
  for (let decl: TypeDecl | null | undefined = from; decl && !decl.platform; decl = decl.superType?.decl) {
    for (const [key, field] of decl.fields) {
      const reachable = field.static || (!body.isStatic && from === body.decl);
      if (reachable && !cases.has(key)) cases.set(key, fieldAccess(body, field, field.type, 'this').code);
    }
  }
}
