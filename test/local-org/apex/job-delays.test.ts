import { expect, test } from 'vitest';
import { OrgClock } from '../../../local-org/src/org/clock.ts';
import { describeError } from '../../../local-org/src/apex/describe-error.ts';
import { apexOrg, failures } from './apex-org.ts';

const JOB = `public class Later implements Queueable {
  private String name;
  public Later(String name) { this.name = name; }
  public void execute(QueueableContext context) { insert new Account(Name = name); }
}`;

/** Runs a body in an org whose clock stands still unless it is moved on. */
function orgAfter(body: string) {
  const clock = new OrgClock(() => Date.UTC(2026, 0, 15, 12));
  const { org, program, errors } = apexOrg({ 'Later.cls': JOB, 'Subject.cls': `public class Subject { public static void run() { ${body} } }` }, { clock: clock.now });
  expect(errors).toEqual([]);
  org.transact({ label: 'test' }, (tx) => program.callStatic(tx, 'Subject', 'run'));
  const names = () => {
    org.jobs.drain();
    return [...org.data.store.rows('Account')].map((row) => row['Name']);
  };
  return { clock, names };
}

test('a job with a delay waits until the minutes have passed, others do not wait for it', () => {
  const { clock, names } = orgAfter(`System.enqueueJob(new Later('two'), 2); System.enqueueJob(new Later('now')); System.enqueueJob(new Later('one'), 1);`);
  expect(names()).toEqual(['now']);
  clock.advance(59_999);
  expect(names()).toEqual(['now']);
  clock.advance(1);
  expect(names()).toEqual(['now', 'one']);
  clock.advance(60_000);
  expect(names()).toEqual(['now', 'one', 'two']);
});

test('jobs that are due run in the order of their times', () => {
  const { clock, names } = orgAfter(`System.enqueueJob(new Later('late'), 3); System.enqueueJob(new Later('early'), 1);`);
  clock.advance(600_000);
  expect(names()).toEqual(['early', 'late']);
});

test('AsyncOptions can ask for the delay', () => {
  const { clock, names } = orgAfter(`AsyncOptions options = new AsyncOptions(); options.MinimumQueueableDelayInMinutes = 10; System.enqueueJob(new Later('ten'), options);`);
  expect(names()).toEqual([]);
  clock.advance(600_000);
  expect(names()).toEqual(['ten']);
});

test('a delay of more than ten minutes is refused', () => {
  const message = () => {
    try {
      orgAfter(`System.enqueueJob(new Later('never'), 11);`);
      return '';
    } catch (error) {
      return describeError(error).message;
    }
  };
  expect(message()).toContain('a delay of 11 minutes');
});

test('a test does not wait for a delay', () => {
  const code = `@IsTest class LaterTest { @IsTest static void runs() {
    Test.startTest(); System.enqueueJob(new Later('test'), 5); Test.stopTest();
    Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'test']);
  } }`;
  expect(failures(apexOrg({ 'Later.cls': JOB, 'LaterTest.cls': code }))).toEqual([]);
});
