/**
 * Inserting 10,000 rows with before and after triggers that query and update a parent, against the insert without triggers and its
 * queries and updates alone. Two transactions, because one may write 10,000 rows at most, parents included.
 */
import { call, orgWith } from './bench-org.ts';
import { medians, report } from './measure.ts';

const TRANSACTIONS = 2;
const ROWS = 5_000;
const CHUNK = 200;

const LOADER = `public class Loader {
  public static void insertContacts(Integer rows) {
    Account parent = new Account(Name = 'Parent');
    insert parent;
    List<Contact> contacts = new List<Contact>();
    for (Integer i = 0; i < rows; i++) { contacts.add(new Contact(LastName = 'c' + i, AccountId = parent.Id)); }
    insert contacts;
  }
  public static void queriesAlone(Integer times) {
    Account parent = new Account(Name = 'Parent');
    insert parent;
    for (Integer i = 0; i < times; i++) {
      Map<Id, Account> before = new Map<Id, Account>([SELECT Id, Name FROM Account WHERE Id = :parent.Id]);
      List<Account> after = [SELECT Id, NumberOfEmployees FROM Account WHERE Id = :parent.Id];
      after[0].NumberOfEmployees = i;
      update after;
    }
  }
}`;

const TRIGGER = `trigger ContactCount on Contact (before insert, after insert) {
  Set<Id> ids = new Set<Id>();
  for (Contact each : Trigger.new) { ids.add(each.AccountId); }
  if (Trigger.isBefore) {
    Map<Id, Account> parents = new Map<Id, Account>([SELECT Id, Name FROM Account WHERE Id IN :ids]);
    for (Contact each : Trigger.new) { each.Description = parents.get(each.AccountId).Name; }
  } else {
    List<Account> parents = [SELECT Id, NumberOfEmployees FROM Account WHERE Id IN :ids];
    for (Account parent : parents) { parent.NumberOfEmployees = (parent.NumberOfEmployees == null ? 0 : parent.NumberOfEmployees) + Trigger.new.size(); }
    update parents;
  }
}`;

const plain = orgWith({ Loader: LOADER });
const triggered = orgWith({ Loader: LOADER }, { ContactCount: TRIGGER });

function twice(work: () => unknown): () => void {
  return () => {
    for (let index = 0; index < TRANSACTIONS; index += 1) work();
  };
}

const times = medians(
  [
    { name: 'with triggers', run: twice(() => call(triggered, 'Loader', 'insertContacts', [ROWS])) },
    { name: 'without triggers', run: twice(() => call(plain, 'Loader', 'insertContacts', [ROWS])) },
    { name: 'the queries and updates alone', run: twice(() => call(plain, 'Loader', 'queriesAlone', [ROWS / CHUNK])) },
  ],
  7,
);
const apart = (times.get('without triggers') ?? 0) + (times.get('the queries and updates alone') ?? 0);
report('10,000 rows with triggers that query and update a parent', times, (times.get('with triggers') ?? 0) / apart, 3);
