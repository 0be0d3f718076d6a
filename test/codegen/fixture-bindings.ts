import { checkbox, date, id, number, picklist, text, textList } from '../../codegen/binding/kinds.ts';
import type { Bindings } from '../../codegen/binding/kinds.ts';

const formula = (field: string) => ({ object: 'Item__c', field, label: field, description: 'Shown.' });

/** Bindings of the model in `fixtures/model.ts`; the rules `shown` and `alsoShown` have formula fields. */
export const fixtureBindings: Bindings = {
  apiVersion: '65.0',
  facts: {
    Item: {
      kind: 'record',
      object: 'Item__c',
      fields: {
        color: picklist('Color__c'),
        parentColor: picklist('Parent__r.Color__c'),
        count: number('Count__c'),
        label: text('Label__c'),
        day: date('Day__c'),
        isActive: checkbox('IsActive__c'),
      },
    },
    Basket: {
      kind: 'class',
      fields: {
        owner: id('owner'),
        colors: textList('colors'),
        weight: number('weight'),
        label: text('label'),
        otherLabel: text('otherLabel'),
        isFull: checkbox('isFull'),
      },
    },
    Line: { kind: 'record', object: 'Line__c', fields: { label: text('Label__c'), count: number('Count__c') } },
  },
  files: { input: { apexClass: 'InputRule', formulas: { shown: formula('Shown__c'), alsoShown: formula('AlsoShown__c') } } },
  tables: { table: { type: 'Setting', keyField: 'Key__c', valueField: 'Value__c' } },
  triggers: [],
};
