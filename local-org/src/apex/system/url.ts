import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { session } from '../runtime/session.ts';

function parse(spec: string): URL {
  try {
    return new URL(spec);
  } catch {
    return raise('System.StringException', `no protocol: ${spec}`);
  }
}

function url(spec: string): PlatformObject {
  return new PlatformObject('System.Url', [['url', parse(spec)], ['$text', spec]]);
}

/** new Url(spec), (context, spec), (protocol, host, file), (protocol, host, port, file) */
function construct(...args: Any[]): PlatformObject {
  const [first, second, third, fourth] = args;
  if (first instanceof PlatformObject) return url(new URL(String(second ?? nullPointer()), urlOf(first)).href);
  if (args.length === 1) return url((first as string | null) ?? nullPointer());
  const [host, port, file] = args.length === 3 ? [second, null, third] : [second, third, fourth];
  return url(`${first}://${host}${port === null ? '' : `:${port}`}${file}`);
}

const urlOf = (target: PlatformObject): URL => target.get('url') as URL;
const orNull = (text: string): string | null => (text === '' ? null : text);

/** The org's own address, by its id: an org on this machine has no My Domain. */
function orgDomain(): PlatformObject {
  const { tx } = session();
  const id = tx.data.rows(tx, 'Organization')[0]?.id ?? 'org';
  return url(`https://${id.slice(0, 15).toLowerCase()}.my.salesforce.com`);
}

/** System.Url */
export const urlBody: PlatformBody = {
  construct,
  statics: { getorgdomainurl: orgDomain, getsalesforcebaseurl: orgDomain, getcurrentrequesturl: orgDomain },
  methods: {
    getauthority: (target: PlatformObject) => urlOf(target).host,
    getdefaultport: (target: PlatformObject) => (urlOf(target).protocol === 'https:' ? 443 : 80),
    getfile: (target: PlatformObject) => fileOf(target),
    gethost: (target: PlatformObject) => urlOf(target).hostname,
    getpath: (target: PlatformObject) => pathOf(target),
    getport: (target: PlatformObject) => (urlOf(target).port === '' ? -1 : Number(urlOf(target).port)),
    getprotocol: (target: PlatformObject) => urlOf(target).protocol.slice(0, -1),
    getquery: (target: PlatformObject) => orNull(urlOf(target).search.slice(1)),
    getref: (target: PlatformObject) => orNull(urlOf(target).hash.slice(1)),
    getuserinfo: (target: PlatformObject) => orNull(urlOf(target).username),
    samefile: (target: PlatformObject, other: PlatformObject) => urlOf(target).host === urlOf(other).host && fileOf(target) === fileOf(other),
    toexternalform: (target: PlatformObject) => target.get('$text'),
    tostring: (target: PlatformObject) => target.get('$text'),
  },
};

/** Without a path that is written there is none, where JavaScript has a slash. */
function pathOf(target: PlatformObject): string {
  const { pathname } = urlOf(target);
  const written = String(target.get('$text')).replace(/^\w+:\/\/[^/?#]*/, '');
  return pathname === '/' && !written.startsWith('/') ? '' : pathname;
}

function fileOf(target: PlatformObject): string {
  return pathOf(target) + urlOf(target).search;
}
