/** One member of a class file, with its generic signature where it has one. */
export interface ClassMember {
  readonly name: string;
  readonly access: number;
  readonly signature: string;
}

/** What a class file declares; names are JVM names such as `com/example/A$B`. */
export interface ClassFile {
  readonly name: string;
  readonly access: number;
  /** The class's generic signature, or one made of its super class and interfaces. */
  readonly signature: string;
  readonly fields: readonly ClassMember[];
  readonly methods: readonly ClassMember[];
}

/** Access flags of the JVM specification, table 4.1-B and 4.6-A. */
export const ACC = { public: 0x1, static: 0x8, varargs: 0x80, interface: 0x200, abstract: 0x400, synthetic: 0x1000, enum: 0x4000 } as const;

/** Size in bytes of each kind of constant, by its tag (JVM specification, table 4.4-A); Utf8 has its own length. */
const CONSTANT_SIZE: Readonly<Record<number, number>> = {
  3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2,
};

class Reader {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  private readonly utf8 = new Map<number, string>();
  private readonly classes = new Map<number, number>();
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  skip(count: number): void {
    this.at += count;
  }

  u2(): number {
    const value = this.view.getUint16(this.at);
    this.at += 2;
    return value;
  }

  u4(): number {
    const value = this.view.getUint32(this.at);
    this.at += 4;
    return value;
  }

  constants(): void {
    const count = this.u2();
    for (let index = 1; index < count; index += 1) {
      const tag = this.bytes[this.at]!;
      this.at += 1;
      if (tag === 1) this.utf8.set(index, this.text());
      else this.constant(index, tag);
      if (tag === 5 || tag === 6) index += 1;
    }
  }

  private text(): string {
    const length = this.u2();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return text;
  }

  private constant(index: number, tag: number): void {
    const size = CONSTANT_SIZE[tag];
    if (size === undefined) throw new Error(`Unknown constant tag ${tag} in a class file`);
    if (tag === 7) this.classes.set(index, this.view.getUint16(this.at));
    this.at += size;
  }

  string(index: number): string {
    return this.utf8.get(index) ?? '';
  }

  className(index: number): string {
    return this.string(this.classes.get(index) ?? 0);
  }

  /** The Signature attribute among the attributes that follow. */
  signature(): string | undefined {
    let signature: string | undefined;
    for (let left = this.u2(); left > 0; left -= 1) {
      const name = this.string(this.u2());
      const length = this.u4();
      const end = this.at + length;
      if (name === 'Signature') signature = this.string(this.u2());
      this.at = end;
    }
    return signature;
  }

  members(): ClassMember[] {
    return Array.from({ length: this.u2() }, () => {
      const access = this.u2();
      const name = this.string(this.u2());
      const descriptor = this.string(this.u2());
      return { name, access, signature: this.signature() ?? descriptor };
    });
  }
}

/** Reads the declarations of a class file (JVM specification, chapter 4). */
export function readClassFile(bytes: Uint8Array): ClassFile {
  const reader = new Reader(bytes);
  reader.skip(8);
  reader.constants();
  const access = reader.u2();
  const name = reader.className(reader.u2());
  const superName = reader.className(reader.u2());
  const interfaces = Array.from({ length: reader.u2() }, () => reader.className(reader.u2()));
  const fields = reader.members();
  const methods = reader.members();
  const plain = [superName, ...interfaces].map((parent) => `L${parent};`).join('');
  return { name, access, signature: reader.signature() ?? plain, fields, methods };
}
