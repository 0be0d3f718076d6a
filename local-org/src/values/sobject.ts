import type { SObjectType } from '../schema/sobject-type.ts';
import type { Value } from './value.ts';

/** An error that `addError` put on a record; `field` is null when it stands for the whole record. */
export interface RecordError {
  readonly message: string;
  readonly field: string | null;
}

/**
 * A record as Apex holds it. Keys are canonical API names (`Quantity__c`), relationship names (`Invoice__r`) or names of
 * child relationships (`Lines__r`).
 */
export class SObject {
  readonly type: SObjectType;
  /** Field values; a field that was never set and never queried is absent. */
  readonly fields: Map<string, Value>;
  /** Parents by relationship name; null when the lookup is empty. */
  readonly parents: Map<string, SObject | null>;
  /** Children by child relationship name, from a sub-query. */
  readonly children: Map<string, SObject[]>;
  /**
   * Names of what a query selected, or null for a record made with `new`. Reading a field outside it is a
   * System.SObjectException in Apex, whereas an unset field of a new record is null.
   */
  queried: ReadonlySet<string> | null;
  /** True for Trigger.old, Trigger.new of after triggers, custom metadata records and the like. */
  readOnly: boolean;
  errors: RecordError[];

  constructor(type: SObjectType, fields: Iterable<readonly [string, Value]> = []) {
    this.type = type;
    this.fields = new Map(fields);
    this.parents = new Map();
    this.children = new Map();
    this.queried = null;
    this.readOnly = false;
    this.errors = [];
  }

  /** The 18-character record id, or null for a record that was not saved. */
  get id(): string | null {
    return (this.fields.get('Id') as string | null | undefined) ?? null;
  }

  /** The value of a field by canonical name; null when unset. Does not check `queried`: that is the runtime's. */
  get(name: string): Value {
    return this.fields.get(name) ?? null;
  }

  set(name: string, value: Value): void {
    this.fields.set(name, value);
  }
}
