import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { assertBody } from './assertions.ts';
import { beanBodies } from './beans.ts';
import { cacheBodies } from './cache.ts';
import { addCollectionMethods, iteratorBody } from './collection-methods.ts';
import { contextBodies } from './contexts.ts';
import { databaseBodies } from './database.ts';
import { resultBodies } from './database-results.ts';
import { dateBody, datetimeBody, timeBody, timeZoneBody } from './dates.ts';
import { encodingBodies } from './encoding.ts';
import { exceptionBody } from './exceptions.ts';
import { fieldSetBodies } from './field-sets.ts';
import { formulaBodies } from './formula.ts';
import { httpBodies } from './http.ts';
import { jsonBodies } from './json.ts';
import { limitsBody } from './limits.ts';
import { locationBody } from './location.ts';
import { messagingBody } from './messaging.ts';
import { versionBody } from './version.ts';
import { mathBody } from './math.ts';
import { patternBodies } from './pattern.ts';
import { primitiveBodies } from './primitives.ts';
import { schemaBodies } from './schema.ts';
import { searchBody } from './search.ts';
import { securityBody } from './security.ts';
import { sobjectBody } from './sobject.ts';
import { stringBody } from './string.ts';
import { systemBody } from './system.ts';
import { testBody } from './test.ts';
import { triggerBody } from './trigger.ts';
import { typeBody } from './type.ts';
import { orgLimitBodies } from './org-limits.ts';
import { urlBody } from './url.ts';
import { userInfoBody } from './user-info.ts';

/** The code of all platform classes that have some, by lower-case name. */
export function platformBodies(runtime: Runtime): ReadonlyMap<string, PlatformBody> {
  addCollectionMethods();
  const bodies: Record<string, PlatformBody> = {
    ...primitiveBodies(runtime),
    ...databaseBodies(runtime),
    ...resultBodies(runtime),
    ...schemaBodies(runtime),
    ...jsonBodies(runtime),
    ...patternBodies(runtime),
    ...httpBodies(runtime),
    ...contextBodies(runtime),
    ...beanBodies(runtime),
    ...cacheBodies(runtime),
    ...fieldSetBodies(runtime),
    ...formulaBodies(runtime),
    ...orgLimitBodies(runtime),
    ...encodingBodies,
    'system.assert': assertBody,
    'system.date': dateBody,
    'system.datetime': datetimeBody,
    'system.exception': exceptionBody(runtime),
    'system.iterator': iteratorBody,
    'system.limits': limitsBody,
    'system.location': locationBody,
    'system.math': mathBody,
    'system.messaging': messagingBody(runtime),
    'system.version': versionBody,
    'system.search': searchBody(runtime),
    'system.security': securityBody(runtime),
    'system.sobject': sobjectBody(runtime),
    'system.string': stringBody(runtime),
    'system.system': systemBody(runtime),
    'system.test': testBody(runtime),
    'system.time': timeBody,
    'system.timezone': timeZoneBody,
    'system.trigger': triggerBody(runtime),
    'system.type': typeBody(runtime),
    'system.url': urlBody,
    'system.userinfo': userInfoBody,
  };
  return new Map(Object.entries(bodies));
}
