import { SalesforceError, UnsupportedError } from '../errors.ts';
import type { SaveEnvironment } from '../dml/environment.ts';
import type { Transaction } from '../transaction.ts';
import { BlobValue } from '../values/blob.ts';
import { Decimal } from '../values/decimal.ts';
import { SObject } from '../values/sobject.ts';
import type { FlowElement } from './definition.ts';
import type { FlowValue } from './flow-value.ts';
import type { Interview, StepOutcome } from './interview.ts';

/** Calls an invocable method of Apex with one input per interview; gives one output for each. Values are JSON. */
export type InvokeAction = (tx: Transaction, action: string, inputs: readonly Readonly<Record<string, unknown>>[]) => readonly unknown[];

/** An Apex action, called once for all interviews. */
export function actionStep(element: Extract<FlowElement, { kind: 'action' }>, interviews: readonly Interview[], { tx }: SaveEnvironment, invoke: InvokeAction | undefined): StepOutcome[] {
  if (!invoke) throw new UnsupportedError(`the Apex action ${element.action} in a flow without a compiler`);
  const inputs = interviews.map((interview) => Object.fromEntries(element.inputs.map(({ name, value }) => [name, jsonOf(value ? interview.value(value) : null)])));
  try {
    const outputs = invoke(tx, element.action, inputs);
    interviews.forEach((interview, i) => takeOutput(element, interview, fromJson(outputs[i])));
    return interviews.map(() => ({}));
  } catch (error) {
    if (!isCatchable(error)) throw error;
    return interviews.map(() => ({ failure: `An Apex error occurred: ${String(error)}` }));
  }
}

/** What Apex itself could catch; limits and missing features end the transaction. */
function isCatchable(error: unknown): boolean {
  return error instanceof SalesforceError || (error instanceof Error && 'typeName' in error) || (error as { $error?: unknown } | null)?.$error !== undefined;
}

function takeOutput(element: Extract<FlowElement, { kind: 'action' }>, interview: Interview, output: FlowValue): void {
  if (element.stored) interview.assign(element.name, 'Assign', output);
  for (const { to, name } of element.outputs) interview.assign(to, 'Assign', name === 'output' && !isObject(output) ? output : ((output as Readonly<Record<string, FlowValue>> | null)?.[name] ?? null));
}

function isObject(value: FlowValue): boolean {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}

function jsonOf(value: FlowValue): unknown {
  if (value instanceof SObject) return { attributes: { type: value.type.name }, ...Object.fromEntries([...value.fields].map(([name, each]) => [name, jsonOf(each)])) };
  if (Array.isArray(value)) return value.map((each: FlowValue) => jsonOf(each));
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof BlobValue) return value.toBase64();
  return value !== null && typeof value === 'object' ? String(value) : value;
}

function fromJson(value: unknown): FlowValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Decimal.fromNumber(value);
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromJson(each)]));
  return value as string | boolean;
}
