import type { ApexType, TypeDecl } from '../types/type.ts';

/** A value of any Apex type at run time. Static typing was the compiler's; here it is looked at case by case. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Any = any;

/** An instance of a class of the program. Its fields are `f_name`, its methods `m_name$types`. */
export class ApexObject {
  declare readonly $decl: TypeDecl;
  declare readonly $type: ApexType;
}

/** One error of a DmlException. */
export interface DmlDetail {
  readonly index: number;
  readonly id: string | null;
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** An Apex exception: of the platform, or an instance of an exception class of the program. */
export class ApexException extends ApexObject {
  /** Of a platform exception: `System.ListException`. */
  $platform: string;
  $message: string | null;
  $cause: ApexException | null = null;
  /** Where it was thrown. */
  $error: Error | null = null;
  $dml: readonly DmlDetail[] = [];

  constructor(platform = 'System.Exception', message: string | null = null) {
    super();
    this.$platform = platform;
    this.$message = message;
  }

  /** `System.MathException: Divide by 0` */
  override toString(): string {
    const name = (this.$decl as TypeDecl | undefined)?.name ?? this.$platform;
    return `${name}: ${this.$message ?? 'Script-thrown exception'}`;
  }
}

/** A value of an enum, one object per value and program. */
export class EnumValue {
  readonly type: ApexType;
  readonly name: string;
  readonly ordinal: number;

  constructor(type: ApexType, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }
}

/** System.Type */
export class TypeToken {
  readonly type: ApexType;

  constructor(type: ApexType) {
    this.type = type;
  }
}

/** Schema.SObjectType */
export class SObjectTypeToken {
  readonly type: ApexType;

  constructor(type: ApexType) {
    this.type = type;
  }
}

/** Schema.SObjectField */
export class SObjectFieldToken {
  readonly type: ApexType;
  readonly field: string;

  constructor(type: ApexType, field: string) {
    this.type = type;
    this.field = field;
  }
}

/** An object of a platform class: its state is what the class's functions put into `fields`. */
export class PlatformObject {
  /** `System.HttpRequest` */
  readonly className: string;
  readonly fields: Map<string, Any>;

  constructor(className: string, fields: Iterable<readonly [string, Any]> = []) {
    this.className = className;
    this.fields = new Map(fields);
  }

  /** A field by its name in any case. */
  get(name: string): Any {
    const key = this.keyOf(name);
    return key === undefined ? undefined : this.fields.get(key);
  }

  set(name: string, value: Any): void {
    this.fields.set(this.keyOf(name) ?? name, value);
  }

  private keyOf(name: string): string | undefined {
    if (this.fields.has(name)) return name;
    const wanted = name.toLowerCase();
    for (const key of this.fields.keys()) if (key.toLowerCase() === wanted) return key;
    return undefined;
  }
}

/** An assertion that failed. Apex cannot catch it. */
export class AssertFailure extends Error {
  override readonly name = 'AssertFailure';
}

/** Code met a class that does not compile. */
export class BrokenClassError extends Error {
  override readonly name = 'BrokenClassError';

  constructor(className: string) {
    super(`Dependent class is invalid and needs recompilation: ${className}`);
  }
}

/** Throws a platform exception, `raise('System.ListException', '…')`. */
export function raise(name: string, message: string): never {
  const exception = new ApexException(name, message);
  exception.$error = new Error(message);
  throw exception;
}

/** Throws the NullPointerException of Apex. */
export function nullPointer(): never {
  return raise('System.NullPointerException', 'Attempt to de-reference a null object');
}
