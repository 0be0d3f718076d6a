// GENERATED from codegen/binding/targets.ts by `npm run codegen`. Do not edit.
/**
 * @description Runs the sync rules of quote items.
 */
trigger QuoteItemTrigger on QuoteItem__c(before insert, before update, after insert, after update, after delete) {
  new QuoteItemTriggerHandler().run();
}
