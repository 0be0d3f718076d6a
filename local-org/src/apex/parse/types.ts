import type { CreatedNameContext, IdContext, AnyIdContext, QualifiedNameContext, TypeListContext, TypeNameContext, TypeRefContext } from '@apexdevtools/apex-parser';
import type { TypeNode } from '../syntax/ast.ts';
import { positionOf } from './position.ts';

/** The text of an identifier. */
export function idText(id: IdContext | AnyIdContext): string {
  return id.getText();
}

/** A type reference. */
export function lowerType(context: TypeRefContext): TypeNode {
  const dimensions = context.arraySubscripts()?.LBRACK_list().length ?? 0;
  return { parts: context.typeName_list().map(typePart), arrays: dimensions, at: positionOf(context) };
}

function typePart(name: TypeNameContext): TypeNode['parts'][number] {
  const word = name.LIST() ?? name.SET() ?? name.MAP();
  const text = word ? word.getText() : idText(name.id());
  return { name: text, args: typeList(name.typeArguments()?.typeList()) };
}

/** The types of a list such as the one behind `implements`. */
export function typeList(list: TypeListContext | null | undefined): TypeNode[] {
  return list ? list.typeRef_list().map(lowerType) : [];
}

/** The type named by a qualified name, as in a catch clause. */
export function qualifiedType(context: QualifiedNameContext): TypeNode {
  return { parts: context.id_list().map((id) => ({ name: idText(id), args: [] })), arrays: 0, at: positionOf(context) };
}

/** The type behind `new`. */
export function createdType(context: CreatedNameContext, arrays: number): TypeNode {
  const parts = context.idCreatedNamePair_list().map((pair) => ({ name: idText(pair.anyId()), args: typeList(pair.typeList()) }));
  return { parts, arrays, at: positionOf(context) };
}
