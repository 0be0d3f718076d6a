import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import { codeOf } from '../reaction.ts';

const tracer = () => trace.getTracer('monetizenow-salesforce-sync');

/**
 * Starts tracing where the environment asks for it (OTEL_EXPORTER_OTLP_ENDPOINT and the other variables of OpenTelemetry);
 * returns how to send what is left. Without it every span costs nothing.
 */
export async function startTracing(env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  if (!env['OTEL_EXPORTER_OTLP_ENDPOINT'] && !env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) return async () => undefined;
  // Loaded only where it is used: it takes a third of a second.
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: env['OTEL_SERVICE_NAME'] ?? 'monetizenow-salesforce-sync' });
  sdk.start();
  return () => sdk.shutdown();
}

/** Does work inside a span; a failure is noted on it by its code. Attributes are ids and figures, never what a customer wrote. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>, parent?: string): Promise<T> {
  const above = parent === undefined ? context.active() : propagation.extract(context.active(), { traceparent: parent });
  return tracer().startActiveSpan(name, { attributes }, above, async (span) => {
    try {
      return await work();
    } catch (error) {
      // Not the error itself: its text may repeat what a customer wrote.
      span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The span that is open now, as it is stored with an event and taken up by its job; undefined where nothing is traced. */
export function currentTrace(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
