import { randomUUID } from 'node:crypto';
import { recordContext } from '../../formula/record-context.ts';
import { FormulaFields } from '../../store/formula-fields.ts';
import type { SObject } from '../../values/sobject.ts';
import { formulaBuilderBodies } from './formula-builder.ts';
import type { ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

const formulas = new WeakMap<Runtime, FormulaFields>();

function formulasOf(runtime: Runtime): FormulaFields {
  const fields = formulas.get(runtime) ?? new FormulaFields(session().tx.schema);
  formulas.set(runtime, fields);
  return fields;
}

/** Gives a new record the default values of its fields; an event also the id that its callbacks know it by. */
export function fillDefaults(runtime: Runtime, record: SObject): void {
  const context = recordContext(record, { now: () => session().tx.now(), isNew: true });
  for (const field of record.type.fields.values()) {
    const preset = field.picklistValues.find((value) => value.isDefault);
    if (field.defaultValue !== undefined) record.fields.set(field.name, formulasOf(runtime).defaultOf(record.type, field, context) as Any);
    else if (preset !== undefined) record.fields.set(field.name, preset.value);
  }
  if (record.type.kind === 'platformEvent') record.fields.set('EventUuid', randomUUID());
}

/** Computes the formula fields of a record in memory, over the parents that it holds. */
export function recalculate(runtime: Runtime, record: SObject): void {
  const { tx } = session();
  const fields = formulasOf(runtime);
  const context = recordContext(record, { now: () => tx.now() });
  for (const field of record.type.fields.values()) {
    if (field.formula === undefined) continue;
    record.fields.set(field.name, fields.evaluate(record.type, field, context) as Any);
  }
}

function result(runtime: Runtime, record: SObject): PlatformObject {
  recalculate(runtime, record);
  return new PlatformObject('System.FormulaRecalcResult', [['record', record]]);
}

/** System.Formula and what it gives. */
export function formulaBodies(runtime: Runtime): Record<string, PlatformBody> {
  const { universe } = runtime.program;
  const listOf = (name: string, items: Any[]): ApexList => runtime.listOf(universe.platformType(name, [])!, items);
  return {
    ...formulaBuilderBodies,
    'system.formula': {
      statics: {
        recalculateformulas: (records: ApexList | null) =>
          listOf('System.FormulaRecalcResult', ((records ?? nullPointer()) as ApexList).items.map((record: SObject) => result(runtime, record))),
        builder: () => new PlatformObject('FormulaEval.FormulaBuilder'),
      },
    },
    'system.formularecalcresult': {
      methods: {
        getsobject: (one: PlatformObject) => one.fields.get('record'),
        issuccess: () => true,
        geterrors: () => listOf('System.FormulaRecalcFieldError', []),
      },
    },
  };
}
