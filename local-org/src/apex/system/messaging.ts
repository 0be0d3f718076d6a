import { UnsupportedError } from '../../errors.ts';
import { ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

/** What the platform finds wrong with a message before it sends it. */
function problemOf(message: PlatformObject): string | undefined {
  const has = (name: string): boolean => {
    const value = message.get(name) as Any;
    return value instanceof ApexList ? value.items.length > 0 : value !== undefined && value !== null && value !== '';
  };
  if (!['toAddresses', 'ccAddresses', 'bccAddresses', 'targetObjectId'].some(has)) return 'Add a recipient to send an email.';
  if (!['plainTextBody', 'htmlBody', 'templateId'].some(has)) return 'Missing body, need at least one of html or plainText body';
  return undefined;
}

/** Messaging.sendEmail in a test: counted, and nothing is sent, as on the platform. Outside of tests there is no mail server. */
function sendEmail(runtime: Runtime, messages: ApexList | null, allOrNothing: boolean | null = true): ApexList {
  const { tx } = session();
  const items = (messages ?? nullPointer()).items as (PlatformObject | null)[];
  if (!tx.isTest) throw new UnsupportedError('Messaging.sendEmail outside of tests');
  tx.limits.consume('emails');
  const results = items.map((message, row) => resultOf(runtime, message ?? nullPointer(), row, allOrNothing !== false));
  return runtime.listOf(runtime.program.universe.platformType('Messaging.SendEmailResult', [])!, results);
}

function resultOf(runtime: Runtime, message: PlatformObject, row: number, allOrNothing: boolean): PlatformObject {
  if (message.className !== 'Messaging.SingleEmailMessage') throw new UnsupportedError(`Messaging.sendEmail of ${message.className}`);
  const problem = problemOf(message);
  if (problem !== undefined && allOrNothing) raise('System.EmailException', `SendEmail failed. First exception on row ${row}; first error: REQUIRED_FIELD_MISSING, ${problem}: []`);
  const { universe } = runtime.program;
  const error = (text: string): PlatformObject =>
    new PlatformObject('Messaging.SendEmailError', [['message', text], ['statuscode', runtime.enumNamed('System.StatusCode', 'REQUIRED_FIELD_MISSING')], ['fields', runtime.listOf(universe.string, [])]]);
  const errors = runtime.listOf(universe.platformType('Messaging.SendEmailError', [])!, problem === undefined ? [] : [error(problem)]);
  return new PlatformObject('Messaging.SendEmailResult', [['success', problem === undefined], ['errors', errors]]);
}

/** Messaging.reserveSingleEmailCapacity and reserveMassEmailCapacity: nothing is sent, so there is room. */
const reserve = (): void => undefined;

/** System.Messaging; its messages are data classes. */
export function messagingBody(runtime: Runtime): PlatformBody {
  return {
    statics: {
      sendemail: (messages: ApexList, allOrNothing?: boolean) => sendEmail(runtime, messages, allOrNothing),
      reservesingleemailcapacity: reserve,
      reservemassemailcapacity: reserve,
    },
  };
}
