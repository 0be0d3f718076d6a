import { UnsupportedError } from '../../errors.ts';
import type { TriggerEvent } from '../../contract.ts';
import type { Limits } from '../../limits/limits.ts';
import type { SoqlQuery } from '../../soql/ast.ts';
import type { Transaction } from '../../transaction.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import type { SObject } from '../../values/sobject.ts';
import type { ProgramContext } from '../compile/unit.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import { ClassTable, type JsClass } from './class-table.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { compareFunctions } from './comparison.ts';
import { caught, initException, isFatal, thrown } from './errors.ts';
import { equals, hash } from './hashing.ts';
import { heldText } from './heap-growth.ts';
import * as numbers from './numbers.ts';
import { ApexException, ApexObject, EnumValue, nullPointer, PlatformObject, raise, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from './objects.ts';
import type { PlatformBody } from './platform-body.ts';
import * as records from './records.ts';
import { type Session, session } from './session.ts';
import { sessionOf, withSession } from './sessions.ts';
import { text, textOf } from './text.ts';
import { cast, instanceOf, platformKey } from './type-tests.ts';
import { toApexId } from './ids.ts';

/** What compiled Apex calls `$`: one per program. */
export class Runtime {
  readonly program: ProgramContext;
  readonly classes: ClassTable;
  /** Bodies of platform classes by lower-case name. */
  readonly platform: ReadonlyMap<string, PlatformBody>;
  readonly triggers = new Map<string, () => void>();
  readonly anonymousBlocks = new Map<string, () => void>();
  private readonly enums = new Map<ApexType, EnumValue[]>();
  limits: Limits | null = null;
  /** Whether the running code enforces sharing; null where nothing has said so yet. */
  sharing: boolean | null = null;
  /** Runs the triggers of the program, once it is linked. */
  fire: ((tx: Transaction, event: TriggerEvent) => void) | null = null;

  constructor(program: ProgramContext, platform: (runtime: Runtime) => ReadonlyMap<string, PlatformBody>) {
    this.program = program;
    this.classes = new ClassTable();
    this.platform = platform(this);
  }

  /** Runs `work` as Apex of a transaction. */
  run<T>(tx: Transaction, work: () => T, async: Session['async'] = null): T {
    const before = this.sharing;
    this.sharing = null;
    try {
      return withSession(this, sessionOf(this, tx, async), work);
    } finally {
      this.sharing = before;
    }
  }

  // --- Constants of a unit

  class(key: string): JsClass {
    return this.classes.byKey(key);
  }

  type(key: string): ApexType {
    const type = this.program.universe.byKey(key);
    if (type === undefined) throw new Error(`Unknown type ${key}`);
    return type;
  }

  method(owner: string, name: string): (...args: Any[]) => Any {
    const body = this.platform.get(owner.toLowerCase());
    const key = name.toLowerCase();
    const found = body?.statics?.[key] ?? body?.methods?.[key];
    if (found !== undefined) return found;
    return () => this.missing(owner, name);
  }

  /** Most of ConnectApi cannot be used by tests that do not see the org's data, and Apex may catch that; all else is refused. */
  private missing(owner: string, name: string): never {
    if (/^ConnectApi\./i.test(owner) && session().tx.isTest) {
      raise('System.UnsupportedOperationException', 'ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).');
    }
    throw new UnsupportedError(`${owner}.${name}`);
  }

  enum(key: string, ordinal: number): EnumValue {
    return this.enumConstants(this.type(key))[ordinal]!;
  }

  enumConstants(type: ApexType): EnumValue[] {
    let values = this.enums.get(type);
    if (values === undefined) {
      values = type.decl!.constants.map((name, index) => new EnumValue(type, name, index));
      this.enums.set(type, values);
    }
    return values;
  }

  /** The value of a platform enum, `enumNamed('System.StatusCode', 'DUPLICATE_VALUE')`. */
  enumNamed(typeName: string, name: string): EnumValue | null {
    const type = this.program.universe.platformType(typeName, [])!;
    return this.enumConstants(type).find((value) => value.name === name) ?? null;
  }

  query(json: string): SoqlQuery {
    return JSON.parse(json) as SoqlQuery;
  }

  decimal(digits: string): Decimal {
    return Decimal.parse(digits);
  }

  double(value: number): DoubleValue {
    return new DoubleValue(value);
  }

  fieldToken(typeKey: string, field: string): SObjectFieldToken {
    return new SObjectFieldToken(this.type(typeKey), field);
  }

  // --- Objects

  make(type: JsClass): Any {
    return this.classes.make(type);
  }

  statics(type: JsClass): Any {
    return this.classes.statics(type);
  }

  onStatics(type: JsClass, initialise: () => void): void {
    type.$staticInits.push(initialise);
  }

  onInstance(type: JsClass, initialise: () => void): void {
    type.$inits.push(initialise);
  }

  trigger(name: string, code: () => void): void {
    this.triggers.set(name.toLowerCase(), code);
  }

  anonymous(name: string, code: () => void): void {
    this.anonymousBlocks.set(name, code);
  }

  construct(type: ApexType, ...args: Any[]): Any {
    switch (type.kind) {
      case 'list':
        return this.listFrom(type, args[0]);
      case 'set':
        return new ApexSet(type, args.length > 0 ? (args[0] ?? nullPointer()) : []);
      case 'map':
        return this.mapFrom(type, args);
      default:
        return this.constructPlatform(type, args);
    }
  }

  private listFrom(type: ApexType, source: Any): ApexList {
    if (source === undefined) return new ApexList(type);
    if (typeof source === 'number') return this.sizedList(type, source);
    return new ApexList(type, [...this.each(source)]);
  }

  private mapFrom(type: ApexType, args: Any[]): ApexMap {
    const map = new ApexMap(type);
    if (args.length === 0) return map;
    map.a_putall(args[0]);
    return map;
  }

  private constructPlatform(type: ApexType, args: Any[]): Any {
    const decl = type.decl!;
    const construct = this.platform.get(decl.key)?.construct;
    if (construct !== undefined) return construct(...args);
    // Its message goes to the component; getMessage has only what setMessage gave it.
    if (decl.name === 'System.AuraHandledException') return new ApexException(decl.name);
    if (/exception$/i.test(decl.name)) return initException(new ApexException(decl.name), args);
    throw new UnsupportedError(`new ${decl.name}()`);
  }

  initException(exception: ApexException, args: Any[]): ApexException {
    return initException(exception, args);
  }

  newRecord(type: ApexType, names: readonly string[], values: readonly Any[]): SObject {
    return records.newRecord(type.sobject!, names, values);
  }

  sizedList(type: ApexType, size: number | null): ApexList {
    return new ApexList(type, Array.from({ length: size ?? nullPointer() }, () => null));
  }

  collection(type: ApexType, items: Any[]): ApexList | ApexSet {
    return type.kind === 'list' ? new ApexList(type, items) : new ApexSet(type, items);
  }

  mapOf(type: ApexType, parts: Any[]): ApexMap {
    const map = new ApexMap(type);
    for (let index = 0; index < parts.length; index += 2) map.table.set(parts[index], parts[index + 1]);
    return map;
  }

  listOf(elementType: ApexType, items: Any[]): ApexList {
    return new ApexList(this.program.universe.list(elementType), items);
  }

  setOf(elementType: ApexType, items: Iterable<Any>): ApexSet {
    return new ApexSet(this.program.universe.set(elementType), items);
  }

  // --- Control

  tick(): void {
    this.limits!.tick();
  }

  npe(): never {
    return nullPointer();
  }

  thrown(exception: Any): Any {
    return thrown(exception);
  }

  caught(error: unknown): ApexException {
    return caught(error);
  }

  isFatal(error: unknown): boolean {
    return isFatal(error);
  }

  /** What a loop reads: a collection, or an Iterable of the program through its iterator. */
  each(source: Any): Iterable<Any> {
    if (source instanceof ApexList || source instanceof ApexSet) return source;
    if (source === null) return nullPointer();
    return this.iterate(this.call(source, 'iterator', []));
  }

  private *iterate(iterator: Any): Generator<Any> {
    while (this.call(iterator, 'hasnext', [])) yield this.call(iterator, 'next', []);
  }

  *chunks(rows: ApexList): Generator<ApexList> {
    for (let from = 0; from < rows.items.length; from += 200) yield new ApexList(rows.type, rows.items.slice(from, from + 200));
  }

  // --- Calls that are resolved at run time

  call(target: Any, name: string, args: Any[]): Any {
    if (target === null) return nullPointer();
    if (target instanceof ApexObject) return this.callProgram(target, name, args);
    if (target instanceof ApexList || target instanceof ApexSet || target instanceof ApexMap) return (target as Any)[`a_${name}`](...args);
    const className = target instanceof PlatformObject ? target.className : '';
    return this.method(className, name)(target, ...args);
  }

  private callProgram(target: Any, name: string, args: Any[]): Any {
    const method = this.classes.methodFor(target.$decl as TypeDecl, name, args.length);
    if (method !== undefined) return method.static ? this.class(method.owner.key)[method.mangled](...args) : target[method.mangled](...args);
    const general = { tostring: () => textOf(target), hashcode: () => hash(target), equals: () => equals(target, args[0]) }[name];
    if (general !== undefined) return general();
    throw new UnsupportedError(`calling ${name} on ${(target.$decl as TypeDecl).name}`);
  }

  // --- Values

  text = text;
  heldText = heldText;
  hash = hash;
  equals = equals;
  equal = equals;
  cast = cast;
  instanceOf = instanceOf;
  castNumber = numbers.castNumber;
  toLong = numbers.toLong;
  toDouble = numbers.toDouble;
  toDecimal = numbers.toDecimal;
  toId = toApexId;
  divideInteger = numbers.divideInteger;
  divideLong = numbers.divideLong;
  divideDecimal = numbers.divideDecimal;
  addDouble = numbers.addDouble;
  subtractDouble = numbers.subtractDouble;
  multiplyDouble = numbers.multiplyDouble;
  divideDouble = numbers.divideDouble;
  negateDouble = numbers.negateDouble;
  shiftLong = numbers.shiftLong;
  same = compareFunctions.same;
  sameId = compareFunctions.sameId;
  sameText = compareFunctions.sameText;
  sameNumber = compareFunctions.sameNumber;
  lt = compareFunctions.lt;
  gt = compareFunctions.gt;
  le = compareFunctions.le;
  ge = compareFunctions.ge;
  ltI = compareFunctions.ltI;
  gtI = compareFunctions.gtI;
  leI = compareFunctions.leI;
  geI = compareFunctions.geI;
  ltT = compareFunctions.ltT;
  gtT = compareFunctions.gtT;
  leT = compareFunctions.leT;
  geT = compareFunctions.geT;
  shiftMoment = compareFunctions.shiftMoment;

  toStringOf(value: Any): string {
    if (value instanceof DateValue) return `${value.toString()} 00:00:00`;
    const own = typeof value === 'object' ? this.platform.get(platformKey(value))?.methods?.['tostring'] : undefined;
    return own === undefined ? textOf(value) : own(value);
  }

  /** Blob.toString, whose complaint about null differs from all others. */
  blobText(value: Any): string {
    return value === null ? raise('System.NullPointerException', 'Argument cannot be null.') : this.toStringOf(value);
  }

  /** `clone()` of an object of the program: its fields are shared with the copy. */
  cloneObject(value: Any): Any {
    return Object.assign(Object.create(Object.getPrototypeOf(value) as object) as Any, value);
  }

  dateToDatetime(value: DateValue | DatetimeValue | null): DatetimeValue | null {
    return value instanceof DateValue ? new DatetimeValue(value.days * 86_400_000) : value;
  }

  typeToken(type: ApexType): TypeToken {
    return new TypeToken(type);
  }

  sobjectToken(type: ApexType): SObjectTypeToken {
    return new SObjectTypeToken(type);
  }

  enumValues(type: ApexType): ApexList {
    return this.listOf(type, [...this.enumConstants(type)]);
  }

  enumValueOf(type: ApexType, name: string | null): EnumValue {
    if (name === null) return nullPointer();
    const found = this.enumConstants(type).find((value) => value.name.toLowerCase() === name.toLowerCase());
    return found ?? raise('System.NoSuchElementException', `No enum constant ${type.name}.${name}`);
  }

  // --- Records

  field = records.readField;
  setFieldOf = records.writeField;
  parent = records.readParent;
  setParent = records.writeParent;
  children = records.readChildren;

  /** A field behind a relationship: where there is no parent it is null. */
  fieldThrough(record: SObject | null, name: string): Any {
    return record === null ? null : records.readField(record, name);
  }

  parentThrough(record: SObject | null, name: string): SObject | null {
    return record === null ? null : records.readParent(record, name);
  }

  fieldError(record: SObject, field: string, message: Any): void {
    if (record === null) return nullPointer();
    record.errors.push({ message: message instanceof ApexException ? (message.$message ?? '') : String(message), field });
  }

  // --- Platform objects

  getField(target: Any, name: string): Any {
    if (target === null) return nullPointer();
    const body = this.platform.get(platformKey(target));
    const read = body?.fields?.[name.toLowerCase()];
    if (read !== undefined) return read(target);
    if (target instanceof PlatformObject) return target.get(name) ?? this.propertyOf(target, body, name);
    throw new UnsupportedError(`reading ${name}`);
  }

  /** `describe.type` is what `describe.getType()` gives. */
  private propertyOf(target: PlatformObject, body: PlatformBody | undefined, name: string): Any {
    const getter = body?.methods?.[`get${name.toLowerCase()}`] ?? body?.methods?.[`is${name.toLowerCase()}`];
    return getter === undefined ? null : getter(target);
  }

  setField(target: Any, name: string, value: Any): Any {
    if (target === null) return nullPointer();
    (target as PlatformObject).set(name, value);
    return value;
  }

  staticField(owner: string, name: string): Any {
    const read = this.platform.get(owner.toLowerCase())?.staticFields?.[name];
    if (read !== undefined) return read();
    const stored = session().platform.get(`${owner.toLowerCase()}.${name}`);
    if (stored !== undefined) return stored;
    if (this.platform.has(owner.toLowerCase())) return null;
    throw new UnsupportedError(`${owner}.${name}`);
  }

  setStaticField(owner: string, name: string, value: Any): Any {
    if (!this.platform.has(owner.toLowerCase())) throw new UnsupportedError(`${owner}.${name}`);
    session().platform.set(`${owner.toLowerCase()}.${name}`, value);
    return value;
  }

  label(name: string): string {
    return this.program.labels.get(name.toLowerCase()) ?? raise('System.SObjectException', `External string does not exist: ${name}`);
  }
}
