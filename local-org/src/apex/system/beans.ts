import { PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';

/** Platform classes that are nothing but data: what their setters and fields put in, their getters and fields give. */
const BEANS = [
  'Approval.LockResult',
  'Approval.UnlockResult',
  'Database.LeadConvertResult',
  'Database.MergeResult',
  'eventbus.ChangeEventHeader',
  'Invocable.Action.Error',
  'Invocable.Action.Result',
  'Messaging.InboundEmail',
  'Messaging.InboundEmail.AuthenticationResult',
  'Messaging.InboundEmail.AuthenticationResultField',
  'Messaging.InboundEmail.BinaryAttachment',
  'Messaging.InboundEmail.Header',
  'Messaging.InboundEmail.TextAttachment',
  'Messaging.InboundEmailResult',
  'Messaging.InboundEnvelope',
  'Messaging.Email',
  'Messaging.EmailFileAttachment',
  'Messaging.SingleEmailMessage',
  'Messaging.SendEmailError',
  'Messaging.SendEmailResult',
];

/** Name of the property that `getName`, `isName` or `setName` is about. */
function propertyOf(method: string): string | undefined {
  return /^(?:get|is|set)(\w+)$/i.exec(method)?.[1]?.toLowerCase();
}

function beanBody(decl: TypeDecl): PlatformBody {
  const methods: Record<string, (target: PlatformObject, value?: Any) => Any> = {};
  for (const key of decl.methods.keys()) {
    const property = propertyOf(key);
    if (property === undefined) continue;
    methods[key] = key.startsWith('set')
      ? (target, value) => {
          target.set(property, value);
        }
      : (target) => target.get(property) ?? null;
  }
  return { construct: () => new PlatformObject(decl.name), methods };
}

/** The data classes of the platform. */
export function beanBodies(runtime: Runtime): Record<string, PlatformBody> {
  const found = BEANS.map((name) => runtime.program.universe.platform(name.toLowerCase())).filter((decl) => decl !== undefined);
  return Object.fromEntries(found.map((decl) => [decl.key, beanBody(decl)]));
}

/** Whether JSON can be read into this class: a data class, or the result of DML. */
export function isBean(decl: TypeDecl): boolean {
  return BEANS.includes(decl.name) || isDmlResult(decl) || decl.name === 'Database.Error';
}

function isDmlResult(decl: TypeDecl): boolean {
  return /^Database\.(Save|Upsert|Delete|Undelete|EmptyRecycleBin)Result$/.test(decl.name);
}

/** The properties of a data class with their types, by lower-case name. */
export function beanProperties(decl: TypeDecl): Map<string, ApexType> {
  const properties = new Map<string, ApexType>();
  for (const [key, field] of decl.fields) properties.set(key, field.type);
  for (const [key, methods] of decl.methods) {
    const property = key.startsWith('set') ? undefined : propertyOf(key);
    if (property !== undefined && !properties.has(property)) properties.set(property, methods[0]!.returns);
  }
  return properties;
}

/** A data class from the values that JSON had for it. */
export function beanOf(decl: TypeDecl, values: ReadonlyMap<string, Any>): PlatformObject {
  if (!isDmlResult(decl)) return new PlatformObject(decl.name, values);
  const errors = ((values.get('errors') ?? null) as { items: PlatformObject[] } | null)?.items ?? [];
  const details = errors.map((error) => ({
    statusCode: String((error.get('statuscode') as { name?: string } | null)?.name ?? 'UNKNOWN_EXCEPTION'),
    message: String(error.get('message') ?? ''),
    fields: ((error.get('fields') ?? null) as { items: string[] } | null)?.items ?? [],
  }));
  return new PlatformObject(decl.name, [['id', values.get('id') ?? null], ['success', values.get('success') ?? false], ['created', values.get('created') ?? false], ['$errors', details]]);
}

