/**
 * A platform feature that the local org does not have. It is not an Apex exception: no Apex `catch` can swallow it,
 * so a missing feature never turns into a green test.
 */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
  readonly feature: string;

  constructor(feature: string) {
    super(`The local org does not support ${feature}.`);
    this.feature = feature;
  }
}

/**
 * An error that Salesforce itself would report, with its own status code, e.g. `INVALID_FIELD` or `DUPLICATE_VALUE`.
 * It becomes a REST error body, a per-record DML error, or a catchable Apex exception, depending on who asked.
 */
export class SalesforceError extends Error {
  override readonly name = 'SalesforceError';
  readonly statusCode: string;
  readonly fields: readonly string[];

  constructor(statusCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.statusCode = statusCode;
    this.fields = fields;
  }
}
