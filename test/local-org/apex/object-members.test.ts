import { expect, it } from 'vitest';
import { apexOrg, testResults } from './apex-org.ts';

it('a member that holds an Apex object compiles, and running it is refused by name although everything is caught', () => {
  const org = apexOrg({
    'HeaderTest.cls': `@IsTest private class HeaderTest {
      @IsTest static void makes() { try { Object e = new AccountChangeEvent(ChangeEventHeader = new EventBus.ChangeEventHeader()); } catch (Exception ignored) { } }
      @IsTest static void reads() { try { Object h = new AccountChangeEvent().ChangeEventHeader; } catch (Exception ignored) { } }
    }`,
  });
  expect(org.errors).toEqual([]);
  expect(testResults(org).map(({ outcome, message }) => [outcome, message])).toEqual([
    ['Unsupported', expect.stringMatching(/ChangeEventHeader/) as string],
    ['Unsupported', expect.stringMatching(/ChangeEventHeader of AccountChangeEvent/) as string],
  ]);
});

it('a member that the platform does not have stays an error', () => {
  const org = apexOrg({ 'Wrong.cls': 'public class Wrong { public static Object of(Account a) { return a.ChangeEventHeader; } }' });
  expect(org.errors.map(({ message }) => message)).toEqual(['Variable does not exist: ChangeEventHeader']);
});
