import type { DmlError, DmlOperation } from '../contract.ts';
import type { Row } from '../store/store.ts';
import type { Transaction } from '../transaction.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import type { Work } from './work.ts';

/**
 * Objects that decide what users may see; Apex Developer Guide, "sObjects That Can't Be Used Together in DML Operations".
 * Records of other objects cannot be saved in the same transaction.
 */
const SETUP_OBJECTS: ReadonlySet<string> = new Set([
  'AuthSession', 'ContentWorkspace', 'FieldPermissions', 'ForecastingShare', 'Group', 'GroupMember', 'ObjectPermissions', 'ObjectTerritory2AssignmentRule',
  'ObjectTerritory2AssignmentRuleItem', 'PermissionSet', 'PermissionSetAssignment', 'QueueSobject', 'RuleTerritory2Association', 'SetupEntityAccess',
  'Territory', 'Territory2', 'Territory2Model', 'User', 'UserPackageLicense', 'UserRole', 'UserTerritory2Association',
]);

/** A user without changes to these can be updated together with other records. */
const ACCESS_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

type Side = 'setup' | 'other';

/** What a transaction has saved so far: the first object of each side. */
interface Saved {
  readonly first: Map<Side, string>;
  /** System.runAs blocks that are open: in tests they keep the sides apart. */
  runAs: number;
}

const savedBy = new WeakMap<Transaction, Saved>();

function savedIn(tx: Transaction): Saved {
  const known = savedBy.get(tx) ?? { first: new Map(), runAs: 0 };
  savedBy.set(tx, known);
  return known;
}

/** Notes that a System.runAs block begins or ends. */
export function noteRunAs(tx: Transaction, begins: boolean): void {
  savedIn(tx).runAs += begins ? 1 : -1;
}

/** Gives records an error whose object cannot be saved after what the transaction saved before, and notes the others. */
export function refuseMixedDml(works: readonly Work[], operation: DmlOperation, { tx, store }: SaveEnvironment): void {
  const saved = savedIn(tx);
  if (saved.runAs > 0) return;
  for (const work of works) {
    const side = sideOf(work, operation, work.id === null ? undefined : store.get(work.type.name, work.id));
    if (side === undefined) continue;
    const original = saved.first.get(side === 'setup' ? 'other' : 'setup');
    if (original !== undefined) work.errors.push(mixed(work.type.name, original));
    else if (!saved.first.has(side)) saved.first.set(side, work.type.name);
  }
}

/** The side that a record is on; undefined for those that go with both. */
function sideOf(work: Work, operation: DmlOperation, row: Row | undefined): Side | undefined {
  const { name } = work.type;
  if (!SETUP_OBJECTS.has(name)) return 'other';
  const isRemoved = operation === 'delete' || operation === 'undelete';
  if (name === 'Group' && !isRemoved) return undefined;
  return name === 'User' && !isRemoved && !changesAccess(work, row) ? undefined : 'setup';
}

function changesAccess({ source, created }: Work, row: Row | undefined): boolean {
  if (created) return (source.fields.get('UserRoleId') ?? null) !== null;
  return ACCESS_FIELDS.some((name) => source.fields.has(name) && source.fields.get(name) !== (row?.[name] ?? null));
}

function mixed(name: string, original: string): DmlError {
  return dmlError('MIXED_DML_OPERATION', `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${name}, original object: ${original}`);
}
