/** What an operator does about errors: codes of the connector, and those of Salesforce that are met most. */
export interface Advice {
  readonly codes: readonly string[];
  readonly mend: string;
}

/** The table of docs/connector.md, in its order; a test holds the two together. */
export const advices: readonly Advice[] = [
  { codes: ['QUOTE_NOT_FOUND'], mend: 'MonetizeNow has no quote of this id: check the id, and that the API key belongs to the tenant of the quote.' },
  {
    codes: ['QUOTE_NOT_IN_SALESFORCE'],
    mend: 'The quote has not been synced yet: `npm run connector -- replay --quote ID`, or see why not: `npm run connector -- parked list`.',
  },
  {
    codes: ['QUOTE_UNREADABLE'],
    mend: 'MonetizeNow answers in a shape that this version does not know: install a newer one, and report the JSON path that the reason names.',
  },
  {
    codes: ['STALE_READ'],
    mend: 'MonetizeNow kept answering with an older state than its event had told of, or than Salesforce has. Resume the quote when MonetizeNow shows the newer state.',
  },
  { codes: ['MONETIZENOW_REFUSED'], mend: 'MonetizeNow refused the request for good, in its own words. Where it says 404, check MONETIZENOW_API_URL and MONETIZENOW_WEBHOOKS_PATH.' },
  { codes: ['MONETIZENOW_KEY_REFUSED'], mend: 'Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY, or make a new key (MonetizeNow: Settings, API Keys); restart the connector. Events wait meanwhile.' },
  { codes: ['MONETIZENOW_UNAVAILABLE'], mend: 'Check MONETIZENOW_API_URL and the way out of this machine. MonetizeNow is away, or answers 429 or 5xx; a quote is parked after a day of it.' },
  {
    codes: ['ORG_MISMATCH'],
    mend: 'The connection leads to another org than SALESFORCE_ORG_ID. A cloned sandbox needs a connection of its own; where the org was really changed, change SALESFORCE_ORG_ID.',
  },
  {
    codes: ['LOGIN_FAILED', 'INVALID_SESSION_ID', 'INVALID_LOGIN', 'INVALID_CLIENT'],
    mend: 'Check SALESFORCE_URL, the connected app (its client id, and its secret or certificate) and the user that it runs as. Events wait meanwhile.',
  },
  {
    codes: ['API_RESERVE_REACHED', 'REQUEST_LIMIT_EXCEEDED'],
    mend: 'The daily API requests of the org are used up, as far as the connector may (SALESFORCE_API_RESERVE). It goes on by itself; Setup, System Overview shows who uses them.',
  },
  { codes: ['API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED'], mend: 'Give the integration user the permission API Enabled, in an edition of Salesforce that has the API.' },
  { codes: ['NETWORK', 'SERVER_UNAVAILABLE', 'SERVICE_UNAVAILABLE'], mend: 'Check SALESFORCE_URL, the way out of this machine and status.salesforce.com: Salesforce could not be reached. A quote is parked after a day of it.' },
  { codes: ['UNABLE_TO_LOCK_ROW'], mend: 'Something holds the Account or Opportunity all the time: look for a data load or a long Apex job, then resume.' },
  { codes: ['STORAGE_LIMIT_EXCEEDED'], mend: 'Free data storage in Salesforce (Setup, Storage Usage). Events wait meanwhile.' },
  {
    codes: ['INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS_OR_READONLY', 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
    mend: 'Give the integration user the right that the reason names: `npm run connector -- doctor` lists those that it lacks. Where a trigger or flow of yours is named, mend that.',
  },
  {
    codes: ['INVALID_FIELD', 'INVALID_TYPE', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'NOT_FOUND'],
    mend: 'The package is missing or older than the connector, or a field is hidden from the integration user: install its newest version, then `npm run connector -- doctor`.',
  },
  {
    codes: ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'REQUIRED_FIELD_MISSING', 'FIELD_INTEGRITY_EXCEPTION'],
    mend: 'A rule of your org refuses the record: change the rule or exempt the integration user, or mend the quote in MonetizeNow.',
  },
  {
    codes: ['STRING_TOO_LONG', 'NUMBER_OUTSIDE_VALID_RANGE', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    mend: 'A value does not fit its field: mend it in MonetizeNow, or install a newer version of the package.',
  },
  { codes: ['DUPLICATES_DETECTED', 'DUPLICATE_VALUE', 'DUPLICATE_EXTERNAL_ID'], mend: 'Another record has the same key, or a duplicate rule blocks: merge or delete the other one, or exempt the integration user from the rule.' },
  { codes: ['TENANT_UNKNOWN'], mend: 'The tenant was taken out of the configuration while its events waited: put it back and restart the connector, or drop the quote.' },
  { codes: ['UNEXPECTED'], mend: 'Nobody foresaw this: resume the quote, and report the reason if it comes again.' },
  { codes: ['QUEUE_UNAVAILABLE', 'ENGINE_UNAVAILABLE', 'ENGINE_FAILED'], mend: 'The queue engine is down. A running connector starts it again by itself; where that does not last, `engine.log` in the data folder says why: most often a full disk. Where it is not installed: `npm ci`, on the machine that runs it.' },
  { codes: ['DISK_FULL'], mend: 'Make room on the disk of CONNECTOR_DATA_DIR: less than CONNECTOR_DISK_RESERVE is free. It goes on by itself.' },
  { codes: ['DATA_FOLDER_IN_USE'], mend: 'Stop the other connector, or give this one a CONNECTOR_DATA_DIR of its own.' },
  { codes: ['CONNECTOR_NOT_RUNNING'], mend: 'Start the connector with `npm run connector`, or set CONNECTOR_ADMIN_PORT to that of the one that runs.' },
  { codes: ['CONNECTOR_REFUSED'], mend: 'The running connector said why, or is too busy to answer; it has to have the version and the tenants of this command.' },
  { codes: ['REQUEST_NOT_UNDERSTOOD'], mend: 'Call it with the command of the version that runs. The id of a quote has at most 100 characters, no control characters, no blanks at its ends, and is not dots alone.' },
];

const byCode = new Map(advices.flatMap(({ codes, mend }) => codes.map((code) => [code, mend])));

/** What to do about an error code. */
export function adviceFor(code: string): string {
  return byCode.get(code) ?? "Salesforce's own words are in the reason: change the record, rule or right that they name.";
}

const REFUSED: Readonly<Record<string, string>> = {
  SIGNATURE_REFUSED: "Compare MONETIZENOW_WEBHOOK_SECRET with the webhook's in MonetizeNow (`npm run connector -- connect --url … --renew` writes it there), and the clocks.",
  TENANT_UNKNOWN: "The webhook's address has to end in the id of a tenant of the configuration.",
  BODY_NOT_JSON: 'Somebody else than MonetizeNow sends, or a proxy changes the body: the answer to the request says where it is wrong.',
  BODY_NOT_AN_EVENT: 'The answer to the request names the JSON path: MonetizeNow sends what this version does not know, or somebody else sends.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'Raise CONNECTOR_BODY_LIMIT, and the limit of your proxy.',
};

/** What an operator does about requests that were turned away with a code. */
export function adviceForRefused(code: string): string {
  return REFUSED[code] ?? byCode.get(code) ?? 'docs/connector.md tells what a sender is answered.';
}
