import type { MethodDecl, TypeDecl } from '../types/type.ts';
import { ApexException, ApexObject, BrokenClassError, type Any } from './objects.ts';

/** The JavaScript class of a class of the program. Functions of compiled code are put on it and on its prototype. */
export interface JsClass {
  new (): Any;
  readonly prototype: Any;
  /** Static variables in the running transaction; null until the class is used. */
  $s: Any;
  readonly $decl: TypeDecl;
  readonly $inits: (() => void)[];
  readonly $staticInits: (() => void)[];
  /** Initialisers of the class and of what it extends, base first; made when the first instance is. */
  $chain: (() => void)[] | null;
  readonly [member: string]: Any;
}

/** All classes of a program, and the static variables of the running transaction. */
export class ClassTable {
  private readonly decls = new Map<string, TypeDecl>();
  private readonly classes = new Map<string, JsClass>();
  private active: JsClass[] = [];
  private readonly methods = new Map<TypeDecl, Map<string, MethodDecl | undefined>>();

  /** Classes that do not compile: an org would not have them. */
  readonly broken = new Set<TypeDecl>();

  declare(decl: TypeDecl): void {
    this.decls.set(decl.key, decl);
    for (const inner of decl.inner.values()) this.declare(inner);
  }

  byKey(key: string): JsClass {
    const known = this.classes.get(key);
    if (known !== undefined) return known;
    const decl = this.decls.get(key);
    if (decl === undefined) throw new Error(`Unknown class ${key}`);
    const made = this.create(decl);
    this.classes.set(key, made);
    return made;
  }

  private create(decl: TypeDecl): JsClass {
    const parent = decl.superType?.decl;
    const base = parent && !parent.platform ? this.byKey(parent.key) : parent ? ApexException : ApexObject;
    const fields = [...decl.fields].filter(([, field]) => !field.static).map(([key]) => `this.f_${key}=null;`);
    const make = new Function('Base', `return class extends Base{constructor(){super();${fields.join('')}}}`) as (base: unknown) => JsClass;
    const type = make(base);
    Object.assign(type, { $s: null, $decl: decl, $inits: [], $staticInits: [], $chain: null });
    Object.assign(type.prototype, { $decl: decl, $type: decl.self });
    // A static method that implements an interface is called on the instance.
    if (decl.interfaces.length > 0) {
      for (const method of [...decl.methods.values()].flat().filter((one) => one.static)) {
        type.prototype[method.mangled] = (...args: Any[]): Any => type[method.mangled](...args);
      }
    }
    return type;
  }

  make(type: JsClass): Any {
    const made = new type();
    type.$chain ??= this.chain(type);
    for (const initialise of type.$chain) initialise.call(made);
    return made;
  }

  private chain(type: JsClass): (() => void)[] {
    const parent = type.$decl.superType?.decl;
    const inherited = parent && !parent.platform ? this.chain(this.byKey(parent.key)) : [];
    return [...inherited, ...type.$inits];
  }

  /** Makes the static variables of a class for the running transaction. */
  statics(type: JsClass): Any {
    if (type.$s !== null) return type.$s;
    const parent = type.$decl.superType?.decl;
    if (parent && !parent.platform) this.statics(this.byKey(parent.key));
    const values: Any = {};
    for (const [key, field] of type.$decl.fields) if (field.static) values[`f_${key}`] = null;
    type.$s = values;
    this.active.push(type);
    for (const initialise of type.$staticInits) initialise();
    return values;
  }

  /** The values of all static variables of the running transaction. */
  staticValues(): unknown[] {
    return this.active.flatMap((type) => Object.values(type.$s as object));
  }

  /** Takes the static variables of the running transaction away, to be given back by `restore`. */
  suspend(): [JsClass, Any][] {
    const saved = this.active.map((type): [JsClass, Any] => [type, type.$s]);
    for (const type of this.active) type.$s = null;
    this.active = [];
    return saved;
  }

  restore(saved: readonly [JsClass, Any][]): void {
    for (const [type, values] of saved) {
      type.$s = values;
      this.active.push(type);
    }
  }

  /** The function of a class's method, found by name and number of parameters. */
  methodFor(decl: TypeDecl, name: string, arity: number): MethodDecl | undefined {
    const known = this.methods.get(decl) ?? new Map<string, MethodDecl | undefined>();
    this.methods.set(decl, known);
    const key = `${name}/${arity}`;
    if (!known.has(key)) known.set(key, findMethod(decl, name, arity));
    return known.get(key);
  }

  /** Every function of a class that does not compile says so when it is called. */
  breakClass(decl: TypeDecl): void {
    this.broken.add(decl);
    const type = this.byKey(decl.key);
    const refuse = (): never => {
      throw new BrokenClassError(decl.name);
    };
    for (const methods of decl.methods.values()) for (const method of methods) define(method.static ? type : type.prototype, method.mangled, refuse);
    for (const [key, field] of decl.fields) {
      const holder = field.static ? type : type.prototype;
      define(holder, `g_${key}`, refuse);
      define(holder, `s_${key}`, refuse);
    }
    for (const constructor of decl.constructors) define(type.prototype, constructor.mangled, refuse);
    type.$staticInits.push(refuse);
    for (const inner of decl.inner.values()) this.breakClass(inner);
  }
}

function define(target: Any, name: string, code: () => never): void {
  target[name] = code;
}

/** A static method may implement an interface, too. */
function findMethod(decl: TypeDecl, name: string, arity: number): MethodDecl | undefined {
  for (let current: TypeDecl | null | undefined = decl; current && !current.platform; current = current.superType?.decl) {
    const found = current.methods.get(name)?.filter((method) => method.params.length === arity) ?? [];
    const best = found.find((method) => !method.static) ?? found[0];
    if (best !== undefined) return best;
  }
  return undefined;
}
