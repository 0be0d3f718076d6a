// GENERATED from codegen/binding/targets.ts by `npm run codegen`. Do not edit.
/**
 * @description Runs the sync rules of quotes.
 */
trigger QuoteTrigger on Quote__c(before insert, before update, after insert, after update) {
  new QuoteTriggerHandler().run();
}
