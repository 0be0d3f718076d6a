trigger InvoiceLineTrigger on Invoice_Line__c (before insert, after insert, before update, after update, before delete, after delete) {
    LineTrace.run();
}
