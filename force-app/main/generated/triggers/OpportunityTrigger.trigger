// GENERATED from codegen/binding/targets.ts by `npm run codegen`. Do not edit.
/**
 * @description Protects the primary quote once it is signed, and tells MonetizeNow of changes.
 */
trigger OpportunityTrigger on Opportunity(before update, after update) {
  new OpportunityTriggerHandler().run();
}
