import type { Org } from '../org.ts';
import { parseXml } from '../metadata/xml.ts';
import type { XmlElement } from '../metadata/xml.ts';
import type { Deployments } from './deployments.ts';
import { deployResult, deployZip } from './resources/metadata.ts';
import type { Sessions } from './sessions.ts';

const METADATA = 'http://soap.sforce.com/2006/04/metadata';
const APEX = 'http://soap.sforce.com/2006/08/apex';

interface SoapAnswer {
  readonly status: number;
  readonly xml: string;
}

/** The few SOAP calls that `sf` makes: deploy, checkDeployStatus and executeAnonymous; everything else is a fault. */
export function answerSoap(text: string, org: Org, sessions: Sessions, deployments: Deployments): SoapAnswer {
  const parsed = parseXml(text.replaceAll(/(<\/?)[\w-]+:/g, '$1'));
  if (!('root' in parsed)) return fault('soapenv:Client', parsed.message);
  const userId = sessions.userOf(parsed.root.element('Header')?.element('SessionHeader')?.text('sessionId') ?? '');
  if (userId === undefined) return fault('sf:INVALID_SESSION_ID', 'INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session');
  const body = parsed.root.element('Body');
  const [deploy, check, execute] = ['deploy', 'checkDeployStatus', 'executeAnonymous'].map((name) => body?.element(name));
  if (deploy) return answerDeploy(deploy, org, deployments);
  if (check) return answerStatus(check, deployments);
  if (execute) return answerExecute(execute, userId, org);
  return fault('sf:UNKNOWN_EXCEPTION', 'The local org does not support this SOAP call.');
}

function answerDeploy(call: XmlElement, org: Org, deployments: Deployments): SoapAnswer {
  const checkOnly = call.element('DeployOptions')?.boolean('checkOnly') ?? false;
  const result = deployZip(new Uint8Array(Buffer.from(call.text('ZipFile') ?? '', 'base64')), checkOnly, org);
  const id = deployments.add((given) => deployResult(given, result, checkOnly, org));
  return envelope(METADATA, `<deployResponse><result><done>false</done><id>${id}</id><state>Queued</state></result></deployResponse>`);
}

function answerStatus(call: XmlElement, deployments: Deployments): SoapAnswer {
  const result = deployments.get(call.text('asyncProcessId') ?? '');
  if (!result) return fault('sf:INVALID_ID_FIELD', 'INVALID_ID_FIELD: no deployment has this id');
  return envelope(METADATA, `<checkDeployStatusResponse><result>${toXml(result as Record<string, unknown>)}</result></checkDeployStatusResponse>`);
}

function answerExecute(call: XmlElement, userId: string, org: Org): SoapAnswer {
  const { program } = org;
  if (!program?.executeAnonymous) return fault('sf:UNKNOWN_EXCEPTION', 'The local org does not support anonymous Apex without a compiler.');
  const source = call.text('String') ?? call.text('apexcode') ?? '';
  const execute = program.executeAnonymous.bind(program);
  const result = org.transact({ label: 'executeAnonymous', kind: 'anonymous', userId }, (tx) => execute(tx, source));
  return envelope(APEX, `<executeAnonymousResponse><result>${toXml({ ...result })}</result></executeAnonymousResponse>`, '<DebuggingInfo><debugLog></debugLog></DebuggingInfo>');
}

function envelope(namespace: string, body: string, header?: string): SoapAnswer {
  const head = header === undefined ? '' : `<soapenv:Header>${header}</soapenv:Header>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${head}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
  return { status: 200, xml };
}

function fault(code: string, message: string): SoapAnswer {
  const { xml } = envelope('urn:fault.partner.soap.sforce.com', `<soapenv:Fault><faultcode xmlns="">${code}</faultcode><faultstring xmlns="">${escape(message)}</faultstring></soapenv:Fault>`);
  return { status: 500, xml };
}

function toXml(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([name, each]) => (Array.isArray(each) ? each.map((item) => elementOf(name, item)).join('') : elementOf(name, each)))
    .join('');
}

function elementOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return `<${name} xsi:nil="true"/>`;
  return `<${name}>${typeof value === 'object' ? toXml(value as Record<string, unknown>) : escape(String(value))}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
