import type { TriggerTarget } from '../../../binding/kinds.ts';

/** Prints a trigger: one per sObject, one statement. */
export function triggerSource({ name, object, events, handler, description }: TriggerTarget): string {
  return [
    '// GENERATED from codegen/binding/targets.ts by `npm run codegen`. Do not edit.',
    '/**',
    ` * @description ${description}`,
    ' */',
    `trigger ${name} on ${object}(${events.join(', ')}) {`,
    `  new ${handler}().run();`,
    '}',
    '',
  ].join('\n');
}
