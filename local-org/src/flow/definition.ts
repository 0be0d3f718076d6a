/** A record-triggered flow as read from its metadata. */
export interface FlowDefinition {
  readonly name: string;
  readonly label: string;
  readonly object: string;
  readonly timing: 'beforeSave' | 'afterSave' | 'beforeDelete';
  readonly operations: readonly ('insert' | 'update' | 'delete')[];
  readonly start: FlowConditions;
  /** Formula in place of conditions. */
  readonly startFormula?: string;
  /** Start an update only when the record did not meet the conditions before it. */
  readonly onlyWhenChangedToMeet: boolean;
  readonly first: string | undefined;
  readonly elements: ReadonlyMap<string, FlowElement>;
  readonly variables: ReadonlyMap<string, FlowVariable>;
  readonly formulas: ReadonlyMap<string, { readonly expression: string; readonly dataType: string }>;
  readonly constants: ReadonlyMap<string, FlowValueSource>;
  readonly templates: ReadonlyMap<string, string>;
}

export interface FlowVariable {
  readonly dataType: string;
  readonly objectType?: string;
  readonly isCollection: boolean;
  readonly value?: FlowValueSource;
}

/** A literal, or a reference such as `$Record.Amount` or `found.Name`. */
export type FlowValueSource =
  | { readonly kind: 'literal'; readonly type: 'string' | 'number' | 'boolean' | 'date' | 'datetime'; readonly text: string }
  | { readonly kind: 'reference'; readonly name: string };

export interface FlowCondition {
  readonly left: string;
  readonly operator: string;
  readonly right: FlowValueSource | null;
}

/** Conditions joined by `and`, `or` or a custom logic such as `1 AND (2 OR 3)`. */
export interface FlowConditions {
  readonly logic: string;
  readonly conditions: readonly FlowCondition[];
}

export interface FlowFieldValue {
  readonly field: string;
  readonly value: FlowValueSource | null;
}

interface Step {
  readonly name: string;
  readonly next: string | undefined;
}

interface FaultingStep extends Step {
  readonly fault: string | undefined;
}

export type FlowElement =
  | { readonly kind: 'decision'; readonly name: string; readonly rules: readonly (FlowConditions & { readonly name: string; readonly next: string | undefined })[]; readonly otherwise: string | undefined }
  | (Step & { readonly kind: 'assignment'; readonly items: readonly { readonly to: string; readonly operator: string; readonly value: FlowValueSource | null }[] })
  | (Step & { readonly kind: 'loop'; readonly collection: string; readonly descending: boolean; readonly variable: string; readonly each: string | undefined })
  | (FaultingStep & { readonly kind: 'create'; readonly object: string | undefined; readonly values: readonly FlowFieldValue[]; readonly input: string | undefined; readonly idTo: string | undefined })
  | (FaultingStep & { readonly kind: 'update'; readonly object: string | undefined; readonly filter: FlowConditions; readonly values: readonly FlowFieldValue[]; readonly input: string | undefined })
  | (FaultingStep & { readonly kind: 'delete'; readonly object: string | undefined; readonly filter: FlowConditions; readonly input: string | undefined })
  | (FaultingStep & {
      readonly kind: 'lookup';
      readonly object: string;
      readonly filter: FlowConditions;
      readonly firstOnly: boolean;
      readonly sortField: string | undefined;
      readonly descending: boolean;
      readonly output: string | undefined;
      readonly outputs: readonly { readonly to: string; readonly field: string }[];
      readonly nullWhenNone: boolean;
    })
  | (FaultingStep & { readonly kind: 'action'; readonly action: string; readonly inputs: readonly { readonly name: string; readonly value: FlowValueSource | null }[]; readonly outputs: readonly { readonly to: string; readonly name: string }[]; readonly stored: boolean })
  | (Step & { readonly kind: 'error'; readonly messages: readonly { readonly text: string; readonly field: string | undefined }[] });
