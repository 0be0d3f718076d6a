import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of a metadata file: each child by name, repeated ones in order. */
export class XmlElement {
  private readonly children: Readonly<Record<string, unknown>>;

  constructor(children: Readonly<Record<string, unknown>>) {
    this.children = children;
  }

  /** Text of the only child of this name. */
  text(name: string): string | undefined {
    const value = this.values(name)[0];
    if (value === undefined) return undefined;
    return textOf(value);
  }

  boolean(name: string): boolean | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : text.trim() === 'true';
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  element(name: string): XmlElement | undefined {
    return this.elements(name)[0];
  }

  elements(name: string): XmlElement[] {
    return this.values(name).map((value) => new XmlElement(typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { '#text': value }));
  }

  texts(name: string): string[] {
    return this.values(name).map(textOf);
  }

  /** An attribute, `xsi:type`. */
  attribute(name: string): string | undefined {
    const value = this.children[`@${name}`];
    return value === undefined ? undefined : String(value);
  }

  get content(): string {
    return textOf(this.children);
  }

  private values(name: string): unknown[] {
    const value = this.children[name];
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return String((value as Record<string, unknown>)['#text'] ?? '');
  return String(value);
}

const PARSER = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, parseAttributeValue: false, trimValues: true });

export interface XmlFailure {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The root element of a metadata file with its name, or where and why it is not well formed. */
export function parseXml(text: string): { root: XmlElement; name: string } | XmlFailure {
  const checked = XMLValidator.validate(text);
  if (checked !== true) return { line: checked.err.line, column: checked.err.col, message: checked.err.msg };
  const document = PARSER.parse(text) as Record<string, unknown>;
  const name = Object.keys(document).find((key) => !key.startsWith('?') && !key.startsWith('#'));
  if (name === undefined) return { line: 1, column: 1, message: 'Start tag expected.' };
  const root = document[name];
  return { name, root: new XmlElement(typeof root === 'object' && root !== null ? (root as Record<string, unknown>) : {}) };
}
