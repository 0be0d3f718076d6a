import { describe, expect, it } from 'vitest';
import { compile } from '../../codegen/compiler/compile.ts';
import type { Bindings } from '../../codegen/binding/kinds.ts';
import { fixtureBindings } from './fixture-bindings.ts';

const MODEL = 'export interface Item {\n  readonly label: string | null;\n}\n';
const RULE = `import type { Item } from './model.ts';
/** Decides. */
export function decide(item: Item): boolean {
  return item.label === 'a';
}
`;

function codesOf(bindings: Partial<Bindings>, rule = RULE, model = MODEL): string[] {
  const sources = new Map([
    ['model.ts', model],
    ['input.ts', rule],
  ]);
  return compile(sources, { ...fixtureBindings, ...bindings }).diagnostics.map(({ code }) => code);
}

describe('the bindings of a rule', () => {
  it('compile when everything is bound', () => {
    expect(codesOf({})).toEqual([]);
  });

  it('are missed by name: SR2001 for an interface, SR2002 for a fact, SR2004 for a file', () => {
    expect(codesOf({ facts: {} })).toEqual(['SR2001']);
    expect(codesOf({ facts: { Item: { kind: 'record', object: 'Item__c', fields: {} } } })).toEqual(['SR2002']);
    expect(codesOf({ files: {} })).toEqual(['SR2004']);
  });

  it('agree with the type of the fact, or SR2006', () => {
    const fields = { label: { kind: 'number', path: 'Label__c' } } as const;
    expect(codesOf({ facts: { Item: { kind: 'record', object: 'Item__c', fields } } })).toEqual(['SR2006']);
  });

  it('refuse a type that is both an outcome and a fact: SR2003', () => {
    const model = "export type Kind = 'A' | 'B';\nexport interface Item {\n  readonly label: Kind | null;\n}\n";
    const rule = "import type { Item, Kind } from './model.ts';\n/** Decides. */\nexport function decide(item: Item): Kind {\n  return item.label ?? 'A';\n}\n";
    expect(codesOf({}, rule, model)).toContain('SR2003');
  });

  it('refuse a property that Apex reserves: SR3001', () => {
    const fields = { label: { kind: 'text', path: 'currency' } } as const;
    expect(codesOf({ facts: { Item: { kind: 'class', fields } } })).toEqual(['SR3001']);
    expect(codesOf({ facts: { Item: { kind: 'record', object: 'Item__c', fields } } })).toEqual([]);
  });

  it('refuse an outcome where another rule takes a text: SR2003', () => {
    const model = "export type Kind = 'A' | 'B';\nexport interface Item {\n  readonly label: string | null;\n}\n";
    const kindOf = "/** Decides. */\nexport function kindOf(item: Item): Kind {\n  return item.label === 'a' ? 'A' : 'B';\n}\n";
    const isA = "/** Decides. */\nexport function isA(kind: Kind): boolean {\n  return kind === 'A';\n}\n";
    const rule = (given: string) => `import type { Item, Kind } from './model.ts';\n${kindOf}${isA}/** Decides. */\nexport function decide(item: Item): boolean {\n  return isA(${given}) && item.label !== null;\n}\n`;
    expect(codesOf({}, rule('kindOf(item)'), model)).toEqual(['SR2003']);
    expect(codesOf({}, rule("'A'"), model)).toEqual([]);
  });

  it('refuse a formula that Salesforce could not store: SR4002', () => {
    const clauses = Array.from({ length: 150 }, (_, index) => `  if (item.label === 'a rather long value ${index}') return '${index}';`);
    const rule = `import type { Item } from './model.ts';\n/** Decides. */\nexport function shown(item: Item): string {\n${clauses.join('\n')}\n  return '';\n}\n`;
    expect(codesOf({}, rule)).toEqual(['SR4002']);
  });
});
