import type { OrgSchema } from '../../schema/org-schema.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import type { SelectItem, SoqlQuery } from '../../soql/ast.ts';
import { isAggregate } from '../../soql/functions.ts';
import { isProblem, resolvePath, scopeOf } from '../../soql/resolve.ts';

const APEX_TYPES: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  id: 'Id', reference: 'Id', boolean: 'Boolean', integer: 'Integer', double: 'Double', currency: 'Double', percent: 'Double', date: 'Date', datetime: 'Datetime', time: 'Time',
};

/** What the columns of a query are; `sf data query` asks for it with `columns=true`. */
export function columnMetadata(query: SoqlQuery, schema: OrgSchema): unknown {
  const type = schema.find(query.from)!;
  const scope = scopeOf(schema, type, query);
  let expressions = 0;
  const column = (item: SelectItem): unknown[] => {
    if (item.kind === 'field') {
      const path = resolvePath(scope, item.path, item.at);
      return isProblem(path) ? [] : [nested(path.steps.map((step) => step.relationshipName!), fieldColumn(path.field))];
    }
    if (item.kind === 'fields') return [...type.fields.values()].filter((field) => field.type !== 'address').map(fieldColumn);
    if (item.kind === 'function') return [plainColumn(item.alias ?? (isAggregate(item) ? `expr${expressions++}` : item.name), isAggregate(item))];
    if (item.kind === 'subquery') return [{ ...plainColumn(item.query.from, true), joinColumns: [] }];
    return [];
  };
  return { columnMetadata: query.select.flatMap(column), entityName: type.name, groupBy: query.groupBy !== undefined, idSelected: true, keyPrefix: type.keyPrefix };
}

function fieldColumn(field: FieldDefinition): Record<string, unknown> {
  const apexType = APEX_TYPES[field.type] ?? 'String';
  return {
    aggregate: false,
    apexType,
    booleanType: apexType === 'Boolean',
    columnName: field.name,
    custom: field.custom,
    displayName: field.name,
    foreignKeyName: field.relationshipName ?? null,
    insertable: field.createable,
    joinColumns: [],
    numberType: apexType === 'Integer' || apexType === 'Double',
    textType: apexType === 'String',
    updatable: field.updateable,
  };
}

function plainColumn(name: string, aggregate: boolean): Record<string, unknown> {
  return { aggregate, apexType: null, booleanType: false, columnName: name, custom: false, displayName: name, foreignKeyName: null, insertable: false, joinColumns: [], numberType: false, textType: false, updatable: false };
}

function nested(relationships: readonly string[], column: Record<string, unknown>): Record<string, unknown> {
  return relationships.reduceRight<Record<string, unknown>>((inner, name) => ({ ...plainColumn(name, false), joinColumns: [inner] }), column);
}
