import type { FlowDefinition } from '../flow/definition.ts';
import { readFlow, UnsupportedFlow } from '../flow/read-flow.ts';
import type { Component } from '../metadata/component.ts';
import { lineOf } from '../metadata/component.ts';
import { problemOf } from '../metadata/read-components.ts';
import type { ComponentProblem } from '../metadata/source-file.ts';
import type { Schema } from '../schema/sobject-type.ts';

/** The active record-triggered flows among the components; the others wait to be called or are switched off. */
export function readFlows(components: readonly Component[], schema: Schema): { flows: FlowDefinition[]; problems: ComponentProblem[] } {
  const flows: FlowDefinition[] = [];
  const problems: ComponentProblem[] = [];
  for (const component of components) {
    if (component.type !== 'Flow' || component.xml?.text('status') !== 'Active' || component.xml.element('start')?.text('triggerType')?.startsWith('Record') !== true) continue;
    try {
      const flow = readFlow(component.fullName, component.xml);
      if (schema.find(flow.object)) flows.push(flow);
      else problems.push(problemOf('Flow', component.fullName, component.file, lineOf(component, '<object>'), `Entity of type 'CustomObject' named '${flow.object}' cannot be found`));
    } catch (error) {
      if (!(error instanceof UnsupportedFlow)) throw error;
      problems.push(problemOf('Flow', component.fullName, component.file, lineOf(component, error.needle), error.message));
    }
  }
  return { flows, problems };
}
