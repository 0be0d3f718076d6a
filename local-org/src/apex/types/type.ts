import type { SObjectType } from '../../schema/sobject-type.ts';
import type { ConstructorNode, InitializerNode, MemberFieldNode, MethodNode, PropertyNode, TypeDeclaration } from '../syntax/ast.ts';

export type TypeKind = 'primitive' | 'void' | 'null' | 'sobject' | 'list' | 'set' | 'map' | 'class' | 'interface' | 'enum' | 'variable';

/** A static type; also what values carry at run time (element types of collections, Type tokens). Interned by `key`. */
export interface ApexType {
  readonly kind: TypeKind;
  /** As messages and Type.getName print it: `Map<Id,Account>`, `Outer.Inner`, `Database.SaveResult`. */
  readonly name: string;
  /** Lower-case and unique. */
  readonly key: string;
  readonly args: readonly ApexType[];
  readonly decl: TypeDecl | null;
  /** Of a concrete sObject. */
  readonly sobject: SObjectType | null;
}

export type Access = 'private' | 'protected' | 'public' | 'global';

export interface FieldDecl {
  readonly name: string;
  readonly type: ApexType;
  readonly static: boolean;
  readonly final: boolean;
  readonly transient: boolean;
  readonly access: Access;
  readonly testVisible: boolean;
  readonly owner: TypeDecl;
  readonly property: PropertyDecl | null;
  readonly annotations: ReadonlySet<string>;
}

export interface PropertyDecl {
  readonly node: PropertyNode;
  readonly readAccess: Access | null;
  readonly writeAccess: Access | null;
  /** Read and written through accessor functions, because one has a body or may be overridden. */
  readonly accessors: boolean;
}

export interface MethodDecl {
  readonly name: string;
  readonly params: readonly ApexType[];
  readonly paramNames: readonly string[];
  readonly returns: ApexType;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly override: boolean;
  readonly access: Access;
  readonly testVisible: boolean;
  readonly owner: TypeDecl;
  /** Name of the JavaScript function. */
  readonly mangled: string;
  readonly node: MethodNode | null;
  readonly annotations: ReadonlySet<string>;
}

export interface ConstructorDecl {
  readonly params: readonly ApexType[];
  readonly access: Access;
  readonly testVisible: boolean;
  readonly owner: TypeDecl;
  readonly mangled: string;
  readonly node: ConstructorNode | null;
}

/** A declared type, of the platform or of the program; members are keyed by lower-case name. */
export interface TypeDecl {
  readonly name: string;
  readonly key: string;
  readonly form: 'class' | 'interface' | 'enum';
  readonly platform: boolean;
  readonly typeParams: readonly string[];
  readonly outer: TypeDecl | null;
  /** Types declared inside, by lower-case name. */
  readonly inner: Map<string, TypeDecl>;
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly access: Access;
  readonly sharing: string | null;
  readonly isTest: boolean;
  readonly testVisible: boolean;
  readonly annotations: ReadonlySet<string>;
  /** The class's own type, with its type parameters as arguments. */
  readonly self: ApexType;
  superType: ApexType | null;
  interfaces: readonly ApexType[];
  readonly fields: Map<string, FieldDecl>;
  readonly methods: Map<string, MethodDecl[]>;
  readonly constructors: ConstructorDecl[];
  readonly constants: readonly string[];
  /** Of a type of the program. */
  readonly node: TypeDeclaration | null;
  readonly file: string;
}

/** Members of a class that run code when it or an instance of it is made. */
export type InitializingMember = MemberFieldNode | InitializerNode | PropertyNode;

/** Whether `type` is Integer, Long, Double or Decimal. */
export function isNumeric(type: ApexType): boolean {
  return type.key === 'integer' || type.key === 'long' || type.key === 'double' || type.key === 'decimal';
}

/** Whether values of the type are records: a concrete sObject or SObject itself. */
export function isSObject(type: ApexType): boolean {
  return type.kind === 'sobject';
}

/** Whether `type` is String or Id. */
export function isTextual(type: ApexType): boolean {
  return type.key === 'string' || type.key === 'id';
}
