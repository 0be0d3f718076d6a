import { UnsupportedError } from '../errors.ts';
import { LimitException } from '../limits/limits.ts';
import { asException, stackOverflow } from './runtime/errors.ts';
import { AssertFailure, BrokenClassError, type ApexException } from './runtime/objects.ts';
import { framesOf, stackText } from './runtime/stack.ts';
import { exceptionText } from './runtime/text.ts';

/** An error that left Apex, as a test result or the Tooling API shows it. */
export interface DescribedError {
  readonly kind: 'exception' | 'assertion' | 'limit' | 'unsupported' | 'broken' | 'defect';
  readonly message: string;
  readonly stackTrace: string;
  readonly line: number;
}

/** Says what an error is and where in Apex it happened. */
export function describeError(thrown: unknown): DescribedError {
  const error = thrown instanceof RangeError ? stackOverflow(thrown) : thrown;
  const exception = asException(error);
  const frames = framesOf(exception?.$error ?? (error instanceof Error ? error : null));
  const kind = kindOf(error, exception);
  const stack = stackText(frames);
  return { kind, message: messageOf(error, exception, kind), stackTrace: kind === 'defect' ? `${stack}\n${(error as Error).stack ?? ''}` : stack, line: frames[0]?.line ?? -1 };
}

function kindOf(error: unknown, exception: ApexException | undefined): DescribedError['kind'] {
  if (exception !== undefined) return 'exception';
  if (error instanceof AssertFailure) return 'assertion';
  if (error instanceof LimitException) return 'limit';
  if (error instanceof UnsupportedError) return 'unsupported';
  return error instanceof BrokenClassError ? 'broken' : 'defect';
}

function messageOf(error: unknown, exception: ApexException | undefined, kind: DescribedError['kind']): string {
  if (exception !== undefined) return exceptionText(exception);
  const message = error instanceof Error ? error.message : String(error);
  if (kind === 'assertion') return `System.AssertException: ${message}`;
  return kind === 'limit' ? `System.LimitException: ${message}` : message;
}
