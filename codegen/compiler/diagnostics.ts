/** Where in a rule source a diagnostic points; line and column count from 1. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Every message of the compiler. A code is never reused: SR1xxx the subset, SR2xxx bindings and types, SR3xxx Apex,
 * SR4xxx formulas, SR5xxx metadata. `docs/diagnostics.md` explains each.
 */
export const catalogue = {
  SR1000: { text: (detail: string) => `TypeScript: ${detail}`, hint: 'A rule must be correct TypeScript first.' },
  SR1001: {
    text: (kind: string) => `A rule cannot contain this statement (${kind}).`,
    hint: 'Use const, if, else and return.',
  },
  SR1002: {
    text: (kind: string) => `A rule cannot contain this expression (${kind}).`,
    hint: 'docs/rule-language.md lists what a rule may contain.',
  },
  SR1003: {
    text: (module: string) => `A rule cannot import '${module}'.`,
    hint: 'Import types from ./model.ts and rules from their files; what a rule needs comes in as a fact.',
  },
  SR1004: {
    text: (kind: string) => `A rule file cannot declare this (${kind}).`,
    hint: 'Declare exported functions, constants of a literal value, and tables of type Record.',
  },
  SR1005: {
    text: (operator: string) => `The operator '${operator}' cannot be used in a rule.`,
    hint: 'Use ===, !==, <, <=, >, >=, &&, ||, !, ??, +, - and *.',
  },
  SR1006: {
    text: (method: string) => `'${method}' cannot be called in a rule.`,
    hint: 'Rules may call other rules and the methods of lists and texts that docs/rule-language.md lists.',
  },
  SR1007: {
    text: (name: string) => `The rule '${name}' has no doc comment.`,
    hint: 'Say in one sentence what it decides: the sentence becomes its ApexDoc.',
  },
  SR1008: {
    text: (name: string) => `The type of '${name}' is not written down.`,
    hint: 'Write the type of every parameter and of the result.',
  },
  SR1009: {
    text: (type: string) => `A condition must be a boolean, not ${type}.`,
    hint: 'Compare with null, 0 or an empty text.',
  },
  SR1010: {
    text: (detail: string) => `These cannot be compared: ${detail}.`,
    hint: 'Compare values of one type; numbers may be ordered, texts may not.',
  },
  SR1011: {
    text: (detail: string) => `Arithmetic needs numbers that are not null: ${detail}.`,
    hint: 'Replace null first, for example with ?? 0.',
  },
  SR2001: {
    text: (name: string) => `The type '${name}' is not bound to anything in Salesforce.`,
    hint: 'Add it to codegen/binding/facts.ts.',
  },
  SR2002: {
    text: (name: string) => `The fact '${name}' is not bound to a field.`,
    hint: 'Add it to the binding of its type in codegen/binding/facts.ts.',
  },
  SR2003: {
    text: (name: string) => `'${name}' is both an outcome and the type of a fact.`,
    hint: 'An outcome is an Apex enum, a fact a String: give them two types.',
  },
  SR2004: {
    text: (name: string) => `The rule '${name}' has no target.`,
    hint: 'Add its file to codegen/binding/targets.ts.',
  },
  SR2005: {
    text: (type: string) => `The type '${type}' cannot be used in a rule.`,
    hint: 'Use boolean, number, string, RecordId, DateOnly, a union of texts, a readonly string[] or a bound interface.',
  },
  SR2006: {
    text: (detail: string) => `Binding and type disagree: ${detail}.`,
    hint: 'The kind of the binding must be that of the fact.',
  },
  SR2007: {
    text: (name: string) => `The rule '${name}' calls itself.`,
    hint: 'Neither Apex under governor limits nor a formula may recurse without end.',
  },
  SR3001: {
    text: (name: string) => `'${name}' cannot be a name in Apex.`,
    hint: 'It is a reserved word, or longer than 40 characters, or differs from another name only in case.',
  },
  SR4001: {
    text: (what: string) => `A formula cannot express ${what}.`,
    hint: 'Take the formula target from the rule, or say it with picklists, numbers and booleans.',
  },
  SR4002: {
    text: (count: string) => `The formula has ${count} characters; Salesforce stores 3,900.`,
    hint: 'Split the rule: a rule that has a formula field of its own is referred to by name.',
  },
  SR4003: {
    text: (name: string) => `'${name}' is not a field of the object that the formula belongs to.`,
    hint: 'A formula rule takes one record of its object.',
  },
  SR5001: {
    text: (name: string) => `The table '${name}' is not a record of literals.`,
    hint: 'Write Record<Key, string | null> with a literal for each key.',
  },
} as const satisfies Record<string, { text: (detail: string) => string; hint: string }>;

export type DiagnosticCode = keyof typeof catalogue;

/** A message of the compiler about a place in a rule. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** Makes the diagnostic `code` with `detail` put into its text. */
export function diagnostic(code: DiagnosticCode, span: Span, detail: string): Diagnostic {
  const entry = catalogue[code];
  return { code, message: entry.text(detail), hint: entry.hint, span };
}

/** Renders a diagnostic as `tsc` does: `file:line:column - error CODE: message`, the hint on the next line. */
export function render({ code, message, hint, span }: Diagnostic): string {
  return `${span.file}:${span.line}:${span.column} - error ${code}: ${message}\n  hint: ${hint}`;
}

/** Stops the lowering of one rule; the front end collects its diagnostic and goes on with the next. */
export class RuleError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(code: DiagnosticCode, span: Span, detail: string) {
    super(detail);
    this.diagnostic = diagnostic(code, span, detail);
  }
}
