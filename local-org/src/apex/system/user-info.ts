import type { SObject } from '../../values/sobject.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { useZones } from '../runtime/user-zone.ts';
import { session } from '../runtime/session.ts';
import { timeZone } from './dates.ts';
import type { Any } from '../runtime/objects.ts';

function user(): SObject | undefined {
  const { tx } = session();
  return tx.data.rows(tx, 'User').find((one) => one.id === tx.user.id);
}

function organization(): SObject | undefined {
  const { tx } = session();
  return tx.data.rows(tx, 'Organization')[0];
}

const ofUser = (field: string) => (): Any => user()?.get(field) ?? null;

const zones = new WeakMap<object, Map<string, string>>();

/** The time zone of a user; read once in a transaction. */
function zoneOf(userId: string): string {
  const { tx } = session();
  const known = zones.get(tx) ?? new Map<string, string>();
  zones.set(tx, known);
  let zone = known.get(userId);
  if (zone === undefined) {
    zone = (user()?.get('TimeZoneSidKey') as string | null) ?? 'GMT';
    known.set(userId, zone);
  }
  return zone;
}

useZones(zoneOf);

/** System.UserInfo */
export const userInfoBody: PlatformBody = {
  statics: {
    getuserid: () => session().tx.user.id,
    getusername: ofUser('Username'),
    getname: () => ofUser('Name')() ?? [ofUser('FirstName')(), ofUser('LastName')()].filter((part) => part !== null).join(' '),
    getfirstname: ofUser('FirstName'),
    getlastname: ofUser('LastName'),
    getuseremail: ofUser('Email'),
    getprofileid: ofUser('ProfileId'),
    getuserroleid: ofUser('UserRoleId'),
    getusertype: () => 'Standard',
    getlanguage: () => ofUser('LanguageLocaleKey')() ?? 'en_US',
    getlocale: () => ofUser('LocaleSidKey')() ?? 'en_US',
    gettimezone: () => timeZone(zoneOf(session().tx.user.id)),
    getorganizationid: () => organization()?.id ?? null,
    getorganizationname: () => organization()?.get('Name') ?? null,
    getdefaultcurrency: () => ofUser('DefaultCurrencyIsoCode')() ?? organization()?.get('DefaultCurrencyIsoCode') ?? 'USD',
    ismulticurrencyorganization: () => session().tx.schema.multiCurrency,
    getsessionid: () => null,
    getuitheme: () => 'Theme4d',
    getuithemedisplayed: () => 'Theme4d',
  },
};
