import type { BlockNode, ParameterNode } from '../syntax/ast.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import { Body } from './body.ts';
import { compileStatements } from './blocks.ts';
import type { Unit } from './unit.ts';

/** What a function's code depends on. */
export interface FunctionOptions {
  readonly isStatic: boolean;
  readonly returns: ApexType | null;
  readonly storageOf?: string;
  readonly isConstructor?: boolean;
  readonly triggerType?: ApexType | null;
  /** As `Class.Foo.bar`, in stack traces. */
  readonly name: string;
  readonly endLine: number;
  /** Code that runs first. */
  readonly prologue?: (body: Body) => string;
}

/** Emits `function(parameters){…}` for a block; the line of its head is that of `block`. */
export function compileFunction(
  unit: Unit,
  decl: TypeDecl | null,
  parameters: readonly { node: ParameterNode; type: ApexType }[],
  block: BlockNode,
  options: FunctionOptions,
): void {
  const body = new Body(unit, decl, options);
  const locals = parameters.map(({ node, type }) => body.declare(node.name, type, node.at).code);
  unit.ranges.push({ from: block.at.line, to: options.endLine, name: options.name });
  unit.output.at(block.at.line, `function(${locals.join(',')}){`);
  const temps = unit.output.slot();
  const { enter, leave } = body.sharingScope;
  unit.output.add(enter);
  unit.output.add(options.prologue?.(body) ?? '');
  body.open();
  const reachesEnd = compileStatements(body, block.body);
  body.close();
  const needsValue = options.returns !== null && options.returns !== unit.universe.void && options.isConstructor !== true;
  if (reachesEnd && needsValue) unit.error(block.at, `Missing return statement required return type: ${options.returns!.name}`);
  unit.output.add(options.isConstructor === true ? `return this;${leave}}` : `${leave}}`);
  temps(body.tempsDeclaration());
}
