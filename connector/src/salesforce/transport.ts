import { PassThrough } from 'node:stream';
import { Transport } from 'jsforce/lib/transport.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { exchange } from '../exchange.ts';
import type { HttpRequest as OwnRequest } from '../exchange.ts';
import type { HttpRequest, HttpResponse } from 'jsforce';

/** What an answer said besides its body. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The way of one request to Salesforce and back. jsforce's own way repeats reads by itself, has no limit for the time that a
 * body takes, and lets a connection that is cut within a body end the process (jsforce 3.10, lib/request.js).
 */
export class OneRequest extends Transport {
  /** Set once there is an answer. */
  head: AnswerHead | undefined;
  private readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super();
    this.timeoutMs = timeoutMs;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.send(request) }));
  }

  private async send({ url, method, body, headers }: HttpRequest): Promise<HttpResponse> {
    const content = typeof body === 'string' ? { body } : {};
    const { status, headers: told, text } = await exchange(url, { method: method as OwnRequest['method'], headers: headers as Record<string, string>, ...content }, this.timeoutMs);
    this.head = { status, headers: told };
    return { statusCode: status, headers: { ...told }, body: text };
  }
}
