import type { SaveEnvironment } from '../dml/environment.ts';
import type { Work } from '../dml/work.ts';
import { addFormulas, readOnlyRecord, rowOf } from '../dml/draft.ts';
import type { SObject } from '../values/sobject.ts';
import { runBulkStep } from './bulk-steps.ts';
import type { FlowDefinition } from './definition.ts';
import type { InvokeAction } from './flow-action.ts';
import type { BulkStep, StepOutcome } from './interview.ts';
import { Interview } from './interview.ts';

/** Runs an object's record-triggered flows while records are saved. */
export interface FlowRunner {
  run(works: readonly Work[], timing: FlowDefinition['timing'], operation: 'insert' | 'update' | 'delete', environment: SaveEnvironment): void;
}

/** Runs the flows of an org; `invoke` calls Apex actions. */
export function flowRunner(flows: readonly FlowDefinition[], invoke: InvokeAction | undefined): FlowRunner {
  const running = new WeakMap<object, Set<string>>();
  return {
    run(works, timing, operation, environment) {
      const { tx } = environment;
      const active = running.get(tx) ?? new Set<string>();
      running.set(tx, active);
      for (const flow of flows) {
        if (works.length && flow.timing === timing && flow.object === works[0]!.type.name && flow.operations.includes(operation)) runFlow(flow, works, operation, environment, active, invoke);
      }
    },
  };
}

/** A flow does not start again for a record that it is at work on. */
function runFlow(flow: FlowDefinition, works: readonly Work[], operation: 'insert' | 'update' | 'delete', environment: SaveEnvironment, active: Set<string>, invoke: InvokeAction | undefined): void {
  const keyOf = (work: Work): string => `${flow.name} ${work.id ?? ''}`;
  const eligible = works.filter((work) => work.id === null || !active.has(keyOf(work)));
  const interviews = eligible.map((work) => ({ work, interview: interviewOf(flow, work, operation, environment) })).filter(({ interview }) => interview.starts());
  for (const { work } of interviews) if (work.id !== null) active.add(keyOf(work));
  try {
    runTogether(interviews.map(({ interview }) => interview), environment, invoke);
  } finally {
    for (const { work } of interviews) active.delete(keyOf(work));
  }
  for (const { work, interview } of interviews) work.errors.push(...interview.errors);
}

function interviewOf(flow: FlowDefinition, work: Work, operation: 'insert' | 'update' | 'delete', environment: SaveEnvironment): Interview {
  const prior = work.old && readOnlyRecord(work.type, work.old, environment);
  return new Interview(flow, recordOf(flow, work, environment), prior, operation === 'insert', environment);
}

function recordOf(flow: FlowDefinition, work: Work, environment: SaveEnvironment): SObject {
  if (flow.timing === 'beforeSave') {
    addFormulas(work.draft!, rowOf(work.draft!), environment);
    return work.draft!;
  }
  const current = environment.store.get(work.type.name, work.id!) ?? work.old!;
  const record = readOnlyRecord(work.type, current, environment);
  record.readOnly = false;
  return record;
}

/** Interviews go on until each has ended; those that wait at the same element are served together. */
function runTogether(interviews: readonly Interview[], environment: SaveEnvironment, invoke: InvokeAction | undefined): void {
  const runs = interviews.map((interview) => interview.run());
  let waiting = runs.map((run) => ({ run, step: run.next() })).filter(({ step }) => !step.done);
  while (waiting.length) {
    const element = (waiting[0]!.step.value as BulkStep).element;
    const together = waiting.filter(({ step }) => (step.value as BulkStep).element === element);
    const outcomes: StepOutcome[] = runBulkStep(together.map(({ step }) => step.value as BulkStep), environment, invoke);
    const moved = together.map(({ run }, i) => ({ run, step: run.next(outcomes[i]!) }));
    waiting = [...waiting.filter((each) => !together.includes(each)), ...moved].filter(({ step }) => !step.done);
  }
}
