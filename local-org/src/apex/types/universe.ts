import { NAME_TYPE } from '../../schema/name-type.ts';
import { AGGREGATE_RESULT } from '../../schema/org-schema.ts';
import type { Schema, SObjectType } from '../../schema/sobject-type.ts';
import { platformLibrary } from '../platform-types/library.ts';
import type { ApexType, TypeDecl, TypeKind } from './type.ts';
import { platformDecl } from './platform-decl.ts';

const PRIMITIVES = ['Boolean', 'Integer', 'Long', 'Double', 'Decimal', 'String', 'Id', 'Date', 'Datetime', 'Time', 'Blob', 'Object'];
const PRIMITIVE_KEYS = new Map(PRIMITIVES.map((name) => [name.toLowerCase(), name]));
/** Types that the signature files name but Apex does not. */
const ALIASES: Readonly<Record<string, string>> = {
  'internal.object': 'Object',
  'internal.any': 'Object',
  'internal.interface': 'Object',
  'internal.recordset': 'System.List',
  'internal.sobjecttype': 'Schema.SObjectType',
  'internal.sobjectfields': 'Schema.SObjectTypeFields',
  'internal.sobjecttypefields': 'Schema.SObjectTypeFields',
  'internal.sobjecttypefieldsets': 'Schema.SObjectTypeFieldSets',
  'internal.describesobjectresult': 'Schema.DescribeSObjectResult',
};

/** Objects that are in no schema: rows of aggregates, and what a lookup to several objects gives. */
const SPECIAL = new Map([AGGREGATE_RESULT, NAME_TYPE].map((type) => [type.name.toLowerCase(), type]));

/** Makes and interns all types of one program. */
export class Universe {
  readonly schema: Schema;
  private readonly types = new Map<string, ApexType>();
  private readonly decls = new Map<string, TypeDecl>();

  readonly void: ApexType;
  readonly null: ApexType;
  readonly object: ApexType;
  readonly boolean: ApexType;
  readonly integer: ApexType;
  readonly long: ApexType;
  readonly double: ApexType;
  readonly decimal: ApexType;
  readonly string: ApexType;
  readonly id: ApexType;
  readonly date: ApexType;
  readonly datetime: ApexType;
  readonly time: ApexType;
  readonly blob: ApexType;

  constructor(schema: Schema) {
    this.schema = schema;
    this.void = this.intern('void', 'void');
    this.null = this.intern('null', 'null');
    this.object = this.primitive('Object');
    this.boolean = this.primitive('Boolean');
    this.integer = this.primitive('Integer');
    this.long = this.primitive('Long');
    this.double = this.primitive('Double');
    this.decimal = this.primitive('Decimal');
    this.string = this.primitive('String');
    this.id = this.primitive('Id');
    this.date = this.primitive('Date');
    this.datetime = this.primitive('Datetime');
    this.time = this.primitive('Time');
    this.blob = this.primitive('Blob');
  }

  private intern(name: string, kind: TypeKind, more: Partial<Pick<ApexType, 'args' | 'decl' | 'sobject'>> = {}): ApexType {
    const args = more.args ?? [];
    const key = args.length > 0 ? `${kind}<${args.map((arg) => arg.key).join(',')}>` : name.toLowerCase();
    const known = this.types.get(key);
    if (known !== undefined) return known;
    const type: ApexType = { kind, name, key, args, decl: more.decl ?? null, sobject: more.sobject ?? null };
    this.types.set(key, type);
    return type;
  }

  /** The type that was made under this key. */
  byKey(key: string): ApexType | undefined {
    return this.types.get(key);
  }

  /** A primitive type by its name in canonical case. */
  primitive(name: string): ApexType {
    return this.intern(name, 'primitive', { decl: this.platform(`system.${name.toLowerCase()}`) ?? null });
  }

  list(element: ApexType): ApexType {
    return this.intern(`List<${element.name}>`, 'list', { args: [element], decl: this.platform('system.list')! });
  }

  set(element: ApexType): ApexType {
    return this.intern(`Set<${element.name}>`, 'set', { args: [element], decl: this.platform('system.set')! });
  }

  map(key: ApexType, value: ApexType): ApexType {
    return this.intern(`Map<${key.name},${value.name}>`, 'map', { args: [key, value], decl: this.platform('system.map')! });
  }

  variable(name: string): ApexType {
    return this.intern(`'${name}`, 'variable');
  }

  /** The sObject of the schema called `name`, or SObject itself. */
  sobject(name: string): ApexType | undefined {
    if (name.toLowerCase() === 'sobject') return this.intern('SObject', 'sobject', { decl: this.platform('system.sobject')! });
    const found = SPECIAL.get(name.toLowerCase()) ?? this.schema.find(name);
    return found === undefined ? undefined : this.ofSObject(found);
  }

  ofSObject(sobject: SObjectType): ApexType {
    return this.intern(sobject.name, 'sobject', { sobject, decl: this.platform('system.sobject')! });
  }

  /** The type of a declaration with its type arguments. */
  ofDecl(decl: TypeDecl, args: readonly ApexType[] = []): ApexType {
    const shown = decl.platform ? displayName(decl.name) : decl.name;
    const suffix = args.length > 0 ? `<${args.map((arg) => arg.name).join(',')}>` : '';
    // A class of the program may be called like one of the platform or like an sObject: its key keeps them apart.
    const key = (decl.platform ? `${decl.name}<${args.map((arg) => arg.key).join(',')}>` : `${decl.name} class`).toLowerCase();
    const known = this.types.get(key);
    if (known !== undefined && known.decl === decl) return known;
    const type: ApexType = { kind: decl.form, name: shown + suffix, key, args, decl, sobject: null };
    this.types.set(key, type);
    return type;
  }

  /** The platform type by qualified lower-case name. */
  platform(key: string): TypeDecl | undefined {
    const known = this.decls.get(key);
    if (known !== undefined) return known;
    const signature = platformLibrary().get(key);
    return signature === undefined ? undefined : platformDecl(signature, this, (decl) => this.decls.set(key, decl));
  }

  hasNamespace(name: string): boolean {
    return namespaces().has(name.toLowerCase());
  }

  /** The type of a qualified platform name with arguments; undefined when there is none. */
  platformType(qualified: string, args: readonly ApexType[]): ApexType | undefined {
    const name = ALIASES[qualified.toLowerCase()] ?? qualified;
    const short = name.replace(/^system\./i, '').toLowerCase();
    const primitive = PRIMITIVE_KEYS.get(short);
    if (primitive !== undefined) return this.primitive(primitive);
    if (short === 'void') return this.void;
    if (short === 'sobject') return this.sobject('SObject');
    if (short === 'list') return this.list(args[0] ?? this.object);
    if (short === 'set') return this.set(args[0] ?? this.object);
    if (short === 'map') return this.map(args[0] ?? this.object, args[1] ?? this.object);
    const stub = /^sobjectstubs\.(\w+)$/i.exec(name);
    if (stub !== null) return this.sobject(stub[1]!) ?? this.sobject('SObject');
    const decl = this.platform(name.toLowerCase());
    return decl === undefined ? undefined : this.ofDecl(decl, args);
  }

}

/** `System.HttpRequest` is printed as `HttpRequest`. */
function displayName(name: string): string {
  return name.replace(/^System\./, '');
}

let known: Set<string> | undefined;

function namespaces(): Set<string> {
  known ??= new Set([...platformLibrary().keys()].map((name) => name.slice(0, name.indexOf('.'))).filter((name) => name !== 'internal'));
  return known;
}
