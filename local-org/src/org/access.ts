import type { AccessRights, FieldRight, ObjectRight } from '../contract.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { OrgData } from './data.ts';
import type { Viewer } from './record-sharing.ts';

const OBJECT_COLUMNS: Readonly<Record<ObjectRight, string>> = { read: 'PermissionsRead', create: 'PermissionsCreate', edit: 'PermissionsEdit', delete: 'PermissionsDelete' };

/** Profiles that may work with standard objects, and how; custom objects and fields need a permission set. */
const STANDARD_ACCESS: Readonly<Record<string, readonly ObjectRight[]>> = {
  'Standard User': ['read', 'create', 'edit', 'delete'],
  'Standard Platform User': ['read', 'create', 'edit', 'delete'],
  'Marketing User': ['read', 'create', 'edit', 'delete'],
  'Contract Manager': ['read', 'create', 'edit', 'delete'],
  'Solution Manager': ['read', 'create', 'edit', 'delete'],
  'Read Only': ['read'],
};

/** Where the standard profiles grant less than everything. */
const RESTRICTED: Readonly<Record<string, readonly ObjectRight[]>> = {
  Case: ['read', 'create', 'edit'],
  Organization: ['read'],
  Pricebook2: ['read'],
  Product2: ['read'],
  Profile: ['read'],
  User: ['read'],
};

/** Price book entries have no rights of their own: they follow their price book, and nobody prices a product that he does not see. */
const FOLLOWS_PRICE_BOOK = 'PricebookEntry';

/** Fields of bought company data, which the standard profiles do not show. */
const HIDDEN_FIELDS = new Set(['Account.Tradestyle', 'Account.DunsNumber', 'Account.NaicsCode', 'Account.NaicsDesc', 'Account.YearStarted']);

/** What a user may do: everything with "Modify All Data", else what the profile and assigned permission sets grant. */
export class UserAccess implements AccessRights, Viewer {
  private readonly data: OrgData;
  private readonly reached = new Map<string, boolean>();
  readonly userId: string;
  private readonly profile: Row | undefined;
  private readonly sets: ReadonlySet<string>;
  readonly isUnlimited: boolean;
  readonly seesAllRecords: boolean;

  constructor(data: OrgData, userId: string) {
    this.data = data;
    this.userId = userId;
    const { store } = data;
    const user = store.get('User', userId);
    this.profile = user && store.get('Profile', String(user['ProfileId']));
    const assigned = store.find('PermissionSetAssignment', 'AssigneeId', userId).filter((row) => row['IsDeleted'] !== true);
    const groups = assigned.flatMap((row) => (typeof row['PermissionSetGroupId'] === 'string' ? store.find('PermissionSetGroupComponent', 'PermissionSetGroupId', row['PermissionSetGroupId']) : []));
    this.sets = new Set([...assigned, ...groups].map((row) => String(row['PermissionSetId'])));
    const granted = [this.profile, ...[...this.sets].map((id) => store.get('PermissionSet', id))];
    this.isUnlimited = granted.some((row) => row?.['PermissionsModifyAllData'] === true);
    this.seesAllRecords = this.isUnlimited || granted.some((row) => row?.['PermissionsViewAllData'] === true);
  }

  object(objectName: string, right: ObjectRight): boolean {
    const type = this.data.state.schema.find(objectName);
    if (!type || this.isUnlimited || isOpen(type)) return true;
    if (type.name === FOLLOWS_PRICE_BOOK) return this.object('Pricebook2', right) && this.object('Product2', 'read');
    return this.byProfile(type, right) || this.grants('ObjectPermissions', 'SobjectType', type.name, OBJECT_COLUMNS[right]);
  }

  /** "View All" and "Modify All" of an object: its records whoever owns them. */
  reachesAll(objectName: string, level: 'read' | 'edit'): boolean {
    const column = level === 'edit' ? 'PermissionsModifyAllRecords' : 'PermissionsViewAllRecords';
    const key = `${objectName}.${column}`;
    const known = this.reached.get(key) ?? this.grants('ObjectPermissions', 'SobjectType', objectName, column);
    this.reached.set(key, known);
    return known;
  }

  field(objectName: string, fieldName: string, right: FieldRight): boolean {
    const type = this.data.state.schema.find(objectName);
    const field = type && fieldOf(type, fieldName);
    if (!type || !field || this.isUnlimited || isOpen(type)) return true;
    if (isAlwaysVisible(field)) return true;
    return this.showsByProfile(type, field) || this.grantsField(type, field, right);
  }

  /** Whether an assigned permission set opens a principal of an external credential. */
  principal(key: string): boolean {
    return [...this.sets].some((id) => this.data.principals.get(id)?.has(key));
  }

  private get profileName(): string {
    return String(this.profile?.['Name'] ?? '');
  }

  private byProfile(type: SObjectType, right: ObjectRight): boolean {
    if (type.kind !== 'standard') return false;
    const allowed = STANDARD_ACCESS[this.profileName] ?? [];
    return allowed.includes(right) && (RESTRICTED[type.name]?.includes(right) ?? true);
  }

  private showsByProfile(type: SObjectType, field: FieldDefinition): boolean {
    if (field.custom || HIDDEN_FIELDS.has(`${type.name}.${field.name}`)) return false;
    return type.kind !== 'standard' || STANDARD_ACCESS[this.profileName] !== undefined;
  }

  /** A part of an address is granted with the address. */
  private grantsField(type: SObjectType, field: FieldDefinition, right: FieldRight): boolean {
    const column = right === 'edit' ? 'PermissionsEdit' : 'PermissionsRead';
    const names = [field.name, compoundOf(field.name)].filter((name) => name !== undefined);
    return names.some((name) => this.grants('FieldPermissions', 'Field', `${type.name}.${name}`, column));
  }

  private grants(object: string, key: string, value: string, column: string): boolean {
    const rows = this.data.store.find(object, key, value);
    return rows.some((row) => row['IsDeleted'] !== true && row[column] === true && this.sets.has(String(row['ParentId'])));
  }
}

/** `ShippingStreet` is a part of `ShippingAddress`, `City` of `Address`. */
function compoundOf(name: string): string | undefined {
  const match = /^(Billing|Shipping|Mailing|Other|)(?:Street|City|State|PostalCode|Country|Latitude|Longitude|GeocodeAccuracy)$/.exec(name);
  return match ? `${match[1]}Address` : undefined;
}

/** Settings and metadata are for everybody to read. */
function isOpen({ kind }: SObjectType): boolean {
  return kind === 'customMetadata' || kind === 'customSetting' || kind === 'aggregate';
}

/** System fields, names, required fields and masters have no field-level security. */
function isAlwaysVisible(field: FieldDefinition): boolean {
  return field.required || field.masterDetail || ['Id', 'Name', 'OwnerId', 'CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'IsDeleted', 'CurrencyIsoCode', 'RecordTypeId', 'LastActivityDate'].includes(field.name);
}
