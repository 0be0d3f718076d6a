import { SObject } from '../../values/sobject.ts';
import { dmlException } from './dml.ts';
import { session } from './session.ts';

/** The id of the user of a System.runAs block; a user that was not saved is saved for it, and that counts against no limit. */
export function runAsUserId(user: SObject): string {
  if (user.id !== null) return user.id;
  const { tx } = session();
  const saved = new SObject(user.type, user.fields);
  const profileId = profileIdOf(user);
  if (profileId !== null) saved.set('ProfileId', profileId);
  const limits = tx.limits.save();
  const [result] = tx.data.dml(tx, { operation: 'insert', records: [saved], allOrNone: true });
  tx.limits.restore(limits);
  if (!result!.success) throw dmlException('insert', [saved], [result!]);
  return result!.id!;
}

/** A profile may be given by its name: `Profile = new Profile(Name = 'Standard User')`. */
function profileIdOf(user: SObject): string | null {
  const name = user.parents.get('Profile')?.fields.get('Name');
  if (name === undefined) return null;
  const { tx } = session();
  return tx.data.rows(tx, 'Profile').find((profile) => profile.get('Name') === name)?.id ?? null;
}
