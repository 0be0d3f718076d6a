import { API_VERSION } from '../org/session.ts';
import type { Stack } from '../stack/stack.ts';
import { signedRequest } from '../stand-in/webhook.ts';

/** Where the parts listen, with requests to try by hand. */
export function addresses({ org, connector, standIn }: Stack, quoteId: string, now: Date): string {
  return `
The parts stay up until Ctrl-C:
  Salesforce org          ${org.url}   (REST API; header Authorization: Bearer ${org.accessToken})
  Connector               ${connector().url}   (POST /webhooks/monetizenow, GET /health)
  Its status page         ${connector().adminUrl}
  MonetizeNow stand-in    ${standIn.url}   (GET and PUT /api/quotes/{id}; header x-api-key: ${standIn.apiKey})

Change a quote in MonetizeNow; the connector hears of it by itself:
  ${curl(`${standIn.url}/api/quotes/${encodeURIComponent(quoteId)}`, 'PUT', '{"status":"PROCESSED"}', { 'x-api-key': standIn.apiKey, 'content-type': 'application/json' })}

Look at the Opportunity Products in Salesforce:
  ${lookAtLines(org.url, org.accessToken)}

Deliver a webhook by hand, once or twice (the signature is good for five minutes):
  ${webhookByHand(`${connector().url}/webhooks/monetizenow`, standIn.webhookSecret, quoteId, now)}

Try the connector's commands, in another terminal in this folder:
  export ${exported(connector().environment)}
  npm run connector -- doctor
  npm run connector -- connect --url ${connector().url}
  npm run connector -- replay --quote ${quoteId}`;
}

function exported(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment).map(([name, value]) => `${name}=${shell(value)}`).join(' ');
}

function lookAtLines(url: string, token: string): string {
  const soql = 'SELECT Opportunity.Name, Product2.Name, Quantity, TotalPrice FROM OpportunityLineItem';
  return `curl -s '${url}/services/data/v${API_VERSION}/query?q=${encodeURIComponent(soql).replaceAll('%20', '+')}' -H 'Authorization: Bearer ${token}'`;
}

function webhookByHand(url: string, secret: string, quoteId: string, now: Date): string {
  const { body, headers } = signedRequest(
    secret,
    { eventId: 'evt_by_hand', eventType: 'quote.updated', data: { id: quoteId } },
    now,
  );
  return curl(url, 'POST', body, headers);
}

function curl(url: string, method: string, body: string, headers: Record<string, string>): string {
  const given = Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`);
  return ['curl -s -X', method, shell(url), ...given, '-d', shell(body)].join(' ');
}

function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
