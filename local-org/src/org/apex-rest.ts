/** A request below `/services/apexrest`. */
export interface ApexRestCall {
  readonly method: string;
  /** `/invoices/123`, decoded, without the query. */
  readonly path: string;
  readonly params: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly remoteAddress: string;
}

/** What the Apex class answered. */
export interface ApexRestReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** A request that no Apex answered, or that ended in an exception: a status and one error. */
export class ApexRestError extends Error {
  override readonly name = 'ApexRestError';
  readonly status: number;
  readonly errorCode: string;

  constructor(status: number, errorCode: string, message: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }
}
