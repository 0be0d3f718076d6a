/** A method's generic signature, its types written as Apex writes them. */
export interface MethodSignature {
  readonly params: readonly string[];
  readonly returns: string;
}

/** A class's generic signature. */
export interface ClassSignature {
  readonly typeParams: readonly string[];
  readonly parents: readonly string[];
}

const ROOT = 'com/nawforce/runforce/';
const PRIMITIVES: Readonly<Record<string, string>> = { V: 'void', Z: 'Boolean', I: 'Integer', J: 'Long', D: 'Double' };

/** `com/…/Database$DMLOptions` as `Database.DMLOptions`; java.lang.Object as `Object`. */
export function apexName(jvmName: string): string {
  if (jvmName === 'java/lang/Object') return 'Object';
  const name = jvmName.startsWith(ROOT) ? jvmName.slice(ROOT.length) : jvmName;
  const parts = name.split('/');
  const last = parts.pop()!.replace(/(?<=.)\$(?=.)/g, '.').replace(/\$$/, '');
  return [...parts, last].join('.');
}

class SignatureReader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  done(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    return this.text[this.at]!;
  }

  take(): string {
    this.at += 1;
    return this.text[this.at - 1]!;
  }

  until(stop: RegExp): string {
    const start = this.at;
    while (!stop.test(this.text[this.at]!)) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** One type of JVM specification 4.7.9.1. */
  type(): string {
    const tag = this.take();
    if (tag === '[') return `System.List<${this.type()}>`;
    if (tag === 'T') return this.named();
    if (tag !== 'L') return PRIMITIVES[tag] ?? 'Object';
    let name = apexName(this.until(/[<;]/));
    if (this.peek() === '<') name += this.argumentsText();
    this.take();
    return name;
  }

  private named(): string {
    const name = this.until(/;/);
    this.take();
    return name;
  }

  private argumentsText(): string {
    this.take();
    const types: string[] = [];
    while (this.peek() !== '>') {
      if ('+-*'.includes(this.peek())) this.take();
      else types.push(this.type());
    }
    this.take();
    return `<${types.join(',')}>`;
  }

  typeParams(): string[] {
    const names: string[] = [];
    if (this.peek() !== '<') return names;
    this.take();
    while (this.peek() !== '>') {
      names.push(this.until(/:/));
      while (!this.done() && this.peek() === ':') {
        this.take();
        if (this.peek() !== ':' && this.peek() !== '>') this.type();
      }
    }
    this.take();
    return names;
  }
}

/** The type of a field. */
export function fieldType(signature: string): string {
  return new SignatureReader(signature).type();
}

/** Parameters and result of a method. */
export function methodSignature(signature: string): MethodSignature {
  const reader = new SignatureReader(signature);
  reader.typeParams();
  reader.take();
  const params: string[] = [];
  while (reader.peek() !== ')') params.push(reader.type());
  reader.take();
  return { params, returns: reader.type() };
}

/** Type parameters, super class and interfaces of a class. */
export function classSignature(signature: string): ClassSignature {
  const reader = new SignatureReader(signature);
  const typeParams = reader.typeParams();
  const parents: string[] = [];
  while (!reader.done()) parents.push(reader.type());
  return { typeParams, parents };
}
