import type { SoqlQuery } from '../../soql/ast.ts';
import type { SoslQuery } from '../../soql/sosl.ts';

/** Where a piece of source starts; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A type as it is written: `Map<Id, List<Account>>`, `Outer.Inner[]`. */
export interface TypeNode {
  readonly parts: readonly { readonly name: string; readonly args: readonly TypeNode[] }[];
  readonly arrays: number;
  readonly at: Position;
}

export type LiteralType = 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Boolean' | 'null';

interface Node {
  readonly at: Position;
}

export interface LiteralNode extends Node {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Digits for numbers; the text without quotes and escapes for strings. */
  readonly text: string;
}

export interface NameNode extends Node {
  readonly kind: 'name';
  readonly name: string;
}

/** `target.name` or `target?.name` */
export interface FieldNode extends Node {
  readonly kind: 'field';
  readonly target: Expression;
  readonly name: string;
  readonly safe: boolean;
}

/** `name(args)`; `this(…)` and `super(…)` have those words as their name. */
export interface CallNode extends Node {
  readonly kind: 'call';
  readonly target: Expression | null;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly safe: boolean;
}

export interface NewNode extends Node {
  readonly kind: 'new';
  readonly type: TypeNode;
  readonly args: readonly Expression[];
}

/** `new List<T>{…}`, `new T[]{…}`, `new Set<T>{…}` and `new T[n]` (with `size`). */
export interface NewCollectionNode extends Node {
  readonly kind: 'newCollection';
  readonly type: TypeNode;
  readonly values: readonly Expression[];
  readonly size: Expression | null;
}

export interface NewMapNode extends Node {
  readonly kind: 'newMap';
  readonly type: TypeNode;
  readonly entries: readonly (readonly [Expression, Expression])[];
}

export interface SoqlNode extends Node {
  readonly kind: 'soql';
  readonly query: SoqlQuery;
  readonly binds: readonly Expression[];
}

export type Expression =
  | LiteralNode
  | NameNode
  | FieldNode
  | CallNode
  | NewNode
  | NewCollectionNode
  | NewMapNode
  | SoqlNode
  | (Node & { readonly kind: 'this' | 'super' })
  | (Node & { readonly kind: 'index'; readonly target: Expression; readonly index: Expression })
  | (Node & { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression })
  | (Node & { readonly kind: 'assign'; readonly operator: string; readonly target: Expression; readonly value: Expression })
  | (Node & { readonly kind: 'ternary'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression })
  | (Node & { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression })
  | (Node & { readonly kind: 'postfix'; readonly operator: '++' | '--'; readonly operand: Expression })
  | (Node & { readonly kind: 'cast'; readonly type: TypeNode; readonly operand: Expression })
  | (Node & { readonly kind: 'instanceof'; readonly operand: Expression; readonly type: TypeNode })
  | (Node & { readonly kind: 'classRef'; readonly type: TypeNode | null })
  | (Node & { readonly kind: 'sosl'; readonly query: SoslQuery; readonly binds: readonly Expression[] });

export interface Declarator {
  readonly name: string;
  readonly value: Expression | null;
  readonly at: Position;
}

export interface BlockNode extends Node {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

export interface LocalNode extends Node {
  readonly kind: 'local';
  readonly type: TypeNode;
  readonly final: boolean;
  readonly declarators: readonly Declarator[];
}

export type WhenValue =
  | { readonly kind: 'else' }
  | { readonly kind: 'type'; readonly type: TypeNode; readonly name: string }
  | { readonly kind: 'literals'; readonly values: readonly (LiteralNode | NameNode)[] };

export interface SwitchNode extends Node {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly { readonly when: WhenValue; readonly body: BlockNode; readonly at: Position }[];
}

export interface CatchNode extends Node {
  readonly type: TypeNode;
  readonly name: string;
  readonly body: BlockNode;
}

export interface TryNode extends Node {
  readonly kind: 'try';
  readonly body: BlockNode;
  readonly catches: readonly CatchNode[];
  readonly finally: BlockNode | null;
}

export interface ForNode extends Node {
  readonly kind: 'for';
  readonly init: LocalNode | readonly Expression[];
  readonly condition: Expression | null;
  readonly update: readonly Expression[];
  readonly body: Statement | null;
}

export interface ForEachNode extends Node {
  readonly kind: 'forEach';
  readonly type: TypeNode;
  readonly name: string;
  readonly iterable: Expression;
  readonly body: Statement | null;
}

export interface DmlNode extends Node {
  readonly kind: 'dml';
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  readonly value: Expression;
  readonly second: Expression | null;
  /** Words of the external id field of an upsert. */
  readonly field: readonly string[] | null;
  readonly mode: 'user' | 'system' | null;
}

export type Statement =
  | BlockNode
  | LocalNode
  | SwitchNode
  | TryNode
  | ForNode
  | ForEachNode
  | DmlNode
  | (Node & { readonly kind: 'expression'; readonly value: Expression })
  | (Node & { readonly kind: 'if'; readonly condition: Expression; readonly yes: Statement; readonly no: Statement | null })
  | (Node & { readonly kind: 'while'; readonly condition: Expression; readonly body: Statement | null })
  | (Node & { readonly kind: 'do'; readonly condition: Expression; readonly body: BlockNode })
  | (Node & { readonly kind: 'return'; readonly value: Expression | null })
  | (Node & { readonly kind: 'throw'; readonly value: Expression })
  | (Node & { readonly kind: 'break' | 'continue' })
  | (Node & { readonly kind: 'runAs'; readonly args: readonly Expression[]; readonly body: BlockNode });

export interface Annotation {
  /** Lower case. */
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Modifiers {
  /** Lower-case words; `with sharing` is one. */
  readonly words: ReadonlySet<string>;
  readonly annotations: readonly Annotation[];
}

export interface ParameterNode extends Node {
  readonly type: TypeNode;
  readonly name: string;
}

export interface MethodNode extends Node {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  /** Null for void. */
  readonly returns: TypeNode | null;
  readonly name: string;
  readonly parameters: readonly ParameterNode[];
  readonly body: BlockNode | null;
  readonly endLine: number;
}

export interface ConstructorNode extends Node {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly parameters: readonly ParameterNode[];
  readonly body: BlockNode;
  readonly endLine: number;
}

export interface MemberFieldNode extends Node {
  readonly kind: 'member';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly declarators: readonly Declarator[];
}

export interface AccessorNode extends Node {
  readonly modifiers: Modifiers;
  readonly body: BlockNode | null;
  readonly endLine: number;
}

export interface PropertyNode extends Node {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly name: string;
  readonly getter: AccessorNode | null;
  readonly setter: AccessorNode | null;
}

export interface InitializerNode extends Node {
  readonly kind: 'initializer';
  readonly static: boolean;
  readonly body: BlockNode;
  readonly endLine: number;
}

export type Member = MethodNode | ConstructorNode | MemberFieldNode | PropertyNode | InitializerNode | TypeDeclaration;

export interface TypeDeclaration extends Node {
  readonly kind: 'type';
  readonly form: 'class' | 'interface' | 'enum';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly extends: TypeNode | null;
  /** `implements` of a class, `extends` of an interface. */
  readonly interfaces: readonly TypeNode[];
  readonly members: readonly Member[];
  readonly constants: readonly string[];
  readonly endLine: number;
}

export interface TriggerDeclaration extends Node {
  readonly kind: 'trigger';
  readonly name: string;
  readonly object: string;
  readonly events: readonly { readonly timing: 'before' | 'after'; readonly operation: 'insert' | 'update' | 'delete' | 'undelete' }[];
  readonly members: readonly Member[];
  readonly body: readonly Statement[];
  readonly endLine: number;
}

/** Anonymous Apex: declarations and statements. */
export interface AnonymousUnit {
  readonly members: readonly Member[];
  readonly body: readonly Statement[];
}
