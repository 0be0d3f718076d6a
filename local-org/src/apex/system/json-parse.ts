import { raise } from '../runtime/objects.ts';

/** A number as it is written, so that no digit is lost. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;

/** Parses JSON text; a JSONException tells where it is wrong. */
export function parseJson(text: string): Json {
  const reader = new JsonReader(text);
  const value = reader.value();
  reader.end();
  return value;
}

class JsonReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  private fail(what: string): never {
    const before = this.text.slice(0, this.at).split('\n');
    return raise('System.JSONException', `${what} at [line:${before.length}, column:${before.at(-1)!.length + 1}]`);
  }

  private blank(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at]!)) this.at += 1;
  }

  private unexpected(): never {
    if (this.at >= this.text.length) return this.text.trim() === '' ? this.fail('No content to map to Object due to end of input') : this.fail('Unexpected end-of-input');
    return this.fail(`Unexpected character ('${this.text[this.at]}' (code ${this.text.charCodeAt(this.at)})): expected a valid value (number, String, array, object, 'true', 'false' or 'null')`);
  }

  private take(sign: string): boolean {
    this.blank();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  end(): void {
    this.blank();
    if (this.at < this.text.length) this.unexpected();
  }

  value(): Json {
    this.blank();
    const sign = this.text[this.at];
    if (sign === '{') return this.object();
    if (sign === '[') return this.array();
    if (sign === '"') return this.string();
    return this.word();
  }

  private word(): Json {
    const rest = this.text.slice(this.at, this.at + 400);
    const match = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(rest);
    if (match === null) return this.unexpected();
    this.at += match[0].length;
    if (match[0] === 'null') return null;
    return match[0] === 'true' || match[0] === 'false' ? match[0] === 'true' : new JsonNumber(match[0]);
  }

  private object(): Json {
    const members = new Map<string, Json>();
    this.take('{');
    if (this.take('}')) return members;
    do {
      this.blank();
      if (this.text[this.at] !== '"') return this.unexpected();
      const name = this.string();
      if (!this.take(':')) return this.unexpected();
      members.set(name, this.value());
    } while (this.take(','));
    return this.take('}') ? members : this.unexpected();
  }

  private array(): Json {
    const items: Json[] = [];
    this.take('[');
    if (this.take(']')) return items;
    do items.push(this.value());
    while (this.take(','));
    return this.take(']') ? items : this.unexpected();
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    if (this.at >= this.text.length) return this.fail('Unexpected end-of-input in a string');
    this.at += 1;
    const quoted = this.text.slice(start, this.at);
    // Raw control characters are accepted where JSON.parse would refuse them.
    return JSON.parse(quoted.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)) as string;
  }
}
