import { equals } from '../runtime/hashing.ts';
import { AssertFailure, type Any, type TypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { text } from '../runtime/text.ts';
import { instanceOf } from '../runtime/type-tests.ts';

function shown(value: Any): string {
  return value === null || value === undefined ? 'null' : text(value);
}

function fail(message: Any, detail: string): never {
  const parts = [...(message === undefined || message === null ? [] : [shown(message)]), ...(detail === '' ? [] : [detail])];
  throw new AssertFailure(parts.length === 0 ? 'Assertion Failed' : `Assertion Failed: ${parts.join(': ')}`);
}

function areEqual(expected: Any, actual: Any, message?: Any): void {
  if (!equals(expected, actual)) fail(message, `Expected: ${shown(expected)}, Actual: ${shown(actual)}`);
}

function areNotEqual(unwanted: Any, actual: Any, message?: Any): void {
  if (equals(unwanted, actual)) fail(message, `Same value: ${shown(actual)}`);
}

/** System.Assert */
export const assertBody: PlatformBody = {
  statics: {
    areequal: areEqual,
    arenotequal: areNotEqual,
    fail: (message?: Any) => fail(message, ''),
    isfalse: (value: Any, message?: Any) => (value === false ? undefined : fail(message, `Expected: false, Actual: ${shown(value)}`)),
    istrue: (value: Any, message?: Any) => (value === true ? undefined : fail(message, `Expected: true, Actual: ${shown(value)}`)),
    isnull: (value: Any, message?: Any) => (value === null ? undefined : fail(message, `Expected: null, Actual: ${shown(value)}`)),
    isnotnull: (value: Any, message?: Any) => (value !== null ? undefined : fail(message, 'Same value: null')),
    isinstanceoftype: (value: Any, type: TypeToken, message?: Any) =>
      instanceOf(value, type.type) ? undefined : fail(message, `Expected type: ${type.type.name}, Actual: ${shown(value)}`),
    isnotinstanceoftype: (value: Any, type: TypeToken, message?: Any) =>
      instanceOf(value, type.type) ? fail(message, `Unexpected type: ${type.type.name}`) : undefined,
  },
};

/** The assertions of System.System. */
export const systemAssertions = {
  assert: (value: Any, message?: Any): void => {
    if (value !== true) fail(message, '');
  },
  assertequals: areEqual,
  assertnotequals: areNotEqual,
};
