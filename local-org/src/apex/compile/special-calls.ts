import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { convert } from './convert.ts';
import { quoted, type Compiled } from './value.ts';

/** equals, hashCode and toString, which every value has, and the methods of enum values. */
export function objectCall(body: Body, target: Compiled, name: string, args: readonly Compiled[]): Compiled | undefined {
  const { universe } = body.unit;
  const object = target.nonNull === true ? target.code : `(${target.code}??$.npe())`;
  switch (`${name.toLowerCase()}/${args.length}`) {
    case 'tostring/0':
      if (target.type.key === 'blob') return { code: `$.blobText(${target.code})`, type: universe.string };
      return { code: `$.toStringOf(${object})`, type: universe.string };
    case 'hashcode/0':
      return { code: `$.hash(${object})`, type: universe.integer };
    case 'equals/1':
      return { code: equalsCode(body, target, object, args[0]!), type: universe.boolean };
    case 'clone/0':
      return target.type.kind === 'class' && target.type.decl?.platform === false ? { code: `$.cloneObject(${object})`, type: target.type } : undefined;
    case 'name/0':
      return target.type.kind === 'enum' ? { code: `${target.code}.name`, type: universe.string } : undefined;
    case 'ordinal/0':
      return target.type.kind === 'enum' ? { code: `${target.code}.ordinal`, type: universe.integer } : undefined;
    default:
      return undefined;
  }
}

/** `equals` of an Id takes either form of an id. */
function equalsCode(body: Body, target: Compiled, object: string, arg: Compiled): string {
  if (target.type.key === 'id' && arg.type.key === 'string') return `$.sameId(${object},${arg.code})`;
  return `$.equals(${object},${(convert(body, arg, body.unit.universe.object) ?? arg).code})`;
}

/** What is called on an sObject's or enum's name: `Color.values()`, `Setting__c.getInstance()`, `Account.getSObjectType()`. */
export function sobjectTypeCall(body: Body, type: ApexType, name: string, args: readonly Compiled[]): Compiled | undefined {
  const token = body.unit.type(type);
  const key = name.toLowerCase();
  const { universe } = body.unit;
  if (type.kind === 'enum') {
    if (key === 'values' && args.length === 0) return { code: `$.enumValues(${token})`, type: universe.list(type), nonNull: true };
    if (key === 'valueof' && args.length === 1) return { code: `$.enumValueOf(${token},${args[0]!.code})`, type, nonNull: true };
    return undefined;
  }
  const list = args.map((arg) => arg.code).join(',');
  if (key === 'getsobjecttype' && args.length === 0) return { code: `$.sobjectToken(${token})`, type: universe.platformType('Schema.SObjectType', [])!, nonNull: true };
  const kind = type.sobject?.kind;
  if (kind !== 'customSetting' && kind !== 'customMetadata') return undefined;
  if (key === 'getall') return { code: `$.configAll(${token})`, type: universe.map(universe.string, type), nonNull: true };
  if (key === 'getinstance' || key === 'getvalues' || key === 'getorgdefaults') {
    return { code: `$.config(${[token, quoted(key), list].filter((part) => part !== '').join(',')})`, type };
  }
  return undefined;
}
