import type { MethodDecl, TypeDecl } from '../types/type.ts';
import { nullPointer, raise, TypeToken, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Test.createStub: an object of the type whose methods ask a StubProvider. */
export function createStub(runtime: Runtime, token: TypeToken | null, provider: Any): Any {
  const { decl } = (token ?? nullPointer()).type;
  if (decl === null || decl.platform) return raise('System.TypeException', `Cannot create a stub of ${token!.type.name}`);
  const stub = Object.create(runtime.class(decl.key).prototype as object) as Any;
  stub.$stub = true;
  for (const method of methodsOf(decl)) {
    if (method.static || method.access === 'private') continue;
    stub[method.mangled] = (...args: Any[]): Any => ask(runtime, stub, provider, method, args);
  }
  return stub;
}

function methodsOf(decl: TypeDecl): MethodDecl[] {
  const found = new Map<string, MethodDecl>();
  const visit = (current: TypeDecl): void => {
    for (const methods of current.methods.values()) for (const method of methods) if (!found.has(method.mangled)) found.set(method.mangled, method);
    if (current.superType?.decl && !current.superType.decl.platform) visit(current.superType.decl);
    for (const one of current.interfaces) if (one.decl && !one.decl.platform) visit(one.decl);
  };
  visit(decl);
  return [...found.values()];
}

function ask(runtime: Runtime, stub: Any, provider: Any, method: MethodDecl, args: Any[]): Any {
  const { universe } = runtime.program;
  const type = universe.platformType('System.Type', [])!;
  const types = runtime.listOf(type, method.params.map((param) => new TypeToken(param)));
  const names = runtime.listOf(universe.string, [...method.paramNames]);
  const values = runtime.listOf(universe.object, args);
  const returns = method.returns === universe.void ? null : new TypeToken(method.returns);
  return runtime.call(provider, 'handlemethodcall', [stub, method.name, returns, types, names, values]);
}
