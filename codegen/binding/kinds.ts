/** How a fact is kept in Salesforce. The kind decides how each target reads and compares it. */
export interface FieldBinding {
  readonly kind: 'text' | 'picklist' | 'number' | 'checkbox' | 'id' | 'date' | 'textList';
  /** Path of API names from the bound record, `Quote__r.Type__c`; for a class the property itself. */
  readonly path: string;
}

/** A model interface that is a record: `item.quantity` reads `item.Quantity__c`. */
export interface RecordBinding {
  readonly kind: 'record';
  readonly object: string;
  readonly fields: Readonly<Record<string, FieldBinding>>;
}

/** A model interface that is an Apex class made by the compiler: the caller fills its properties. */
export interface ClassBinding {
  readonly kind: 'class';
  readonly fields: Readonly<Record<string, FieldBinding>>;
}

export type FactsBinding = RecordBinding | ClassBinding;

/** A formula field that shows what a rule answers. */
export interface FormulaTarget {
  readonly object: string;
  readonly field: string;
  readonly label: string;
  readonly description: string;
}

/** What a rule file is compiled to. */
export interface RuleFileTarget {
  readonly apexClass: string;
  readonly formulas?: Readonly<Record<string, FormulaTarget>>;
}

/** A table that becomes one custom metadata record per entry. */
export interface TableTarget {
  readonly type: string;
  readonly keyField: string;
  readonly valueField: string;
}

/** One trigger of one sObject; its only statement runs the handler. */
export interface TriggerTarget {
  readonly name: string;
  readonly object: string;
  readonly events: readonly string[];
  readonly handler: string;
  readonly description: string;
}

/** All that the compiler must know about Salesforce. */
export interface Bindings {
  readonly facts: Readonly<Record<string, FactsBinding>>;
  readonly files: Readonly<Record<string, RuleFileTarget>>;
  readonly tables: Readonly<Record<string, TableTarget>>;
  readonly triggers: readonly TriggerTarget[];
  readonly apiVersion: string;
}

export const text = (path: string): FieldBinding => ({ kind: 'text', path });
export const picklist = (path: string): FieldBinding => ({ kind: 'picklist', path });
export const number = (path: string): FieldBinding => ({ kind: 'number', path });
export const checkbox = (path: string): FieldBinding => ({ kind: 'checkbox', path });
export const id = (path: string): FieldBinding => ({ kind: 'id', path });
export const date = (path: string): FieldBinding => ({ kind: 'date', path });
export const textList = (path: string): FieldBinding => ({ kind: 'textList', path });
