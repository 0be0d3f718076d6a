import type { Component } from './component.ts';
import { lineOf } from './component.ts';
import { problemOf } from './read-components.ts';
import type { ComponentProblem } from './source-file.ts';
import type { XmlElement } from './xml.ts';

/**
 * Components that would change what the org does and that the local org cannot run. They are refused by name: without
 * them an org would look right and behave wrongly.
 */
export function refusals(components: readonly Component[]): ComponentProblem[] {
  return components.flatMap((component) => {
    const reason = reasonOf(component);
    if (!reason) return [];
    const [needle, problem] = reason;
    return [problemOf(component.type, component.fullName, component.file, lineOf(component, needle), problem)];
  });
}

/** A flow that is only called has no effect until something calls it; record-triggered ones are read elsewhere. */
function startsByItself(xml: XmlElement): boolean {
  const processType = xml.text('processType');
  const trigger = xml.element('start')?.text('triggerType');
  return (trigger !== undefined && !trigger.startsWith('Record')) || processType === 'Workflow' || processType === 'InvocableProcess';
}

function reasonOf({ type, xml }: Component): readonly [needle: string, problem: string] | undefined {
  if (type === 'Flow' && xml?.text('status') === 'Active' && startsByItself(xml)) return ['<status>', 'The local org does not run flows of this kind: deploy it with the status Draft.'];
  if (type === 'Workflow' && xml?.elements('rules').some((rule) => rule.boolean('active') === true)) return ['<active>true', 'The local org does not run workflow rules.'];
  if (type === 'RestrictionRule' && xml?.boolean('active') === true) return ['<active>true', 'The local org does not run restriction rules.'];
  if (type === 'DuplicateRule' && xml?.boolean('isActive') === true) return ['<isActive>', 'The local org does not run duplicate rules.'];
  return undefined;
}
