import type { AccessRights, FieldRight, ObjectRight } from '../../contract.ts';
import { UnsupportedError } from '../../errors.ts';
import { fieldByRelationship } from '../../schema/sobject-type.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexMap, type ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, raise, type Any, type EnumValue } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

interface Needed {
  readonly object: readonly ObjectRight[];
  readonly field: FieldRight;
}

/** What each AccessType asks for. */
const NEEDED: Readonly<Record<string, Needed>> = {
  READABLE: { object: ['read'], field: 'read' },
  CREATABLE: { object: ['create'], field: 'edit' },
  UPDATABLE: { object: ['edit'], field: 'edit' },
  UPSERTABLE: { object: ['create', 'edit'], field: 'edit' },
};

/** Copies records without the fields that the user may not use, and remembers which those are. */
class Stripper {
  readonly removed = new Map<string, Set<string>>();
  private readonly access: AccessRights;
  private readonly right: FieldRight;

  constructor(access: AccessRights, right: FieldRight) {
    this.access = access;
    this.right = right;
  }

  strip(record: SObject): SObject {
    const copy = new SObject(record.type);
    copy.queried = record.queried;
    for (const [name, value] of record.fields) if (this.keeps(record, name)) copy.fields.set(name, value);
    for (const [name, parent] of record.parents) {
      const lookup = fieldByRelationship(record.type, name);
      if (lookup !== undefined && !this.keeps(record, lookup.name)) continue;
      copy.parents.set(name, parent === null ? null : this.strip(parent));
    }
    for (const [name, children] of record.children) copy.children.set(name, children.map((child) => this.strip(child)));
    return copy;
  }

  private keeps(record: SObject, field: string): boolean {
    if (field === 'Id' || this.access.field(record.type.name, field, this.right)) return true;
    const names = this.removed.get(record.type.name) ?? new Set<string>();
    names.add(field);
    this.removed.set(record.type.name, names);
    return false;
  }
}

function stripInaccessible(runtime: Runtime, type: EnumValue | null, records: ApexList | null, enforceRoot: Any = true): PlatformObject {
  const { tx } = session();
  if (tx.data.access === undefined) throw new UnsupportedError('Security.stripInaccessible');
  const access = tx.data.access(tx);
  const needed = NEEDED[(type ?? nullPointer()).name]!;
  const sources = (records ?? nullPointer()).items as SObject[];
  if (enforceRoot !== false) for (const source of sources) checkObject(access, source.type.name, needed.object);
  const stripper = new Stripper(access, needed.field);
  const stripped = sources.map((source) => stripper.strip(source));
  const { universe } = runtime.program;
  const modified = stripped.flatMap((record, index) => (record.fields.size < sources[index]!.fields.size ? [index] : []));
  const removed = new ApexMap(universe.map(universe.string, universe.set(universe.string)));
  for (const [object, names] of stripper.removed) removed.table.set(object, runtime.setOf(universe.string, names));
  return new PlatformObject('System.SObjectAccessDecision', [
    ['records', runtime.listOf(records!.type.args[0]!, stripped)],
    ['removed', removed],
    ['modified', runtime.setOf(universe.integer, modified)],
  ]);
}

function checkObject(access: AccessRights, object: string, rights: readonly ObjectRight[]): void {
  if (rights.some((right) => !access.object(object, right))) raise('System.NoAccessException', `No access to entity: ${object}`);
}

/** System.Security */
export function securityBody(runtime: Runtime): PlatformBody {
  return {
    statics: {
      stripinaccessible: (type: EnumValue, records: ApexList, third?: Any) => {
        if (typeof third === 'string') throw new UnsupportedError('Security.stripInaccessible with a permission set');
        return stripInaccessible(runtime, type, records, third);
      },
    },
  };
}
