import { describe, expect, test } from 'vitest';
import { compileProgram } from '../../../local-org/src/apex/program.ts';
import type { SourceFile } from '../../../local-org/src/metadata/source-file.ts';
import { Org } from '../../../local-org/src/org.ts';
import { column, dml, insert, invoiceOrg, record } from '../fixtures/org.ts';
import { field, INVOICES, meta, object } from '../fixtures/source.ts';

const AUDIT = [object('Audit__c'), field('Audit__c', 'Invoice__c', '<type>Lookup</type><referenceTo>Invoice__c</referenceTo>'), field('Audit__c', 'Note__c', '<type>Text</type><length>200</length>'), field('Audit__c', 'Number__c', '<type>Number</type><precision>10</precision><scale>2</scale>')];

interface Start {
  timing?: string;
  on?: string;
  filter?: string;
}

/** An active flow of Invoice__c that begins at the element First. */
function flow(body: string, { timing = 'RecordAfterSave', on = 'Create', filter = '' }: Start = {}): SourceFile {
  const start = `<start><connector><targetReference>First</targetReference></connector>${filter}<object>Invoice__c</object><recordTriggerType>${on}</recordTriggerType><triggerType>${timing}</triggerType></start>`;
  return meta('flows/Go.flow-meta.xml', 'Flow', `<label>Go</label><processType>AutoLaunchedFlow</processType>${body}${start}<status>Active</status>`);
}

const to = (name: string, connector = 'connector'): string => `<${connector}><targetReference>${name}</targetReference></${connector}>`;
const text = (value: string): string => `<value><stringValue>${value}</stringValue></value>`;
const ref = (name: string): string => `<value><elementReference>${name}</elementReference></value>`;
const filterOn = (name: string, operator: string, value: string): string => `<filters><field>${name}</field><operator>${operator}</operator>${value}</filters>`;
const sets = (name: string, value: string): string => `<inputAssignments><field>${name}</field>${value}</inputAssignments>`;
const audit = (name: string, ...values: string[]): string => `<recordCreates><name>${name}</name><object>Audit__c</object>${values.join('')}</recordCreates>`;

function orgWith(...files: SourceFile[]): Org {
  return invoiceOrg({}, [...INVOICES, ...AUDIT, ...files]);
}

const notes = (org: Org): (string | null)[] => column(org, 'SELECT Note__c FROM Audit__c ORDER BY Name, Id', 'Note__c');

describe('a flow before the save', () => {
  const assign = `<assignments><name>First</name><assignmentItems><assignToReference>$Record.Code__c</assignToReference><operator>Assign</operator>${ref('Code')}</assignmentItems></assignments>`;
  const formula = '<formulas><name>Code</name><dataType>String</dataType><expression>LEFT({!$Record.Name}, 3) &amp; TEXT({!$Record.Total__c} * 2)</expression></formulas>';

  test('changes the record itself', () => {
    const org = orgWith(flow(assign + formula, { timing: 'RecordBeforeSave', on: 'CreateAndUpdate' }));
    const made = insert(org, 'Invoice__c', { Name: 'Alpha', Total__c: 4 });
    expect(column(org, 'SELECT Code__c FROM Invoice__c', 'Code__c')).toEqual(['Alp8']);
    dml(org, 'update', [record(org, 'Invoice__c', { Id: made.id, Total__c: 5 })]);
    expect(column(org, 'SELECT Code__c FROM Invoice__c', 'Code__c')).toEqual(['Alp10']);
  });

  test('starts only for records that meet its conditions', () => {
    const org = orgWith(flow(assign + formula, { timing: 'RecordBeforeSave', filter: `<filterLogic>1 AND (2 OR 3)</filterLogic>${filterOn('Total__c', 'GreaterThan', '<value><numberValue>3.0</numberValue></value>')}${filterOn('Name', 'StartsWith', text('al'))}${filterOn('Status__c', 'EqualTo', text('Sent'))}` }));
    for (const [Name, Total__c, Status__c] of [['Alpha', 4, 'Open'], ['Alps', 3, 'Open'], ['Beta', 9, 'Open'], ['Gamma', 9, 'Sent']] as const) insert(org, 'Invoice__c', { Name, Total__c, Status__c });
    expect(column(org, 'SELECT Code__c FROM Invoice__c ORDER BY Name', 'Code__c')).toEqual(['Alp8', null, null, 'Gam18']);
  });

  test('refuses a record with an error of its own', () => {
    const org = orgWith(flow('<customErrors><name>First</name><customErrorMessages><errorMessage>{!$Record.Name} is not welcome</errorMessage><isFieldError>true</isFieldError><fieldSelection>Name</fieldSelection></customErrorMessages></customErrors>', { timing: 'RecordBeforeSave', filter: '<filterFormula>{!$Record.Name} = "Bob" &amp;&amp; ISNEW()</filterFormula>' }));
    const results = dml(org, 'insert', ['Ann', 'Bob'].map((Name) => record(org, 'Invoice__c', { Name })));
    expect(results.map((result) => result.errors[0])).toEqual([undefined, { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Bob is not welcome', fields: ['Name'] }]);
  });
});

describe('a flow after the save', () => {
  test('decides, creates records and reads through lookups', () => {
    const decision = `<decisions><name>First</name>${to('Small', 'defaultConnector')}<rules><name>Big</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Record.Total__c</leftValueReference><operator>GreaterThanOrEqualTo</operator><rightValue><numberValue>100.0</numberValue></rightValue></conditions>${to('Large')}</rules></decisions>`;
    const org = orgWith(flow(decision + audit('Large', sets('Invoice__c', ref('$Record.Id')), sets('Note__c', ref('$Record.Account__r.Name'))) + audit('Small', sets('Note__c', text('small')))));
    const account = insert(org, 'Account', { Name: 'Acme' });
    insert(org, 'Invoice__c', { Name: 'a', Total__c: 100, Account__c: account.id });
    insert(org, 'Invoice__c', { Name: 'b', Total__c: 99 });
    expect(notes(org)).toEqual(['Acme', 'small']);
  });

  test('does for many records at once what it does for one', () => {
    const lookup = `<recordLookups><name>First</name>${to('Write')}<object>Invoice__c</object>${filterOn('Id', 'EqualTo', ref('$Record.Id'))}<getFirstRecordOnly>true</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>`;
    const org = orgWith(flow(lookup + audit('Write', sets('Note__c', ref('First.Name')))));
    dml(org, 'insert', Array.from({ length: 150 }, (_, i) => record(org, 'Invoice__c', { Name: `n${i}` })));
    const { limits } = org.log.since().at(-1)!;
    expect([limits['queries']!.used, limits['dmlStatements']!.used]).toEqual([1, 2]);
    expect(notes(org)).toHaveLength(150);
  });

  test('updates its record and others, without starting itself again', () => {
    const update = `<recordUpdates><name>First</name>${to('Second')}<inputReference>$Record</inputReference>${sets('Status__c', text('Sent'))}</recordUpdates><recordUpdates><name>Second</name><object>Invoice__c</object>${filterOn('Name', 'EqualTo', text('other'))}${sets('Code__c', ref('$Record.Name'))}</recordUpdates>`;
    const org = orgWith(flow(update, { on: 'CreateAndUpdate', filter: filterOn('Name', 'NotEqualTo', text('other')) }));
    insert(org, 'Invoice__c', { Name: 'other' });
    insert(org, 'Invoice__c', { Name: 'me' });
    expect(column(org, 'SELECT Status__c FROM Invoice__c ORDER BY Name', 'Status__c')).toEqual(['Sent', 'Open']);
    expect(column(org, "SELECT Code__c FROM Invoice__c WHERE Name = 'other'", 'Code__c')).toEqual(['me']);
  });

  test('sees what changed', () => {
    const condition = (operator: string): string => `<decisions><name>First</name><rules><name>Changed</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Record.Total__c</leftValueReference><operator>${operator}</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions>${to('Write')}</rules></decisions>`;
    const org = orgWith(flow(condition('IsChanged') + audit('Write', sets('Number__c', ref('$Record__Prior.Total__c'))), { on: 'Update' }));
    const made = insert(org, 'Invoice__c', { Name: 'a', Total__c: 1 });
    dml(org, 'update', [record(org, 'Invoice__c', { Id: made.id, Name: 'b' })]);
    dml(org, 'update', [record(org, 'Invoice__c', { Id: made.id, Total__c: 2 })]);
    expect(column(org, 'SELECT Number__c FROM Audit__c', 'Number__c')).toEqual(['1.00']);
  });

  test('loops over what it found, collects and counts', () => {
    const body = `<variables><name>total</name><dataType>Number</dataType><isCollection>false</isCollection><scale>2</scale><value><numberValue>0.0</numberValue></value></variables>
      <recordLookups><name>First</name>${to('Each')}<object>Invoice__c</object>${filterOn('Total__c', 'IsNull', '<value><booleanValue>false</booleanValue></value>')}<getFirstRecordOnly>false</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
      <loops><name>Each</name><collectionReference>First</collectionReference><iterationOrder>Asc</iterationOrder>${to('Add', 'nextValueConnector')}${to('Write', 'noMoreValuesConnector')}</loops>
      <assignments><name>Add</name><assignmentItems><assignToReference>total</assignToReference><operator>Add</operator>${ref('Each.Total__c')}</assignmentItems>${to('Each')}</assignments>${audit('Write', sets('Number__c', ref('total')))}`;
    const org = orgWith(flow(body));
    for (const Total__c of [1, 2]) insert(org, 'Invoice__c', { Name: 'x', Total__c });
    expect(column(org, 'SELECT Number__c FROM Audit__c ORDER BY Id', 'Number__c')).toEqual(['1.00', '3.00']);
  });

  test('follows the fault path, and without one the record is not saved', () => {
    const bad = audit('First', sets('Invoice__c', text('001000000000001AAA'))).replace('</recordCreates>', `${to('Write', 'faultConnector')}</recordCreates>`);
    const saved = orgWith(flow(bad + audit('Write', sets('Note__c', text('caught')))));
    insert(saved, 'Invoice__c', { Name: 'a' });
    expect(notes(saved)).toEqual(['caught']);
    const org = orgWith(flow(audit('First', sets('Invoice__c', text('001000000000001AAA')))));
    const [result] = dml(org, 'insert', [record(org, 'Invoice__c', { Name: 'a' })]);
    expect(result!.errors[0]).toMatchObject({ statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER', message: expect.stringContaining('because the “Go” process failed') });
  });
});

describe('a flow and Apex', () => {
  const action: SourceFile = {
    path: 'classes/Namer.cls',
    content: `public class Namer {
      public class Input { @InvocableVariable public Id recordId; @InvocableVariable public String prefix; }
      public class Output { @InvocableVariable public String result; }
      @InvocableMethod(label='Name') public static List<Output> name(List<Input> inputs) {
        List<Output> all = new List<Output>();
        for (Input each : inputs) { Output o = new Output(); o.result = each.prefix + inputs.size() + (each.recordId == null ? '-' : '+'); all.add(o); }
        return all;
      }
    }`,
  };

  test('call an invocable method once for all records', () => {
    const call = `<actionCalls><name>First</name><actionName>Namer</actionName><actionType>apex</actionType>${to('Write')}<inputParameters><name>recordId</name>${ref('$Record.Id')}</inputParameters><inputParameters><name>prefix</name>${text('x')}</inputParameters><storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>`;
    const org = invoiceOrg({ compileApex: compileProgram }, [...INVOICES, ...AUDIT, action, flow(call + audit('Write', sets('Note__c', ref('First.result'))))]);
    dml(org, 'insert', ['a', 'b'].map((Name) => record(org, 'Invoice__c', { Name })));
    expect(notes(org)).toEqual(['x2+', 'x2+']);
  });

  test('call an invocable method that takes plain values', () => {
    const doubler: SourceFile = {
      path: 'classes/Doubler.cls',
      content: `public class Doubler {
        @InvocableMethod public static List<String> twice(List<Id> recordIds) {
          List<String> all = new List<String>();
          for (Id each : recordIds) { all.add(each.getSobjectType() + ' of ' + recordIds.size()); }
          return all;
        }
      }`,
    };
    const call = `<actionCalls><name>First</name><actionName>Doubler</actionName><actionType>apex</actionType>${to('Write')}<inputParameters><name>recordIds</name>${ref('$Record.Id')}</inputParameters><storeOutputAutomatically>true</storeOutputAutomatically></actionCalls>`;
    const org = invoiceOrg({ compileApex: compileProgram }, [...INVOICES, ...AUDIT, doubler, flow(call + audit('Write', sets('Note__c', ref('First'))))]);
    dml(org, 'insert', ['a', 'b'].map((Name) => record(org, 'Invoice__c', { Name })));
    expect(notes(org)).toEqual(['Invoice__c of 2', 'Invoice__c of 2']);
  });
});

test('a flow that is not active does nothing, and what cannot be run is refused by name', () => {
  const draft = flow(audit('First', sets('Note__c', text('never'))));
  const org = orgWith({ ...draft, content: draft.content.replace('Active', 'Draft') });
  insert(org, 'Invoice__c', { Name: 'a' });
  expect(notes(org)).toEqual([]);
  const { problems } = new Org().deploy([...INVOICES, flow('<subflows><name>First</name></subflows>')]);
  expect(problems.map(({ problem }) => problem)).toEqual(['The local org does not support subflows in a flow.']);
});
