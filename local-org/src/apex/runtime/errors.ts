import { LimitException } from '../../limits/limits.ts';
import { ApexException, type Any } from './objects.ts';

const OF_NULL = /of null|null is not/;

/** Keeps where an exception is thrown, the first time. */
export function thrown(exception: ApexException | null): ApexException {
  if (exception === null) return nullThrown();
  exception.$error ??= new Error();
  return exception;
}

function nullThrown(): ApexException {
  const exception = new ApexException('System.NullPointerException', 'Attempt to de-reference a null object');
  exception.$error = new Error();
  return exception;
}

/** Whether no Apex code may catch the error: a limit, a failed assertion, a missing feature, a defect. */
export function isFatal(error: unknown): boolean {
  return asException(error) === undefined;
}

/** The Apex exception that a JavaScript error stands for; a fatal error goes on. */
export function caught(error: unknown): ApexException {
  const exception = asException(error);
  if (exception === undefined) throw error instanceof RangeError ? stackOverflow(error) : error;
  return exception;
}

/** JavaScript's own error for a member of null is Apex's NullPointerException; of undefined it is a defect of the runtime. */
export function asException(error: unknown): ApexException | undefined {
  if (error instanceof ApexException) return error;
  if (!(error instanceof TypeError) || !OF_NULL.test(error.message)) return undefined;
  const exception = new ApexException('System.NullPointerException', 'Attempt to de-reference a null object');
  exception.$error = error;
  return exception;
}

/** Endless recursion ends the transaction. */
export function stackOverflow(error: RangeError): Error {
  if (!/call stack/.test(error.message)) return error;
  return new LimitException('Maximum stack depth reached: 1001');
}

/** What the constructors of exceptions do: message, cause, or both. */
export function initException(exception: ApexException, args: Any[]): ApexException {
  const [first, second] = args;
  if (first instanceof ApexException) {
    exception.$cause = first;
    exception.$message = `${first.$decl?.name ?? first.$platform}: ${first.$message ?? 'Script-thrown exception'}`;
  } else if (args.length > 0) {
    exception.$message = first ?? null;
    exception.$cause = second ?? null;
  }
  return exception;
}
