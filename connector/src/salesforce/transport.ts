import { PassThrough } from 'node:stream';
import { Transport } from 'jsforce/lib/transport.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { withDeadline } from '../deadline.ts';
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
  /** Set once an answer has begun. */
  head: AnswerHead | undefined;
  private readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super();
    this.timeoutMs = timeoutMs;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.send(request) }));
  }

  private send({ url, method, body, headers }: HttpRequest): Promise<HttpResponse> {
    return withDeadline(this.timeoutMs, async (signal) => {
      const answer = await fetch(url, {
        method,
        headers: headers as Record<string, string>,
        // A redirect would carry the session to wherever it points.
        redirect: 'manual',
        signal,
        ...(typeof body === 'string' ? { body } : {}),
      });
      this.head = { status: answer.status, headers: Object.fromEntries(answer.headers) };
      return { statusCode: answer.status, headers: { ...this.head.headers }, body: await answer.text() };
    });
  }
}
