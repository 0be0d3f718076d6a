import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { WireRequest, WireResult } from './wire.ts';

interface CalloutThread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly flag: Int32Array<SharedArrayBuffer>;
}

let thread: CalloutThread | undefined;

/** The thread that talks HTTP; made by the first callout, and no reason for the process to stay. */
function calloutThread(): CalloutThread {
  if (thread !== undefined) return thread;
  const { port1, port2 } = new MessageChannel();
  const signal = new SharedArrayBuffer(4);
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { port: port2, signal }, transferList: [port2] });
  worker.unref();
  port1.unref();
  thread = { worker, port: port1, flag: new Int32Array(signal) };
  return thread;
}

/** How long the thread may take beyond the callout's own time: it has to start first. */
const GRACE_MS = 5000;

/** Sends a request and waits for what comes of it, as Apex does: nothing else runs in this thread meanwhile. */
export function exchange(request: WireRequest): WireResult {
  const { worker, port, flag } = calloutThread();
  Atomics.store(flag, 0, 0);
  port.postMessage(request);
  const outcome = Atomics.wait(flag, 0, 0, request.timeoutMs + GRACE_MS);
  const received = receiveMessageOnPort(port) as { message: WireResult } | undefined;
  if (received !== undefined) return received.message;
  if (outcome !== 'timed-out') throw new Error('The callout thread gave no answer');
  // A thread that hangs must not answer the next request.
  thread = undefined;
  void worker.terminate();
  return { failure: 'Read timed out' };
}
