import type { Span } from '../diagnostics.ts';

/** The types of the rule language. `choice` is a union of texts; `outcome` one that a rule returns. */
export type IrType =
  | { readonly kind: 'boolean' | 'text' | 'integer' | 'decimal' | 'recordId' | 'date' | 'null' }
  | { readonly kind: 'choice' | 'outcome'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: IrType }
  | { readonly kind: 'facts'; readonly name: string };

export interface Typed {
  readonly type: IrType;
  readonly nullable: boolean;
}

/** An expression. Null semantics: `equal` is exact; null equals only null. */
export type Expression = Typed & { readonly span: Span } & ExpressionShape;

export type ExpressionShape =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'constant'; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'fact'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression; readonly negated: boolean }
  | { readonly kind: 'isNull'; readonly of: Expression; readonly negated: boolean }
  | { readonly kind: 'order'; readonly operator: '<' | '<=' | '>' | '>='; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'length'; readonly of: Expression }
  | { readonly kind: 'left'; readonly of: Expression; readonly count: Expression }
  | { readonly kind: 'lowerCase'; readonly of: Expression }
  | { readonly kind: 'endsWith'; readonly of: Expression; readonly suffix: Expression }
  /** `of` without the characters that are not in the class: `[^a-z0-9]`. */
  | { readonly kind: 'keepOnly'; readonly of: Expression; readonly characterClass: string }
  | { readonly kind: 'includes'; readonly list: Expression; readonly item: Expression }
  | { readonly kind: 'coalesce'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'call'; readonly rule: string; readonly argumentList: readonly Expression[] }
  | { readonly kind: 'record'; readonly fields: readonly RecordField[] };

export interface RecordField {
  readonly name: string;
  readonly value: Expression;
}

export type Statement =
  | { readonly kind: 'let'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'if'; readonly test: Expression; readonly whenTrue: readonly Statement[]; readonly whenFalse: readonly Statement[] }
  | { readonly kind: 'return'; readonly value: Expression };

export interface Parameter extends Typed {
  readonly name: string;
}

/** One rule: an exported function. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly result: Typed;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** A constant of a rule file that its rules use. */
export interface Constant {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** A table that becomes custom metadata records. */
export interface Table {
  readonly name: string;
  readonly entries: readonly { readonly key: string; readonly value: string | null }[];
  readonly span: Span;
}

/** One rule file. */
export interface RuleModule {
  /** File name without folder and extension, `quote-gate`. */
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly constants: readonly Constant[];
  readonly tables: readonly Table[];
}

/** A fact of a model interface. */
export interface FactType extends Typed {
  readonly name: string;
  readonly span: Span;
}

/** An interface of the model. */
export interface FactsType {
  readonly description: string;
  readonly facts: readonly FactType[];
}

/** The model: facts by interface, and the values of each type that a rule answers with. */
export interface Model {
  readonly facts: ReadonlyMap<string, FactsType>;
  readonly outcomes: ReadonlyMap<string, readonly string[]>;
}
