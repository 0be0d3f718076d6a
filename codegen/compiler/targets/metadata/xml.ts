/** An element with text or with children, in order. */
export type Element = readonly [name: string, content: string | readonly Element[]];

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Prints a metadata file: four spaces, one element per line, as Salesforce retrieves it. */
export function metadataXml(root: string, children: readonly Element[], attributes = ''): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  return `${head}\n<${root} xmlns="${NAMESPACE}"${attributes}>\n${children.map((child) => print(child, 1)).join('')}</${root}>\n`;
}

function print([name, content]: Element, depth: number): string {
  const pad = '    '.repeat(depth);
  if (typeof content === 'string') return `${pad}<${name}>${escape(content)}</${name}>\n`;
  return `${pad}<${name}>\n${content.map((child) => print(child, depth + 1)).join('')}${pad}</${name}>\n`;
}

/** Escapes what XML reserves in text. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
