import { SObject } from '../../values/sobject.ts';
import type { TypeOfItem } from '../ast.ts';
import type { QueryScope } from '../resolve.ts';
import type { Execution } from './execution.ts';
import { resolved } from './expression.ts';
import type { Projector } from './projection.ts';

/** TYPEOF reads of a polymorphic parent the fields that its object's branch names. */
export function compileTypeOf(item: TypeOfItem, scope: QueryScope, execution: Execution): Projector {
  const { steps } = resolved(scope, [...item.path, 'Id'], item.at);
  const lookup = steps.at(-1)!;
  return (row, record) => {
    const parent = execution.reader.parent(row, lookup);
    if (!parent) {
      record.parents.set(lookup.relationshipName!, null);
      return;
    }
    const branch = item.branches.find((each) => each.object.toLowerCase() === parent.type.name.toLowerCase());
    const found = new SObject(parent.type);
    for (const path of branch?.fields ?? item.otherwise) {
      const field = parent.type.fields.get(path.at(-1)!.toLowerCase());
      if (field) found.set(field.name, execution.reader.read(parent.type, parent.row, field));
    }
    found.set('Id', parent.row['Id'] as string);
    found.queried = new Set(found.fields.keys());
    record.parents.set(lookup.relationshipName!, found);
  };
}
