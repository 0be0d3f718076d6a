import type { DmlError } from '../contract.ts';
import type { SaveEnvironment } from '../dml/environment.ts';
import { dmlError } from '../dml/errors.ts';
import type { FieldDefinition, FieldType } from '../schema/sobject-type.ts';
import { fieldByRelationship } from '../schema/sobject-type.ts';
import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { readOnlyRecord } from '../dml/draft.ts';
import type { FlowConditions, FlowDefinition, FlowElement, FlowValueSource } from './definition.ts';
import type { Operands } from './flow-condition.ts';
import { holds } from './flow-condition.ts';
import type { FlowFormulaScope } from './flow-formula.ts';
import { evaluateFlowFormula } from './flow-formula.ts';
import type { FlowValue } from './flow-value.ts';
import { isCollection, literalValue, memberOf, shownText } from './flow-value.ts';

/** An element that waits to be done together with the same element of other interviews, and what became of it. */
export interface BulkStep {
  readonly interview: Interview;
  readonly element: Extract<FlowElement, { fault: string | undefined }>;
}

export interface StepOutcome {
  /** The message of a failure; the interview goes on at the fault connector, or fails. */
  readonly failure?: string;
}

const MOST_STEPS = 2000;

/** One run of a flow for one record. */
export class Interview {
  readonly flow: FlowDefinition;
  readonly record: SObject;
  readonly environment: SaveEnvironment;
  /** What the flow has against the record. */
  readonly errors: DmlError[] = [];
  private readonly prior: SObject | null;
  private readonly isNew: boolean;
  private readonly values = new Map<string, FlowValue>();
  private readonly loops = new Map<string, { items: readonly FlowValue[]; at: number }>();

  constructor(flow: FlowDefinition, record: SObject, prior: SObject | null, isNew: boolean, environment: SaveEnvironment) {
    this.flow = flow;
    this.record = record;
    this.prior = prior;
    this.isNew = isNew;
    this.environment = environment;
    for (const [name, variable] of flow.variables) this.values.set(name, variable.value ? this.value(variable.value) : variable.isCollection ? [] : this.emptyRecord(variable.objectType));
  }

  /** Whether the start conditions let this record in. */
  starts(): boolean {
    if (this.flow.startFormula !== undefined) return evaluateFlowFormula(this.flow.startFormula, this.formulaScope(), 'boolean') === true;
    const meets = (record: SObject): boolean => holds(this.flow.start, this.recordOperands(record));
    if (!meets(this.record)) return false;
    return !(this.flow.onlyWhenChangedToMeet && this.prior && meets(this.prior));
  }

  /** Goes from element to element; hands out those that are done for many interviews at once. */
  *run(): Generator<BulkStep, void, StepOutcome> {
    let next = this.flow.first;
    for (let steps = 0; next !== undefined; steps += 1) {
      const element: FlowElement | undefined = this.flow.elements.get(next);
      if (!element || steps > MOST_STEPS) throw new Error(`The flow ${this.flow.name} does not end`);
      next = 'fault' in element ? this.after(element, yield { interview: this, element }) : this.step(element);
    }
  }

  private after(element: BulkStep['element'], { failure }: StepOutcome): string | undefined {
    if (failure === undefined) return element.next;
    this.values.set('$Flow.FaultMessage', failure);
    if (element.fault !== undefined) return element.fault;
    const message = `We can't save this record because the “${this.flow.label}” process failed. Give your Salesforce admin these details. ${failure}`;
    this.errors.push(dmlError('CANNOT_EXECUTE_FLOW_TRIGGER', message));
    return undefined;
  }

  private step(element: Exclude<FlowElement, { fault: string | undefined }>): string | undefined {
    switch (element.kind) {
      case 'decision':
        return (element.rules.find((rule) => this.holds(rule)) ?? { next: element.otherwise }).next;
      case 'assignment':
        for (const { to, operator, value } of element.items) this.assign(to, operator, value ? this.value(value) : null);
        return element.next;
      case 'loop':
        return this.loop(element);
      case 'error':
        for (const { text, field } of element.messages) this.errors.push(dmlError('FIELD_CUSTOM_VALIDATION_EXCEPTION', this.merged(text), field === undefined ? [] : [field]));
        return element.next;
    }
  }

  private loop(element: Extract<FlowElement, { kind: 'loop' }>): string | undefined {
    const collection = this.read(element.collection);
    const items = isCollection(collection) ? collection : [];
    const state = this.loops.get(element.name) ?? { items: element.descending ? items.toReversed() : items, at: 0 };
    if (state.at >= state.items.length) {
      this.loops.delete(element.name);
      return element.next;
    }
    this.values.set(element.variable, state.items[state.at]!);
    this.loops.set(element.name, { ...state, at: state.at + 1 });
    return element.each;
  }

  /** Conditions over references. */
  holds(conditions: FlowConditions): boolean {
    return holds(conditions, {
      left: ({ left }) => this.read(left),
      right: ({ right }) => (right ? this.value(right) : null),
      prior: ({ left }) => this.readPrior(left),
    });
  }

  /** Conditions over the fields of a record. */
  recordOperands(record: SObject): Operands {
    return {
      left: ({ left }) => memberOf(record, left),
      right: ({ right }) => (right ? this.value(right) : null),
      prior: ({ left }) => (this.prior ? memberOf(this.prior, left) : null),
    };
  }

  value(source: FlowValueSource): FlowValue {
    return source.kind === 'literal' ? literalValue(source) : this.read(source.name);
  }

  /** The value of a reference: a variable, an element's output, `$Record` and the other globals, each with members. */
  read(reference: string): FlowValue {
    if (this.values.has(reference)) return this.values.get(reference)!;
    const [head = '', ...path] = reference.split('.');
    if (head === '$Record') return this.follow(this.record, path);
    if (head === '$Record__Prior') return this.prior ? this.follow(this.prior, path) : null;
    if (head === '$Flow') return this.flowGlobal(path[0] ?? '');
    if (head === '$GlobalConstant') return path[0] === 'True' ? true : path[0] === 'False' ? false : '';
    if (head.startsWith('$')) return this.environment.reader.contextOf(this.record.type, {}).readGlobal(reference.split('.'));
    return this.follow(this.named(head), path);
  }

  private named(name: string): FlowValue {
    const { formulas, constants, templates } = this.flow;
    const formula = formulas.get(name);
    if (formula) return evaluateFlowFormula(formula.expression, this.formulaScope());
    const constant = constants.get(name);
    if (constant) return this.value(constant);
    const template = templates.get(name);
    return template === undefined ? (this.values.get(name) ?? null) : this.merged(template);
  }

  /** Members of a record, through its lookups where they go on. */
  private follow(start: FlowValue, path: readonly string[]): FlowValue {
    let at = start;
    for (const name of path) {
      const known = memberOf(at, name);
      at = known === null && at instanceof SObject ? this.parentOf(at, name) : known;
    }
    return at;
  }

  private parentOf(record: SObject, relationship: string): FlowValue {
    const lookup = fieldByRelationship(record.type, relationship);
    const id = lookup && record.get(lookup.name);
    const type = typeof id === 'string' ? this.environment.schema.ofId(id) : undefined;
    const row = type && this.environment.store.get(type.name, id as string);
    return type && row ? readOnlyRecord(type, row, this.environment) : null;
  }

  private flowGlobal(name: string): FlowValue {
    const now = new DatetimeValue(this.environment.tx.now());
    if (name === 'CurrentDate') return now.dateGmt();
    if (name === 'CurrentDateTime') return now;
    return null;
  }

  private readPrior(reference: string): FlowValue {
    if (!reference.startsWith('$Record.')) return this.read(reference);
    return this.prior ? this.follow(this.prior, reference.split('.').slice(1)) : null;
  }

  /** Puts a value into a variable, or into a field of a record in one. */
  assign(reference: string, operator: string, value: FlowValue): void {
    const [head = '', ...path] = reference.split('.');
    if (path.length === 0) {
      this.values.set(head, combined(this.values.get(head) ?? null, operator, value));
      return;
    }
    const target = head === '$Record' ? this.record : this.values.get(head);
    if (!(target instanceof SObject)) return;
    const field = target.type.fields.get(path[0]!.toLowerCase());
    if (field) target.set(field.name, combined(target.get(field.name), operator, value) as Value);
  }

  /** A text with its `{!reference}`s filled in. */
  merged(text: string): string {
    return text.replace(/\{!([^}]+)\}/g, (_, reference: string) => shownText(this.read(reference.trim())));
  }

  emptyRecord(objectType: string | undefined): SObject | null {
    const type = objectType === undefined ? undefined : this.environment.schema.find(objectType);
    return type ? new SObject(type) : null;
  }

  private formulaScope(): FlowFormulaScope {
    const { schema, tx } = this.environment;
    return {
      schema,
      typeOf: (reference) => this.typeOf(reference),
      read: (reference) => this.read(reference) as Value,
      readPrior: (reference) => this.readPrior(reference) as Value,
      isNew: this.isNew,
      now: () => tx.now(),
      readGlobal: (path) => this.environment.reader.contextOf(this.record.type, {}).readGlobal(path),
    };
  }

  private typeOf(reference: string): FieldDefinition | FieldType {
    const [head = '', ...path] = reference.split('.');
    const start = head === '$Record' || head === '$Record__Prior' ? this.record : this.values.get(head);
    let type = start instanceof SObject ? start.type : undefined;
    for (const name of path.slice(0, -1)) {
      const step = type && fieldByRelationship(type, name);
      type = step && this.environment.schema.find(step.referenceTo[0]!);
    }
    const field = path.length ? type?.fields.get(path.at(-1)!.toLowerCase()) : undefined;
    return field ?? typeOfName(this.flow.variables.get(head)?.dataType ?? this.flow.formulas.get(head)?.dataType) ?? typeOfValue(this.read(reference));
  }
}

function typeOfName(dataType: string | undefined): FieldType | undefined {
  const types: Readonly<Record<string, FieldType>> = { String: 'string', Number: 'double', Currency: 'currency', Boolean: 'boolean', Date: 'date', DateTime: 'datetime', Picklist: 'picklist', Multipicklist: 'multipicklist' };
  return dataType === undefined ? undefined : types[dataType];
}

function typeOfValue(value: FlowValue): FieldType {
  if (value instanceof Decimal || typeof value === 'number') return 'double';
  if (value instanceof DateValue) return 'date';
  if (value instanceof DatetimeValue) return 'datetime';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function combined(old: FlowValue, operator: string, value: FlowValue): FlowValue {
  if (operator === 'Assign') return value;
  if (operator === 'AssignCount') return isCollection(value) ? Decimal.fromNumber(value.length) : new Decimal(0n, 0);
  if (isCollection(old) || (old === null && operator === 'AddAtStart')) return collected(isCollection(old) ? old : [], operator, value);
  if (typeof old === 'string' && operator === 'Add') return old + shownText(value);
  if (old instanceof DateValue && value instanceof Decimal) return old.addDays(operator === 'Subtract' ? -value.toNumber() : value.toNumber());
  const [a, b] = [old, value].map((each) => (each instanceof Decimal ? each : Decimal.fromNumber(Number(each ?? 0)))) as [Decimal, Decimal];
  return operator === 'Subtract' ? a.subtract(b) : a.add(b);
}

function collected(old: readonly FlowValue[], operator: string, value: FlowValue): FlowValue {
  const added = isCollection(value) ? value : [value];
  if (operator === 'AddAtStart') return [...added, ...old];
  if (operator === 'RemoveAll' || operator === 'RemoveUncommon') return old.filter((each) => added.includes(each) === (operator === 'RemoveUncommon'));
  return [...old, ...added];
}
