import { TriggerFailure, type TriggerEvent, type TriggerRunner } from '../../contract.ts';
import type { Transaction } from '../../transaction.ts';
import type { SObject } from '../../values/sobject.ts';
import type { TriggerDeclaration } from '../syntax/ast.ts';
import { ApexList, ApexMap } from './collections.ts';
import { asException, stackOverflow } from './errors.ts';
import type { ApexException } from './objects.ts';
import type { Runtime } from './runtime.ts';
import { session, type TriggerContext } from './session.ts';
import { framesOf, stackText } from './stack.ts';
import { exceptionText } from './text.ts';

/** Runs the triggers of a program for the data engine. */
export class ProgramTriggers implements TriggerRunner {
  private readonly runtime: Runtime;
  private readonly triggers: readonly TriggerDeclaration[];

  constructor(runtime: Runtime, triggers: readonly TriggerDeclaration[]) {
    this.runtime = runtime;
    this.triggers = triggers;
  }

  fire(tx: Transaction, event: TriggerEvent): void {
    const wanted = this.triggers.filter((trigger) => matches(trigger, event));
    if (wanted.length === 0) return;
    this.runtime.run(tx, () => {
      for (const trigger of wanted) this.runOne(trigger, event);
    });
  }

  private runOne(trigger: TriggerDeclaration, event: TriggerEvent): void {
    const code = this.runtime.triggers.get(trigger.name.toLowerCase());
    if (code === undefined) return;
    const { triggers } = session();
    triggers.push(contextOf(this.runtime, event));
    try {
      code();
    } catch (error) {
      throw failure(trigger.name, event, error);
    } finally {
      triggers.pop();
    }
  }
}

function matches(trigger: TriggerDeclaration, event: TriggerEvent): boolean {
  if (trigger.object.toLowerCase() !== event.object.name.toLowerCase()) return false;
  return trigger.events.some((one) => one.timing === event.timing && one.operation === event.operation);
}

function contextOf(runtime: Runtime, event: TriggerEvent): TriggerContext {
  const { universe } = runtime.program;
  const record = universe.ofSObject(event.object);
  const listOf = (records: SObject[] | null): ApexList | null => {
    if (records === null) return null;
    const list = new ApexList(universe.list(record), records);
    list.ofTrigger = true;
    return list;
  };
  const mapOf = (records: SObject[] | null): ApexMap | null => {
    if (records === null) return null;
    const map = new ApexMap(universe.map(universe.id, record));
    for (const one of records) if (one.id !== null) map.table.set(one.id, one);
    map.readOnly = true;
    return map;
  };
  const hasIds = !(event.timing === 'before' && event.operation === 'insert');
  return { event, newList: listOf(event.newRecords), oldList: listOf(event.oldRecords), newMap: hasIds ? mapOf(event.newRecords) : null, oldMap: mapOf(event.oldRecords) };
}

function failure(name: string, event: TriggerEvent, error: unknown): unknown {
  if (error instanceof RangeError) return stackOverflow(error);
  const exception = asException(error);
  return exception === undefined ? error : new TriggerFailure(failureText(name, event, exception), { cause: exception });
}

function failureText(name: string, event: TriggerEvent, exception: ApexException): string {
  const timing = event.timing === 'before' ? 'Before' : 'After';
  const operation = event.operation[0]!.toUpperCase() + event.operation.slice(1);
  const stack = stackText(framesOf(exception.$error));
  return `${name}: execution of ${timing}${operation}\n\ncaused by: ${exceptionText(exception)}\n\n${stack}`;
}
