import type { NamedCredential } from '../contract.ts';
import type { Component } from '../metadata/component.ts';
import type { XmlElement } from '../metadata/xml.ts';

/** What a NamedCredential component says: the endpoint, and the authentication that a callout through it needs. */
export function namedCredentialOf({ xml }: Component): NamedCredential {
  const parameters = xml?.elements('namedCredentialParameters') ?? [];
  const endpoint = xml?.text('endpoint') ?? valueOf(parameters, 'Url') ?? '';
  return { endpoint, authentication: xml === undefined ? null : authentication(xml, parameters) };
}

function authentication(xml: XmlElement, parameters: readonly XmlElement[]): string | null {
  const credential = parameters.find((each) => each.text('parameterType') === 'Authentication')?.text('externalCredential');
  if (credential !== undefined) return `the external credential ${credential}`;
  const certificate = xml.text('certificate') ?? parameters.find((each) => each.text('parameterType') === 'ClientCertificate')?.text('certificate');
  if (certificate !== undefined) return `the client certificate ${certificate}`;
  const [protocol, principal] = [xml.text('protocol') ?? 'NoAuthentication', xml.text('principalType') ?? 'Anonymous'];
  return protocol === 'NoAuthentication' && principal === 'Anonymous' ? null : `${protocol} authentication (${principal})`;
}

function valueOf(parameters: readonly XmlElement[], type: string): string | undefined {
  return parameters.find((each) => each.text('parameterType') === type)?.text('parameterValue');
}
