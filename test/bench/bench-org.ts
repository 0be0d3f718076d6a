import { ApexProgram, compileProgram } from '../../local-org/src/apex/program.ts';
import { Org } from '../../local-org/src/org.ts';

const META = (kind: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></${kind}>`;

/** An org with some classes and triggers, given as name to source. */
export function orgWith(classes: Readonly<Record<string, string>>, triggers: Readonly<Record<string, string>> = {}): Org {
  const org = new Org({ compileApex: compileProgram });
  const files = [
    ...Object.entries(classes).flatMap(([name, content]) => [
      { path: `classes/${name}.cls`, content },
      { path: `classes/${name}.cls-meta.xml`, content: META('ApexClass') },
    ]),
    ...Object.entries(triggers).flatMap(([name, content]) => [
      { path: `triggers/${name}.trigger`, content },
      { path: `triggers/${name}.trigger-meta.xml`, content: META('ApexTrigger') },
    ]),
  ];
  const { problems } = org.deploy(files);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return org;
}

/** Calls a static method in a transaction of its own that is undone afterwards. */
export function call(org: Org, className: string, method: string, args: readonly unknown[] = []): unknown {
  const { program } = org;
  if (!(program instanceof ApexProgram)) throw new Error('the org has no Apex');
  let answer: unknown;
  try {
    org.transact({ label: method, async: true }, (tx) => {
      answer = program.callStatic(tx, className, method, args as never);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return answer;
}

class Undo extends Error {}

/** Calls a static method in a transaction that is kept; its jobs wait until they are drained. */
export function callKept(org: Org, className: string, method: string, args: readonly unknown[]): void {
  const { program } = org;
  if (!(program instanceof ApexProgram)) throw new Error('the org has no Apex');
  org.transact({ label: `${className}.${method}` }, (tx) => program.callStatic(tx, className, method, args as never));
}
