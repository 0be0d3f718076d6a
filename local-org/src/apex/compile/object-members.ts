import type { SObjectType } from '../../schema/sobject-type.ts';
import type { ApexType } from '../types/type.ts';
import type { Universe } from '../types/universe.ts';

/** Members of standard sObjects that hold Apex objects rather than field values (Object Reference, ChangeEvent and EmailMessage). */
const MEMBERS: readonly { readonly object: RegExp; readonly member: string; readonly type: (universe: Universe) => ApexType | undefined }[] = [
  { object: /ChangeEvent$/, member: 'changeeventheader', type: (universe) => universe.platformType('EventBus.ChangeEventHeader', []) },
  { object: /^EmailMessage$/, member: 'toids', type: (universe) => universe.list(universe.string) },
];

/** The type of such a member. Code that uses one compiles; running it is refused by name, because nothing here would fill it. */
export function objectMember(sobject: SObjectType, name: string, universe: Universe): ApexType | undefined {
  const found = MEMBERS.find(({ object, member }) => object.test(sobject.name) && member === name.toLowerCase());
  return found?.type(universe);
}
