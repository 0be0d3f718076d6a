import { UnsupportedError } from '../../errors.ts';
import { raise } from '../runtime/objects.ts';
import type { Session } from '../runtime/session.ts';

/** The URL of a request: `callout:Name/path?query` goes through a Named Credential, whose endpoint takes the name's place. */
export function endpointOf(endpoint: string | null, running: Session): string {
  const written = endpoint ?? '';
  const named = /^callout:([^/?#]*)(.*)$/is.exec(written);
  const url = named === null ? written : namedUrl(named[1]!, named[2]!, running);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) raise('System.CalloutException', `no protocol: ${url}`);
  if (!/^https?:/i.test(url)) raise('System.CalloutException', `unknown protocol: ${url.split(':')[0]!.toLowerCase()}`);
  if (!URL.canParse(url)) raise('System.CalloutException', `Invalid endpoint: ${url}`);
  return url;
}

function namedUrl(name: string, path: string, { tx }: Session): string {
  const found = tx.data.namedCredential?.(tx, name);
  if (found === undefined) return raise('System.CalloutException', `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`);
  if (found.authentication !== null) throw new UnsupportedError(`Named Credentials with ${found.authentication}`);
  // An endpoint that ends in a slash does not double that of the path.
  return path.startsWith('/') ? `${found.endpoint.replace(/\/$/, '')}${path}` : `${found.endpoint}${path}`;
}
