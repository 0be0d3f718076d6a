import { UnsupportedError } from '../../errors.ts';
import { drainJobs } from '../async/drain.ts';
import { deliverEvents } from '../async/events.ts';
import type { DatetimeValue } from '../../values/datetime.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApexList, ApexMap } from '../runtime/collections.ts';
import { fieldNamed } from '../runtime/records.ts';
import { nullPointer, PlatformObject, raise, type Any, type SObjectTypeToken, type TypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import { createStub } from './stub.ts';

function startTest(): void {
  const running = session();
  if (running.platform.has('$testStarted')) raise('System.FinalException', 'Testing has already been started');
  running.platform.set('$testStarted', true);
  running.testStarted = true;
  running.uncommitted = false;
  running.tx.limits.open();
}

function stopTest(runtime: Runtime): void {
  const running = session();
  if (!running.testStarted) raise('System.FinalException', 'Testing has not been started or has already been stopped');
  running.testStarted = false;
  drainJobs(running.tx);
  deliverEvents(runtime, running.tx);
  running.tx.limits.close();
}

function standardPricebook(): string | null {
  const { tx } = session();
  return tx.data.rows(tx, 'Pricebook2').find((book) => book.get('IsStandard') === true)?.id ?? null;
}

/** A record as a query would have given it: fields that are not there were not selected. */
function stubRow(token: SObjectTypeToken, values: ApexMap): SObject {
  const record = new SObject(token.type.sobject!);
  for (const [name, value] of values.table.pairs()) record.fields.set(fieldNamed(record, name).name, value);
  record.queried = new Set(record.fields.keys());
  return record;
}

/** System.Test */
export function testBody(runtime: Runtime): PlatformBody {
  return {
    statics: {
      isrunningtest: () => session().tx.isTest,
      starttest: startTest,
      stoptest: () => stopTest(runtime),
      getstandardpricebookid: standardPricebook,
      setmock: (type: TypeToken, mock: Any) => {
        session().platform.set(`$mock.${(type ?? nullPointer()).type.name.toLowerCase()}`, mock);
      },
      setfixedsearchresults: (ids: ApexList) => {
        session().platform.set('$fixedSearch', [...(ids ?? nullPointer()).items]);
      },
      createstub: (type: TypeToken, provider: Any) => createStub(runtime, type, provider),
      geteventbus: () => new PlatformObject('eventbus.TestBroker'),
      createstubqueryrow: (type: SObjectTypeToken, values: ApexMap) => stubRow(type, values),
      createstubqueryrows: (type: SObjectTypeToken, rows: ApexList) => runtime.listOf(type.type, rows.items.map((values: ApexMap) => stubRow(type, values))),
      setcreateddate: (id: string, at: DatetimeValue) => {
        const { tx } = session();
        if (tx.data.setCreatedDate === undefined) throw new UnsupportedError('Test.setCreatedDate');
        tx.data.setCreatedDate(tx, id ?? nullPointer(), at ?? nullPointer());
      },
    },
  };
}

