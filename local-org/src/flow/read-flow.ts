import type { XmlElement } from '../metadata/xml.ts';
import type { FlowConditions, FlowDefinition, FlowElement, FlowFieldValue, FlowValueSource, FlowVariable } from './definition.ts';

/** A part of a flow that the local org cannot run. */
export class UnsupportedFlow extends Error {
  override readonly name = 'UnsupportedFlow';
  /** Text to look for in the flow's file. */
  readonly needle: string;

  constructor(message: string, needle: string) {
    super(message);
    this.needle = needle;
  }
}

const REFUSED = ['screens', 'subflows', 'waits', 'steps', 'apexPluginCalls', 'collectionProcessors', 'transforms', 'orchestratedStages', 'recordRollbacks', 'dynamicChoiceSets'];

const TIMINGS: Readonly<Record<string, FlowDefinition['timing']>> = { RecordBeforeSave: 'beforeSave', RecordAfterSave: 'afterSave', RecordBeforeDelete: 'beforeDelete' };

const OPERATIONS: Readonly<Record<string, FlowDefinition['operations']>> = { Create: ['insert'], Update: ['update'], CreateAndUpdate: ['insert', 'update'], Delete: ['delete'] };

/** Reads a record-triggered flow. Throws UnsupportedFlow for what the local org cannot run. */
export function readFlow(name: string, xml: XmlElement): FlowDefinition {
  const refused = REFUSED.find((element) => xml.elements(element).length > 0);
  if (refused) throw new UnsupportedFlow(`The local org does not support ${refused} in a flow.`, `<${refused}>`);
  const start = xml.element('start')!;
  const timing = TIMINGS[start.text('triggerType') ?? ''];
  const operations = OPERATIONS[start.text('recordTriggerType') ?? ''];
  if (!timing || !operations) throw new UnsupportedFlow(`The local org does not run flows that start by ${start.text('triggerType') ?? 'themselves'}.`, '<triggerType>');
  if (start.elements('scheduledPaths').length) throw new UnsupportedFlow('The local org does not support scheduled paths in a flow.', '<scheduledPaths>');
  const formula = start.text('filterFormula');
  return {
    name,
    label: xml.text('label') ?? name,
    object: start.text('object') ?? '',
    timing,
    operations,
    start: filters(start),
    ...(formula === undefined ? {} : { startFormula: formula }),
    onlyWhenChangedToMeet: start.boolean('doesRequireRecordChangedToMeetCriteria') ?? false,
    first: target(start, 'connector'),
    elements: new Map(elements(xml).map((element) => [element.name, element])),
    variables: new Map(xml.elements('variables').map((each) => [nameOf(each), variable(each)])),
    formulas: new Map(xml.elements('formulas').map((each) => [nameOf(each), { expression: each.text('expression') ?? '', dataType: each.text('dataType') ?? 'String' }])),
    constants: new Map(xml.elements('constants').flatMap((each) => (valueOf(each.element('value')) ? [[nameOf(each), valueOf(each.element('value'))!] as const] : []))),
    templates: new Map(xml.elements('textTemplates').map((each) => [nameOf(each), each.text('text') ?? ''])),
  };
}

function nameOf(xml: XmlElement): string {
  return xml.text('name') ?? '';
}

function target(xml: XmlElement, connector: string): string | undefined {
  return xml.element(connector)?.text('targetReference');
}

function variable(xml: XmlElement): FlowVariable {
  const objectType = xml.text('objectType');
  const value = valueOf(xml.element('value'));
  return { dataType: xml.text('dataType') ?? 'String', isCollection: xml.boolean('isCollection') ?? false, ...(objectType === undefined ? {} : { objectType }), ...(value ? { value } : {}) };
}

const LITERALS = { stringValue: 'string', numberValue: 'number', booleanValue: 'boolean', dateValue: 'date', dateTimeValue: 'datetime' } as const;

function valueOf(xml: XmlElement | undefined): FlowValueSource | null {
  if (!xml) return null;
  const reference = xml.text('elementReference');
  if (reference !== undefined) return { kind: 'reference', name: reference };
  for (const [element, type] of Object.entries(LITERALS)) {
    const text = xml.text(element);
    if (text !== undefined) return { kind: 'literal', type, text };
  }
  return null;
}

/** Filters on fields: of a start, or of what an element reads, updates or deletes. */
function filters(xml: XmlElement): FlowConditions {
  const all = xml.elements('filters').map((each) => ({ left: each.text('field') ?? '', operator: each.text('operator') ?? 'EqualTo', right: valueOf(each.element('value')) }));
  return { logic: xml.text('filterLogic') ?? 'and', conditions: all };
}

function conditions(xml: XmlElement): FlowConditions {
  const all = xml.elements('conditions').map((each) => ({ left: each.text('leftValueReference') ?? '', operator: each.text('operator') ?? 'EqualTo', right: valueOf(each.element('rightValue')) }));
  return { logic: xml.text('conditionLogic') ?? 'and', conditions: all };
}

function fieldValues(xml: XmlElement): FlowFieldValue[] {
  return xml.elements('inputAssignments').map((each) => ({ field: each.text('field') ?? '', value: valueOf(each.element('value')) }));
}

function elements(xml: XmlElement): FlowElement[] {
  const all = <T>(element: string, read: (each: XmlElement) => T): T[] => xml.elements(element).map(read);
  const step = (each: XmlElement) => ({ name: nameOf(each), next: target(each, 'connector') });
  const faulting = (each: XmlElement) => ({ ...step(each), fault: target(each, 'faultConnector') });
  return [
    ...all('decisions', (each): FlowElement => ({
      kind: 'decision',
      name: nameOf(each),
      rules: each.elements('rules').map((rule) => ({ ...conditions(rule), name: nameOf(rule), next: target(rule, 'connector') })),
      otherwise: target(each, 'defaultConnector'),
    })),
    ...all('assignments', (each): FlowElement => ({
      ...step(each),
      kind: 'assignment',
      items: each.elements('assignmentItems').map((item) => ({ to: item.text('assignToReference') ?? '', operator: item.text('operator') ?? 'Assign', value: valueOf(item.element('value')) })),
    })),
    ...all('loops', (each): FlowElement => ({
      kind: 'loop',
      name: nameOf(each),
      collection: each.text('collectionReference') ?? '',
      descending: each.text('iterationOrder') === 'Desc',
      variable: each.text('assignNextValueToReference') ?? nameOf(each),
      each: target(each, 'nextValueConnector'),
      next: target(each, 'noMoreValuesConnector'),
    })),
    ...all('recordCreates', (each): FlowElement => ({ ...faulting(each), kind: 'create', object: each.text('object'), values: fieldValues(each), input: each.text('inputReference'), idTo: each.text('assignRecordIdToReference') ?? (each.boolean('storeOutputAutomatically') ? nameOf(each) : undefined) })),
    ...all('recordUpdates', (each): FlowElement => ({ ...faulting(each), kind: 'update', object: each.text('object'), filter: filters(each), values: fieldValues(each), input: each.text('inputReference') })),
    ...all('recordDeletes', (each): FlowElement => ({ ...faulting(each), kind: 'delete', object: each.text('object'), filter: filters(each), input: each.text('inputReference') })),
    ...all('recordLookups', (each): FlowElement => ({
      ...faulting(each),
      kind: 'lookup',
      object: each.text('object') ?? '',
      filter: filters(each),
      firstOnly: each.text('outputReference') === undefined ? (each.boolean('getFirstRecordOnly') ?? true) : (each.boolean('getFirstRecordOnly') ?? false),
      sortField: each.text('sortField'),
      descending: each.text('sortOrder') === 'Desc',
      output: each.text('outputReference') ?? (each.boolean('storeOutputAutomatically') ? nameOf(each) : undefined),
      outputs: each.elements('outputAssignments').map((output) => ({ to: output.text('assignToReference') ?? '', field: output.text('field') ?? '' })),
      nullWhenNone: each.boolean('assignNullValuesIfNoRecordsFound') ?? false,
    })),
    ...all('actionCalls', readAction),
    ...all('customErrors', (each): FlowElement => ({
      ...step(each),
      kind: 'error',
      messages: each.elements('customErrorMessages').map((error) => ({ text: error.text('errorMessage') ?? '', field: error.boolean('isFieldError') ? error.text('fieldSelection') : undefined })),
    })),
  ];
}

function readAction(each: XmlElement): FlowElement {
  const type = each.text('actionType') ?? '';
  if (type !== 'apex') throw new UnsupportedFlow(`The local org does not support actions of type ${type} in a flow.`, `<actionType>${type}`);
  return {
    kind: 'action',
    name: nameOf(each),
    next: target(each, 'connector'),
    fault: target(each, 'faultConnector'),
    action: each.text('actionName') ?? '',
    inputs: each.elements('inputParameters').map((input) => ({ name: input.text('name') ?? '', value: valueOf(input.element('value')) })),
    outputs: each.elements('outputParameters').map((output) => ({ to: output.text('assignToReference') ?? '', name: output.text('name') ?? '' })),
    stored: each.boolean('storeOutputAutomatically') ?? false,
  };
}
