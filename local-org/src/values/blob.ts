/** System.Blob: bytes. */
export class BlobValue {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static fromText(text: string): BlobValue {
    return new BlobValue(new TextEncoder().encode(text));
  }

  static fromBase64(text: string): BlobValue {
    return new BlobValue(new Uint8Array(Buffer.from(text, 'base64')));
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }

  /** The bytes read as UTF-8. */
  toText(): string {
    return new TextDecoder().decode(this.bytes);
  }

  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }
}
