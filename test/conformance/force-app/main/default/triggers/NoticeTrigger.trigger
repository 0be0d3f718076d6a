trigger NoticeTrigger on Notice__e (after insert) {
    List<Account> made = new List<Account>();
    for (Notice__e notice : Trigger.new) { made.add(new Account(Name = 'notice', Description = notice.Body__c)); }
    insert made;
}
