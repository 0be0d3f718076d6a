import { derivedObject } from './standard/derived.ts';
import type { ChildRelationship, FieldDefinition, FieldSet, Schema, SObjectKind, SObjectType, ValidationRule } from './sobject-type.ts';

/** An sObject before it knows its children. */
export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly kind: SObjectKind;
  readonly customSettingType?: 'Hierarchy' | 'List';
  readonly sharingModel?: NonNullable<SObjectType['sharingModel']>;
  readonly fields: readonly FieldDefinition[];
  readonly validationRules: readonly ValidationRule[];
  readonly fieldSets?: readonly FieldSet[];
  readonly publishBehavior?: 'PublishAfterCommit' | 'PublishImmediately';
}

/** A reference field seen from the object it points to. */
export interface IncomingReference {
  readonly child: SObjectType;
  readonly field: FieldDefinition;
}

/** All sObjects of an org. Never changed: a deployment makes a new one. */
export class OrgSchema implements Schema {
  readonly multiCurrency: boolean;
  private readonly types = new Map<string, SObjectType>();
  private readonly prefixes = new Map<string, SObjectType>();
  private readonly incoming = new Map<string, IncomingReference[]>();

  constructor(definitions: Iterable<ObjectDefinition>, multiCurrency: boolean) {
    this.multiCurrency = multiCurrency;
    const children = new Map<string, ChildRelationship[]>();
    for (const definition of definitions) this.add(definition, children);
    for (const type of this.types.values()) this.connect(type, children);
  }

  /** The object of this name; a standard one without a table of its own gets its shape from the platform's signatures. */
  find(name: string): SObjectType | undefined {
    return this.types.get(name.toLowerCase()) ?? this.derive(name);
  }

  all(): Iterable<SObjectType> {
    return this.types.values();
  }

  /** The object whose ids begin with the first three characters of `id`. */
  ofId(id: string): SObjectType | undefined {
    return this.prefixes.get(id.slice(0, 3));
  }

  /** Every reference field of any object that can point to `objectName`. */
  referencesTo(objectName: string): readonly IncomingReference[] {
    return this.incoming.get(objectName) ?? [];
  }

  private derive(name: string): SObjectType | undefined {
    const definition = name.includes('__') ? undefined : derivedObject(name);
    if (!definition) return undefined;
    const children = new Map<string, ChildRelationship[]>();
    this.add(definition, children);
    const derived = this.types.get(name.toLowerCase());
    for (const { child, field } of this.referencesTo(definition.name)) {
      if (field.childRelationshipName) children.get(definition.name)?.push({ name: field.childRelationshipName, childObject: child.name, field: field.name });
    }
    if (derived) this.connect(derived, children);
    return derived;
  }

  private add(definition: ObjectDefinition, children: Map<string, ChildRelationship[]>): void {
    const childRelationships: ChildRelationship[] = [];
    children.set(definition.name, childRelationships);
    const fields = new Map(definition.fields.map((field) => [field.name.toLowerCase(), field] as const));
    const type: SObjectType = { ...definition, fields, childRelationships };
    this.types.set(definition.name.toLowerCase(), type);
    this.prefixes.set(definition.keyPrefix, type);
  }

  private connect(child: SObjectType, children: Map<string, ChildRelationship[]>): void {
    for (const field of child.fields.values()) {
      for (const parent of field.referenceTo) {
        this.incoming.set(parent, [...(this.incoming.get(parent) ?? []), { child, field }]);
        const name = field.childRelationshipName;
        if (name) children.get(parent)?.push({ name, childObject: child.name, field: field.name });
      }
    }
  }
}

/** The type of the rows of an aggregate query; its fields are the aliases of the query. */
export const AGGREGATE_RESULT: SObjectType = {
  name: 'AggregateResult',
  label: 'Aggregate Result',
  labelPlural: 'Aggregate Results',
  keyPrefix: '',
  kind: 'aggregate',
  fields: new Map(),
  childRelationships: [],
  validationRules: [],
};
