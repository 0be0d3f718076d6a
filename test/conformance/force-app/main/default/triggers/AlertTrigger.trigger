trigger AlertTrigger on Alert__e (after insert) {
    insert new Account(Name = 'alert', NumberOfEmployees = Trigger.new.size());
}
