import type { CredentialHeader } from '../../contract.ts';
import { UnsupportedError } from '../../errors.ts';
import { raise } from '../runtime/objects.ts';
import type { Session } from '../runtime/session.ts';

/** Where a request goes, and the headers that a Named Credential adds to it. */
export interface Endpoint {
  readonly url: string;
  readonly headers: readonly CredentialHeader[];
}

/** The endpoint of a request: `callout:Name/path?query` goes through a Named Credential, whose own takes the name's place. */
export function endpointOf(endpoint: string | null, running: Session): Endpoint {
  const written = endpoint ?? '';
  const named = /^callout:([^/?#]*)(.*)$/is.exec(written);
  const { url, headers } = named === null ? { url: written, headers: [] } : namedEndpoint(named[1]!, named[2]!, running);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) raise('System.CalloutException', `no protocol: ${url}`);
  if (!/^https?:/i.test(url)) raise('System.CalloutException', `unknown protocol: ${url.split(':')[0]!.toLowerCase()}`);
  if (!URL.canParse(url)) raise('System.CalloutException', `Invalid endpoint: ${url}`);
  return { url, headers };
}

function namedEndpoint(name: string, path: string, { tx }: Session): Endpoint {
  const found = tx.data.namedCredential?.(tx, name);
  if (found === undefined) return raise('System.CalloutException', `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`);
  if (found.authentication !== null) throw new UnsupportedError(`Named Credentials with ${found.authentication}`);
  const headers = tx.data.credentialHeaders?.(tx, found);
  if (headers === undefined) return raise('System.CalloutException', `We couldn't access the credential(s). You might not have the required permissions, or the external credential "${found.externalCredential}" might not exist.`);
  // An endpoint that ends in a slash does not double that of the path.
  return { url: path.startsWith('/') ? `${found.endpoint.replace(/\/$/, '')}${path}` : `${found.endpoint}${path}`, headers };
}
