import type { CredentialHeader } from '../contract.ts';
import type { Component } from '../metadata/component.ts';
import type { XmlElement } from '../metadata/xml.ts';
import { headersOf } from './named-credentials.ts';

/** What an ExternalCredential component says about authentication. */
export interface ExternalCredential {
  readonly name: string;
  readonly protocol: string;
  readonly headers: readonly CredentialHeader[];
  /** Identities under which callouts are made, the first that a user may take first. */
  readonly principals: readonly string[];
  /** Authentication parameters that are no secret: metadata carries their values. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function externalCredentialOf({ fullName, xml }: Component): ExternalCredential {
  const parameters = xml?.elements('externalCredentialParameters') ?? [];
  const open = ofType(parameters, 'AuthParameter').filter((each) => each.text('parameterValue') !== undefined);
  return {
    name: fullName,
    protocol: xml?.text('authenticationProtocol') ?? 'NoAuthentication',
    headers: headersOf(parameters, 'AuthHeader'),
    principals: ofType(parameters, 'NamedPrincipal').map((each) => each.text('parameterName') ?? ''),
    parameters: new Map(open.map((each) => [(each.text('parameterName') ?? '').toLowerCase(), each.text('parameterValue')!])),
  };
}

/** How permission sets write a principal, `Rates-Reader`, in lower case and without blanks around the hyphen. */
export function principalKey(written: string): string {
  return written.replace(/\s*-\s*/g, '-').toLowerCase();
}

function ofType(parameters: readonly XmlElement[], type: string): XmlElement[] {
  return parameters
    .filter((each) => each.text('parameterType') === type)
    .toSorted((a, b) => (a.number('sequenceNumber') ?? 0) - (b.number('sequenceNumber') ?? 0));
}
