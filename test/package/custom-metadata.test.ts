import { describe, expect, it } from 'vitest';
import { readTree } from '../../local-org/src/metadata/read-tree.ts';
import { Org } from '../../local-org/src/org.ts';

const objects = ['force-app/main/default/objects', 'force-app/main/generated/objects'].flatMap((folder) => readTree(folder)).map((file) => ({ ...file, path: `objects/${file.path}` }));

function problemsOf(record: string, values: Readonly<Record<string, string>>): string[] {
  const fields = Object.entries(values).map(([name, value]) => `<values><field>${name}</field><value>${value}</value></values>`);
  const content = `<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata"><label>x</label>${fields.join('')}</CustomMetadata>`;
  return new Org().deploy([...objects, { path: `customMetadata/${record}.md-meta.xml`, content }]).problems.map(({ problem }) => problem);
}

const mapping = (Direction__c: string, SourceField__c: string, TargetField__c: string) => ({ Direction__c, SourceField__c, TargetField__c });

describe('a field mapping', () => {
  it.each([
    mapping('QuoteItemToOpportunityProduct', 'Region__c', 'Region__c'),
    mapping('QuoteToOpportunity', 'ContractStartDate__c', 'CloseDate'),
    mapping('MonetizeNowToQuote', 'Sales region (EMEA)', 'Region__c'),
    mapping('OpportunityToMonetizeNow', 'NextStep', 'next step'),
  ])('may be $Direction__c from $SourceField__c to $TargetField__c', (values) => {
    expect(problemsOf('FieldMapping.X', values)).toEqual([]);
  });

  it.each([
    ['a source that is no field name', mapping('QuoteToOpportunity', 'Account__r.Name', 'Region__c'), /API name/],
    ['a target that is no field name', mapping('MonetizeNowToQuote', 'Sales region', 'Sales region'), /API name/],
    ['a direction that does not exist', mapping('OpportunityToQuote', 'A__c', 'A__c'), /bad value for restricted picklist field/],
    ['no source', { Direction__c: 'QuoteToOpportunity', TargetField__c: 'A__c' }, /Required fields are missing: \[SourceField__c\]/],
  ])('may not have %s', (_claim, values, problem) => {
    expect(problemsOf('FieldMapping.X', values)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a price book rule', () => {
  it('has a currency code and a price book', () => {
    expect(problemsOf('PriceBookRule.X', { Currency__c: 'EUR', PricebookName__c: 'Europe' })).toEqual([]);
    expect(problemsOf('PriceBookRule.X', { Currency__c: 'eur', PricebookName__c: 'Europe' })).toEqual(['Enter the ISO code of a currency, for example EUR.']);
    expect(problemsOf('PriceBookRule.X', { Currency__c: 'EUR' })).toEqual(['Enter the name of a price book.']);
  });
});

describe('a quote stage mapping', () => {
  it('has a status as MonetizeNow writes it; a stage is not needed', () => {
    expect(problemsOf('QuoteStageMapping.X', { QuoteStatus__c: 'ACCEPTED_ADMIN_EDITABLE' })).toEqual([]);
    expect(problemsOf('QuoteStageMapping.X', { QuoteStatus__c: 'Accepted', StageName__c: 'Closed Won' })).toEqual(['Enter a status as MonetizeNow writes it, for example ACCEPTED.']);
    expect(problemsOf('QuoteStageMapping.X', { StageName__c: 'Closed Won' })).toEqual(['Enter a status as MonetizeNow writes it, for example ACCEPTED.']);
  });
});
