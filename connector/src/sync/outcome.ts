import { SalesforceApiError } from '../salesforce/errors.ts';
import type { SubrequestResult } from '../salesforce/org.ts';
import { errorsOf, isConsequence, requireAnswers } from '../salesforce/results.ts';
import type { PlannedRequest } from './plan.ts';

/** What became of planned requests. */
export interface Outcome {
  /** The org holds a newer version of the quote: it refused this one or its items, and whatever refers to them. */
  readonly isStale: boolean;
  /** Records that were refused for good, by external id. */
  readonly items: ReadonlyMap<string, SalesforceApiError>;
  readonly products: ReadonlyMap<string, SalesforceApiError>;
  /** The answer of the query for what the org holds, where the plan had one. */
  readonly state: unknown;
}

/** How the package's trigger begins its refusal of an older version. */
const STALE = 'STALE_SOURCE_VERSION';
/** The fields that this connector finds records by. */
const OWN_KEYS = { quote: 'Id__c', items: 'Id__c', products: 'ExternalId__c', state: null, removal: null } as const;

/**
 * Reads every result. Throws what concerns more than single items: the refusal of the quote, of a request as a whole, of a
 * removal, and whatever may succeed when it is tried again.
 */
export function outcomeOf(requests: readonly PlannedRequest[], results: readonly SubrequestResult[]): Outcome {
  requireAnswers(requests, results);
  const failures = requests.flatMap((request, index) => failuresOf(request, results[index] as SubrequestResult));
  if (failures.some(({ error }) => error.message.includes(STALE)))
    return { isStale: true, items: new Map(), products: new Map(), state: undefined };
  const grave = mostGrave(failures);
  if (grave !== undefined) throw grave;
  const at = requests.findIndex(({ kind }) => kind === 'state');
  return {
    isStale: false,
    items: byKey(failures, 'items'),
    products: byKey(failures, 'products'),
    state: at < 0 ? undefined : results[at]?.body,
  };
}

interface Failure {
  readonly request: PlannedRequest;
  /** External id of the record; undefined where the request failed as a whole. */
  readonly key: string | undefined;
  readonly error: SalesforceApiError;
}

function failuresOf(request: PlannedRequest, result: SubrequestResult): Failure[] {
  const isWhole = result.status >= 300;
  return errorsOf(request, result).flatMap((error, index) =>
    error === undefined ? [] : [{ request, key: isWhole ? undefined : request.keys[index], error: judged(request, error) }],
  );
}

/** Two writers that create one record at once: the second is refused, and finds the record when it tries again. */
function judged({ kind, subject }: PlannedRequest, error: SalesforceApiError): SalesforceApiError {
  const { errorCode, text, statusCode, fields } = error;
  const ownKey = OWN_KEYS[kind];
  if (errorCode !== 'DUPLICATE_VALUE' || ownKey === null || !text.includes(ownKey)) return error;
  return new SalesforceApiError({ errorCode, message: text, statusCode, fields, subject, reaction: 'retry' });
}

/** A cause before its consequences; among causes one that is worth waiting for, since the job is repeated then in any case. */
function mostGrave(failures: readonly Failure[]): SalesforceApiError | undefined {
  const causes = failures.filter(({ error }) => !isConsequence(error));
  const grave = (causes.length > 0 ? causes : failures).filter((failure) => !isBearable(failure));
  const errors = grave.map(({ error }) => error);
  return errors.find(({ reaction }) => reaction === 'wait') ?? errors.find(({ reaction }) => reaction === 'retry') ?? errors[0];
}

/** A record that is refused for good, while the rest can stand without it. */
function isBearable({ request, key, error }: Failure): boolean {
  return (request.kind === 'items' || request.kind === 'products') && key !== undefined && error.reaction === 'park';
}

function byKey(failures: readonly Failure[], kind: PlannedRequest['kind']): Map<string, SalesforceApiError> {
  return new Map(failures.flatMap(({ request, key, error }) => (request.kind === kind && key !== undefined ? [[key, error]] : [])));
}
