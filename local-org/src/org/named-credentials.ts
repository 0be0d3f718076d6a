import type { CredentialHeader, NamedCredential } from '../contract.ts';
import type { Component } from '../metadata/component.ts';
import type { XmlElement } from '../metadata/xml.ts';

/** What a NamedCredential component says: the endpoint, and the authentication that a callout through it needs. */
export function namedCredentialOf({ xml }: Component): NamedCredential {
  const parameters = xml?.elements('namedCredentialParameters') ?? [];
  const endpoint = xml?.text('endpoint') ?? valueOf(parameters, 'Url') ?? '';
  const externalCredential = parameters.find((each) => each.text('parameterType') === 'Authentication')?.text('externalCredential') ?? null;
  const refused = xml === undefined || externalCredential !== null ? null : authentication(xml, parameters);
  return { endpoint, authentication: refused, externalCredential, headers: headersOf(parameters, 'HttpHeader') };
}

/** Headers that the parameters of a credential add to a callout, in the order in which they are sent. */
export function headersOf(parameters: readonly XmlElement[], type: string): CredentialHeader[] {
  return parameters
    .filter((each) => each.text('parameterType') === type)
    .toSorted((a, b) => (a.number('sequenceNumber') ?? 0) - (b.number('sequenceNumber') ?? 0))
    .map((each) => ({ name: each.text('parameterName') ?? '', value: each.text('parameterValue') ?? '' }));
}

function authentication(xml: XmlElement, parameters: readonly XmlElement[]): string | null {
  const certificate = xml.text('certificate') ?? parameters.find((each) => each.text('parameterType') === 'ClientCertificate')?.text('certificate');
  if (certificate !== undefined) return `the client certificate ${certificate}`;
  const [protocol, principal] = [xml.text('protocol') ?? 'NoAuthentication', xml.text('principalType') ?? 'Anonymous'];
  return protocol === 'NoAuthentication' && principal === 'Anonymous' ? null : `${protocol} authentication (${principal})`;
}

function valueOf(parameters: readonly XmlElement[], type: string): string | undefined {
  return parameters.find((each) => each.text('parameterType') === type)?.text('parameterValue');
}
