trigger VersionAudit on Quote__c(after insert, after update) {
  List<VersionAudit__c> audits = new List<VersionAudit__c>();
  for (Quote__c quote : Trigger.new) {
    if (Trigger.isInsert || Trigger.oldMap.get(quote.Id).SourceVersion__c != quote.SourceVersion__c) {
      audits.add(new VersionAudit__c(QuoteId__c = quote.Id__c, Version__c = quote.SourceVersion__c));
    }
  }
  insert as system audits;
}
