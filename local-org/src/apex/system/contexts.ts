import type { SObject } from '../../values/sobject.ts';
import { ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import { deliverEvents, failEvents, queueEvents } from '../async/events.ts';
import { hasCustomPermission } from './custom-permission.ts';
import { databaseResults } from './database-results.ts';

const read = (name: string) => (target: PlatformObject): Any => target.fields.get(name) ?? null;
const data = (name: string) => (): PlatformObject => new PlatformObject(name);

/** Puts a pair into a map that is a field. */
const putInto = (field: string) => (target: PlatformObject, name: string, value: string): void => {
  target.get(field).table.set(name, value);
};

/** EventBus.publish: subscribers run after the transaction, in tests at Test.stopTest. */
function publish(runtime: Runtime, value: Any, callback: Any = null): Any {
  const { tx } = session();
  const events = value instanceof ApexList ? (value.items as SObject[]) : [value ?? nullPointer()];
  tx.limits.consume('dmlStatements');
  for (const event of events) if (event.type.kind !== 'platformEvent') raise('System.TypeException', `${event.type.name} is not a platform event`);
  queueEvents(tx, runtime, events, callback);
  const results = databaseResults(runtime, 'insert', events.map((event) => ({ id: tx.data.newId(tx, event.type.name), success: true, errors: [] })));
  return value instanceof ApexList ? results : results.items[0];
}

/** Small classes: contexts of jobs, events, permissions, requests. */
export function contextBodies(runtime: Runtime): Record<string, PlatformBody> {
  return {
    'system.queueablecontext': { methods: { getjobid: read('jobId') } },
    'system.schedulablecontext': { methods: { gettriggerid: read('triggerId') } },
    'database.batchablecontext': { methods: { getjobid: read('jobId'), getchildjobid: read('childJobId') } },
    'system.finalizercontext': {
      methods: { getasyncapexjobid: read('jobId'), getexception: read('exception'), getresult: read('result'), getrequestid: read('jobId') },
    },
    'system.asyncoptions': { construct: data('System.AsyncOptions') },
    'system.eventbus': { statics: { publish: (value: Any, callback?: Any) => publish(runtime, value, callback) } },
    'eventbus.testbroker': {
      methods: { deliver: () => deliverEvents(runtime, session().tx), fail: () => failEvents(runtime, session().tx) },
    },
    'eventbus.successresult': { methods: { geteventuuids: read('eventUuids') } },
    'eventbus.failureresult': { methods: { geteventuuids: read('eventUuids') } },
    'system.featuremanagement': {
      statics: {
        checkpermission: (name: string | null) => hasCustomPermission(name ?? nullPointer()),
      },
    },
    'system.request': {
      statics: { getcurrent: data('System.Request') },
      methods: { getrequestid: () => 'local-org', getquiddity: () => runtime.enumNamed('System.Quiddity', quiddity()) },
    },
    'system.restcontext': { staticFields: {} },
    'system.restrequest': {
      construct: () => new PlatformObject('System.RestRequest', restMaps(runtime)),
      methods: { addheader: putInto('headers'), addparameter: putInto('params') },
    },
    'system.restresponse': {
      construct: () => new PlatformObject('System.RestResponse', [['headers', emptyMap(runtime)]]),
      methods: { addheader: putInto('headers') },
    },
    'system.selectoption': { construct: (value: string, label: string) => new PlatformObject('System.SelectOption', [['value', value], ['label', label]]), methods: { getvalue: read('value'), getlabel: read('label') } },
    'system.sobjectaccessdecision': { methods: { getrecords: read('records'), getremovedfields: read('removed'), getmodifiedindexes: read('modified') } },
  };
}

function quiddity(): string {
  const running = session();
  const kinds = { Queueable: 'QUEUEABLE', Future: 'FUTURE', BatchApex: 'BATCH_APEX', ScheduledApex: 'SCHEDULED' } as const;
  if (running.async !== null) return kinds[running.async];
  return running.tx.isTest ? 'RUNTEST_SYNC' : 'ANONYMOUS';
}

function emptyMap(runtime: Runtime): Any {
  const { universe } = runtime.program;
  return runtime.mapOf(universe.map(universe.string, universe.string), []);
}

function restMaps(runtime: Runtime): [string, Any][] {
  return [['headers', emptyMap(runtime)], ['params', emptyMap(runtime)]];
}
