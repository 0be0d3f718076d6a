/**
 * A SOQL query as plain JSON, so that compiled Apex can embed it. Names are as written: nothing is resolved yet.
 * `at` is the offset in the query's text, for error positions.
 */
export interface SoqlQuery {
  readonly select: readonly SelectItem[];
  /** Object name; in a child sub-query the name of the child relationship. */
  readonly from: string;
  readonly alias?: string;
  /** Further aliased parents, `FROM Contact c, c.Account a`. */
  readonly joins?: readonly { readonly path: readonly string[]; readonly alias: string }[];
  readonly scope?: string;
  readonly where?: Condition;
  readonly groupBy?: GroupBy;
  readonly having?: Condition;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: SoqlValue;
  readonly offset?: SoqlValue;
  readonly mode?: 'user' | 'system' | 'securityEnforced';
  readonly lock?: 'update' | 'view' | 'reference';
  readonly allRows: boolean;
}

export type SelectItem =
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly alias?: string; readonly at: number }
  | FunctionItem
  | { readonly kind: 'fields'; readonly which: 'ALL' | 'CUSTOM' | 'STANDARD'; readonly at: number }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery; readonly at: number }
  | TypeOfItem;

/** `COUNT()`, `SUM(Amount)`, `CALENDAR_YEAR(convertTimezone(CreatedDate))`, `toLabel(StageName)`… Names in upper case. */
export interface FunctionItem {
  readonly kind: 'function';
  readonly name: string;
  readonly argument: FieldExpression | null;
  /** Of DISTANCE: the place from which it is measured. */
  readonly from?: { readonly latitude: SoqlValue; readonly longitude: SoqlValue; readonly unit: 'mi' | 'km' };
  readonly alias?: string;
  readonly at: number;
}

/** `TYPEOF What WHEN Account THEN Phone ELSE Name END`. */
export interface TypeOfItem {
  readonly kind: 'typeof';
  readonly path: readonly string[];
  readonly branches: readonly { readonly object: string; readonly fields: readonly (readonly string[])[] }[];
  readonly otherwise: readonly (readonly string[])[];
  readonly at: number;
}

export type FieldExpression = { readonly kind: 'field'; readonly path: readonly string[]; readonly at: number } | FunctionItem;

export interface GroupBy {
  readonly mode: 'plain' | 'rollup' | 'cube';
  readonly items: readonly FieldExpression[];
}

export interface OrderItem {
  readonly field: FieldExpression;
  readonly descending: boolean;
  /** Absent: nulls first. */
  readonly nulls?: 'first' | 'last';
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'comparison'; readonly field: FieldExpression; readonly operator: ComparisonOperator; readonly value: SoqlValue };

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type SoqlValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Escapes are resolved, except `\%` and `\_`, which only LIKE gives a meaning. */
  | { readonly kind: 'string'; readonly value: string }
  /** The number as written; `currency` for `USD500`. */
  | { readonly kind: 'number'; readonly text: string; readonly currency?: string }
  | { readonly kind: 'date' | 'datetime' | 'time'; readonly text: string }
  /** `TODAY`, or `LAST_N_DAYS:5` with its number. */
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly n?: number }
  | { readonly kind: 'list'; readonly values: readonly SoqlValue[] }
  /** A value given when the query runs: the index-th bind expression in the order of the text. */
  | { readonly kind: 'bind'; readonly index: number }
  | { readonly kind: 'query'; readonly query: SoqlQuery };
