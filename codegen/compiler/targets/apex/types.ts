import type { Bindings } from '../../../binding/kinds.ts';
import type { IrType } from '../../ir/rule.ts';

/** Where each name of the rule language lives in Apex. */
export interface ApexNames {
  readonly bindings: Bindings;
  /** Class that declares each outcome enum and each facts class. */
  readonly owner: ReadonlyMap<string, string>;
  /** Class of each rule. */
  readonly classOf: ReadonlyMap<string, string>;
  /** Class that is being printed: its own members need no prefix. */
  readonly self: string;
}

/** The Apex type of an IR type. */
export function apexType(type: IrType, names: ApexNames): string {
  switch (type.kind) {
    case 'boolean':
      return 'Boolean';
    case 'text':
    case 'choice':
    case 'null':
      return 'String';
    case 'integer':
      return 'Integer';
    case 'decimal':
      return 'Decimal';
    case 'recordId':
      return 'Id';
    case 'date':
      return 'Date';
    case 'list':
      return `List<${apexType(type.of, names)}>`;
    case 'outcome':
      return qualified(type.name, names);
    case 'facts': {
      const binding = names.bindings.facts[type.name];
      return binding?.kind === 'record' ? objectType(binding.object) : qualified(type.name, names);
    }
  }
}

/** A name with its class before it, unless it is declared in the class that is being printed. */
export function qualified(name: string, names: ApexNames): string {
  const owner = names.owner.get(name) ?? names.self;
  return owner === names.self ? name : `${owner}.${name}`;
}

/** The type of an sObject. A standard one is named with its namespace: the subscriber may have a class of that name. */
export function objectType(object: string): string {
  return object.endsWith('__c') ? object : `Schema.${object}`;
}
