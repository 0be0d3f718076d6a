import type { CallNode, Position } from '../syntax/ast.ts';
import { chooseOverload, constructorsOf, methodsNamed, type BoundMethod } from '../types/members.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { signatureText, visible } from './checks.ts';
import { convert, singleRow } from './convert.ts';
import { bindReader } from './dynamic-binds.ts';
import { guarded } from './common.ts';
import { compileEntity, compileExpression } from './dispatch.ts';
import { unknownValue } from './names.ts';
import { objectCall, sobjectTypeCall } from './special-calls.ts';
import { quoted, type Compiled } from './value.ts';

/** A method call. */
export function compileCall(body: Body, node: CallNode): Compiled {
  if (node.target === null) return unqualifiedCall(body, node);
  const entity = compileEntity(body, node.target);
  const args = node.args.map((arg) => compileExpression(body, arg));
  if (args.some((arg) => arg.unknown === true)) return unknownValue(body);
  switch (entity.entity) {
    case 'value':
      return valueCall(body, node, guarded(body, entity.value, node.safe), args);
    case 'type':
      return typeCall(body, node, entity.type, args);
    case 'fields':
      if (/^getmap$/i.test(node.name)) {
        const { universe } = body.unit;
        const type = universe.map(universe.string, universe.platformType('Schema.SObjectField', [])!);
        return { code: `$.fieldMap(${body.unit.type(entity.type)})`, type, nonNull: true };
      }
      break;
    case 'fieldSets':
      if (/^getmap$/i.test(node.name)) {
        const { universe } = body.unit;
        const type = universe.map(universe.string, universe.platformType('Schema.FieldSet', [])!);
        return { code: `$.fieldSetMap(${body.unit.type(entity.type)})`, type, nonNull: true };
      }
      break;
    default:
      break;
  }
  const shown = entity.entity === 'namespace' ? entity.name : entity.entity;
  return missing(body, node.name, args, shown, node.at);
}

function missing(body: Body, name: string, args: readonly Compiled[], owner: string, at: Position): Compiled {
  const text = signatureText(name, args.map((arg) => arg.type));
  body.unit.error(at, `Method does not exist or incorrect signature: void ${text} from the type ${owner}`);
  return unknownValue(body);
}

function choose(body: Body, type: ApexType, name: string, args: readonly Compiled[], accept: (method: BoundMethod) => boolean): BoundMethod | undefined {
  const candidates = methodsNamed(type, name, body.unit.universe).filter(accept);
  const types = args.map((arg) => arg.type);
  const direct = chooseOverload(candidates, types, body.unit.universe);
  if (direct !== undefined) return direct;
  // The rows of a query may stand for one record.
  const single = args.map((arg) => (arg.rows === true && arg.type.kind === 'list' ? arg.type.args[0]! : arg.type));
  return chooseOverload(candidates, single, body.unit.universe);
}

function converted(body: Body, method: BoundMethod, args: readonly Compiled[]): string[] {
  return args.map((arg, index) => {
    const param = method.params[index]!;
    const value = convert(body, arg, param) ?? (arg.rows === true ? singleRow(arg, param) : arg);
    return value.code;
  });
}

function checkVisible(body: Body, method: BoundMethod, at: Position): void {
  const { decl } = method;
  if (visible(body, decl.owner, decl.access, decl.testVisible)) return;
  body.unit.error(at, `Method is not visible: ${method.returns.name} ${decl.owner.name}.${signatureText(decl.name, method.params)}`);
}

function unqualifiedCall(body: Body, node: CallNode): Compiled {
  const args = node.args.map((arg) => compileExpression(body, arg));
  if (args.some((arg) => arg.unknown === true)) return unknownValue(body);
  if (node.name === 'this' || node.name === 'super') return constructorCall(body, node, args);
  for (let decl = body.decl; decl !== null; decl = decl.outer) {
    const inner = decl === body.decl;
    const method = choose(body, decl.self, node.name, args, (one) => inner || one.decl.static);
    if (method === undefined) continue;
    if (!method.decl.static && body.isStatic) {
      body.unit.error(node.at, `Non static method cannot be referenced from a static context: ${method.returns.name} ${method.decl.owner.name}.${signatureText(method.decl.name, method.params)}`);
    }
    checkVisible(body, method, node.at);
    return invoke(body, method, { code: 'this', type: decl.self, nonNull: true, simple: true }, converted(body, method, args));
  }
  const general = body.decl !== null && !body.isStatic ? objectCall(body, { code: 'this', type: body.decl.self, nonNull: true }, node.name, args) : undefined;
  return general ?? missing(body, node.name, args, body.decl?.name ?? 'anonymous_block', node.at);
}

function constructorCall(body: Body, node: CallNode, args: readonly Compiled[]): Compiled {
  const { universe } = body.unit;
  const type = node.name === 'this' ? body.decl!.self : body.decl!.superType;
  if (!body.isConstructor) body.unit.error(node.at, `Call to '${node.name}()' must be the first statement in a constructor method`);
  if (type === null) return { code: 'void 0', type: universe.void };
  const chosen = chooseOverload(constructorsOf(type, universe), args.map((arg) => arg.type), universe);
  if (chosen === undefined) {
    body.unit.error(node.at, `Constructor not defined: [${type.name}].<Constructor>(${args.map((arg) => arg.type.name).join(', ')})`);
    return unknownValue(body);
  }
  const values = args.map((arg, index) => convert(body, arg, chosen.params[index]!)!.code);
  const code = type.decl!.platform ? `$.initException(this,[${values.join(',')}])` : `this.${chosen.decl.mangled}(${values.join(',')})`;
  return { code, type: universe.void };
}

/** A call of a method that was found. */
export function invoke(body: Body, method: BoundMethod, target: Compiled, args: readonly string[]): Compiled {
  const { decl } = method;
  const guards = target.guards ? { guards: target.guards } : {};
  if (decl.owner.platform) return { ...platformCall(body, method, target, args), ...guards };
  const list = args.join(',');
  if (decl.static) {
    const holder = body.unit.class(decl.owner);
    if (decl.annotations.has('future')) return { code: `$.future(${holder},${quoted(decl.mangled)},[${list}])`, type: method.returns };
    return { code: `${holder}.${decl.mangled}(${list})`, type: method.returns };
  }
  if (target.isSuper === true) {
    const all = ['this', ...args].join(',');
    return { code: `${body.unit.class(decl.owner)}.prototype.${decl.mangled}.call(${all})`, type: method.returns };
  }
  return { code: `${target.code}.${decl.mangled}(${list})`, type: method.returns, ...guards };
}

function platformCall(body: Body, method: BoundMethod, target: Compiled, args: readonly string[]): Compiled {
  const { decl } = method;
  const key = decl.name.toLowerCase();
  const type = resultType(method, target);
  if (decl.static) return staticPlatformCall(body, method, args);
  const { kind } = target.type;
  if (kind === 'list' || kind === 'set' || kind === 'map') return { code: `${target.code}.a_${key}(${args.join(',')})`, type };
  if (decl.owner.form === 'interface' || (target.type.decl !== null && !target.type.decl.platform && decl.owner.key !== 'system.exception')) {
    return { code: `$.call(${target.code},${quoted(key)},[${args.join(',')}])`, type };
  }
  return { code: `${body.unit.method(decl.owner, decl.name)}(${[nonNullTarget(target), ...args].join(',')})`, type };
}

function nonNullTarget(target: Compiled): string {
  return target.nonNull === true ? target.code : `(${target.code}??$.npe())`;
}

/** `clone` of a record gives a record of the same kind. */
function resultType(method: BoundMethod, target: Compiled): ApexType {
  const isClone = method.decl.name.toLowerCase() === 'clone' && target.type.kind === 'sobject';
  return isClone ? target.type : method.returns;
}

/** Methods of Database that touch records: they learn whether the code that calls them enforces sharing. */
const SHARED = new Set(['insert', 'update', 'upsert', 'delete', 'undelete', 'query', 'querywithbinds', 'countquery', 'countquerywithbinds', 'getquerylocator', 'getquerylocatorwithbinds']);

const DYNAMIC_SOQL = new Set(['query', 'countquery', 'getquerylocator']);

function staticPlatformCall(body: Body, method: BoundMethod, args: readonly string[]): Compiled {
  const { decl } = method;
  const name = decl.name.toLowerCase();
  const isDynamic = decl.owner.key === 'system.database' && DYNAMIC_SOQL.has(name);
  const shared = decl.owner.key === 'system.database' && SHARED.has(name) && body.sharing !== 'false' ? [...args, `${body.sharing}?$.sharingMark:null`] : args;
  const all = isDynamic ? [...shared, bindReader(body)] : shared;
  const code = `${body.unit.method(decl.owner, decl.name)}(${all.join(',')})`;
  const isQuery = decl.owner.key === 'system.database' && (name === 'query' || name === 'querywithbinds');
  return { code, type: method.returns, ...(isQuery ? { rows: true } : {}) };
}

function valueCall(body: Body, node: CallNode, target: Compiled, args: readonly Compiled[]): Compiled {
  if (target.type.kind === 'null') return unknownValue(body);
  const fieldError = /^adderror$/i.test(node.name) ? fieldErrorCall(body, target, args) : undefined;
  if (fieldError !== undefined) return fieldError;
  const method = choose(body, target.type, node.name, args, (one) => !one.decl.static || target.isSuper !== true);
  if (method === undefined && target.rows === true && target.type.kind === 'list') {
    const row = singleRow(target, target.type.args[0]!);
    if (methodsNamed(row.type, node.name, body.unit.universe).length > 0) return valueCall(body, node, row, args);
  }
  if (method !== undefined && method.decl.static && !method.decl.owner.platform) {
    body.unit.error(node.at, `Static method cannot be referenced from a non static context: ${method.returns.name} ${method.decl.owner.name}.${signatureText(method.decl.name, method.params)}`);
  }
  if (method === undefined || hidesUserMethod(method, target)) {
    const general = objectCall(body, target, node.name, args);
    if (general !== undefined) return { ...general, ...(target.guards ? { guards: target.guards } : {}) };
    if (method === undefined) return hiddenClassCall(body, node, args) ?? missing(body, node.name, args, target.type.name, node.at);
  }
  checkVisible(body, method, node.at);
  return invoke(body, method, target, converted(body, method, args));
}

/** Where a variable called Test has no such method, `Test.isRunningTest()` is that of the platform's class. */
function hiddenClassCall(body: Body, node: CallNode, args: readonly Compiled[]): Compiled | undefined {
  const type = node.target?.kind === 'name' ? body.unit.universe.platformType(`System.${node.target.name}`, []) : undefined;
  const method = type && choose(body, type, node.name, args, (one) => one.decl.static);
  return method && invoke(body, method, { code: '', type: type! }, converted(body, method, args));
}

/** equals, hashCode and toString of the platform's signatures are the general ones. */
function hidesUserMethod(method: BoundMethod, target: Compiled): boolean {
  const { kind } = target.type;
  return method.decl.owner.platform && kind !== 'list' && kind !== 'set' && kind !== 'map' && /^(equals|hashcode|tostring)$/i.test(method.decl.name);
}

function fieldErrorCall(body: Body, target: Compiled, args: readonly Compiled[]): Compiled | undefined {
  if (target.recordField === undefined) return undefined;
  const { record, field } = target.recordField;
  const code = `$.fieldError(${record},${quoted(field)},${args.map((arg) => arg.code).join(',')})`;
  return { code, type: body.unit.universe.void, ...(target.guards ? { guards: target.guards } : {}) };
}

function typeCall(body: Body, node: CallNode, type: ApexType, args: readonly Compiled[]): Compiled {
  const special = type.kind === 'sobject' || type.kind === 'enum' ? sobjectTypeCall(body, type, node.name, args) : undefined;
  if (special !== undefined) return special;
  // Network, Site and BusinessHours are objects and classes at once.
  const twin = type.kind === 'sobject' && type.sobject !== null ? body.unit.universe.platformType(`System.${type.name}`, []) : undefined;
  if (twin !== undefined) return typeCall(body, node, twin, args);
  const method = choose(body, type, node.name, args, (one) => one.decl.static);
  if (method === undefined) {
    const instance = choose(body, type, node.name, args, () => true);
    if (instance !== undefined && !instance.decl.owner.platform) {
      body.unit.error(node.at, `Non static method cannot be referenced from a static context: ${instance.returns.name} ${instance.decl.owner.name}.${signatureText(instance.decl.name, instance.params)}`);
      return unknownValue(body);
    }
    return missing(body, node.name, args, type.name, node.at);
  }
  checkVisible(body, method, node.at);
  return invoke(body, method, { code: '', type }, converted(body, method, args));
}

