import type { ChildRelationship, FieldDefinition, Schema, SObjectKind, SObjectType, ValidationRule } from './sobject-type.ts';

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

  find(name: string): SObjectType | undefined {
    return this.types.get(name.toLowerCase());
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
