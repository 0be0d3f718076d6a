import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runTests } from '../../local-org/src/apex/testing/run-folders.ts';

const folder = mkdtempSync(join(tmpdir(), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

const guide = readFileSync('docs/admin-guide.md', 'utf8');
const blocks = [...guide.matchAll(/^```apex\n([\s\S]*?)^```/gm)].map(([, code]) => code ?? '');
const trigger = blocks.find((code) => code.startsWith('trigger ')) ?? '';
const schedule = blocks.find((code) => code.startsWith('System.schedule')) ?? '';

const TESTS = `@IsTest
private class GuideTest {
  @IsTest
  static void theTriggerMakesATaskForTheOwner() {
    Opportunity opportunity = new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.today());
    insert opportunity;
    QuoteSynced__e failed = new QuoteSynced__e(QuoteId__c = 'quote_1', OpportunityId__c = opportunity.Id, Failed__c = 2, Error__c = '2 items failed');
    EventBus.publish(new List<QuoteSynced__e>{ failed, new QuoteSynced__e(QuoteId__c = 'quote_2', OpportunityId__c = opportunity.Id, Failed__c = 0) });
    Test.getEventBus().deliver();
    Task task = [SELECT OwnerId, WhatId, Subject, Description FROM Task];
    Assert.areEqual(opportunity.Id, task.WhatId);
    Assert.areEqual(UserInfo.getUserId(), task.OwnerId);
    Assert.areEqual('Products of quote quote_1 were not synced: 2', task.Subject);
    Assert.areEqual('2 items failed', task.Description);
  }
  @IsTest
  static void thePurgeIsScheduledForEveryNight() {
    ${schedule}
    CronTrigger job = [SELECT CronExpression, State FROM CronTrigger WHERE CronJobDetail.Name = 'Purge of sync logs'];
    Assert.areEqual('0 0 3 * * ?', job.CronExpression);
  }
}`;

it('the trigger and the schedule of the admin guide do what it says, in an org with the package', () => {
  const triggers = join(folder, 'triggers');
  const classes = join(folder, 'classes');
  for (const path of [triggers, classes]) mkdirSync(path);
  writeFileSync(join(triggers, 'QuoteSyncedTrigger.trigger'), trigger);
  writeFileSync(join(classes, 'GuideTest.cls'), TESTS);
  const { compileErrors, tests } = runTests({ folders: ['force-app/main', folder], filter: 'GuideTest' });
  expect(compileErrors).toEqual([]);
  expect(tests.map(({ method, outcome, message }) => [method, outcome, message])).toEqual([
    ['theTriggerMakesATaskForTheOwner', 'Pass', null],
    ['thePurgeIsScheduledForEveryNight', 'Pass', null],
  ]);
});
