/**
 * What to do after an error of Salesforce.
 *   retry  two writes met, or the platform had a bad moment: soon, with back-off
 *   wait   the org takes nothing from us for now, whatever the quote: minutes later, without spending an attempt
 *   park   the same request fails again until somebody changes a record, a rule, a right or the package
 */
export type Reaction = 'retry' | 'wait' | 'park';

/**
 * One answer for every code that the calls of this connector can meet: Composite, sObject Collections, rows by external id, query.
 * Codes from the REST API guide ("Status Codes and Error Responses") and the enumerations `StatusCode` and `ExceptionCode` of
 * the partner API. Not listed, and so judged by the HTTP status: codes about mail, files, feeds, portals, matching jobs, metadata.
 */
const RETRY = [
  'UNABLE_TO_LOCK_ROW',
  'RECORD_IN_USE_BY_WORKFLOW',
  'ALREADY_IN_PROCESS',
  'COLLISION_DETECTED',
  // A record was deleted between look-up and write: the next attempt looks again.
  'ENTITY_IS_DELETED',
  'INVALID_QUERY_LOCATOR',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'REALTIME_PROCESSING_TIME_EXCEEDED_LIMIT',
  'TOO_MANY_APEX_REQUESTS',
  'SERVER_UNAVAILABLE',
  'SERVICE_UNAVAILABLE',
  'FUNCTIONALITY_TEMPORARILY_UNAVAILABLE',
  'PLATFORM_EVENT_PUBLISHING_UNAVAILABLE',
  'PLATFORM_EVENT_PUBLISH_FAILED',
  'MATCH_SERVICE_ERROR',
  'MATCH_SERVICE_TIMED_OUT',
  'MATCH_SERVICE_UNAVAILABLE_ERROR',
  'TXN_SECURITY_METERING_ERROR',
  'INTERNAL_ERROR',
  'UNKNOWN_EXCEPTION',
  // Only say that something else failed; met where that something is not to be found.
  'PROCESSING_HALTED',
  'BATCH_PROCESSING_HALTED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  // Made up here: the answer did not reach us.
  'NETWORK',
] as const;

const WAIT = [
  'REQUEST_LIMIT_EXCEEDED',
  'EXCEEDED_QUOTA',
  'STORAGE_LIMIT_EXCEEDED',
  'ORG_IN_MAINTENANCE',
  'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE',
  'ORG_LOCKED',
  'TERRITORY_REALIGN_IN_PROGRESS',
  // The connection, not the quote: a person mends it while the events wait. A fresh login has been tried already.
  'INVALID_SESSION_ID',
  'INVALID_AUTH_HEADER',
  'INVALID_LOGIN',
  'INVALID_CLIENT',
  'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
  'LOGIN_DURING_RESTRICTED_DOMAIN',
  'LOGIN_DURING_RESTRICTED_TIME',
  'LOGIN_MUST_USE_SECURITY_TOKEN',
  'PASSWORD_LOCKOUT',
  'SSO_SERVICE_DOWN',
  'MUTUAL_AUTHENTICATION_FAILED',
  'CLIENT_NOT_ACCESSIBLE_FOR_USER',
  'API_CURRENTLY_DISABLED',
  'API_DISABLED_FOR_ORG',
  'TRIAL_EXPIRED',
  // Made up here: the login was refused; the rest of the day's requests is left to others.
  'LOGIN_FAILED',
  'API_RESERVE_REACHED',
] as const;

const PARK = [
  'CANNOT_DELETE_ENTITY',
  'CANNOT_EXECUTE_FLOW_TRIGGER',
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'CANNOT_MODIFY_MANAGED_OBJECT',
  'CANNOT_REPARENT_RECORD',
  'CIRCULAR_DEPENDENCY',
  'APEX_DATA_ACCESS_RESTRICTION',
  'APEX_ERROR',
  'APEX_TRIGGER_COUPLING_LIMIT',
  'CUSTOM_APEX_ERROR',
  'DELETE_FAILED',
  'DELETE_NOT_ALLOWED',
  'DELETE_OPERATION_TOO_LARGE',
  'DELETE_REQUIRED_ON_CASCADE',
  'DEPENDENCY_EXISTS',
  'DUPLICATES_DETECTED',
  'DUPLICATE_EXTERNAL_ID',
  'DUPLICATE_VALUE',
  'ENTITY_IS_ARCHIVED',
  'ENTITY_IS_LOCKED',
  'ENTITY_SAVE_ERROR',
  'ENTITY_SAVE_VALIDATION_ERROR',
  'EXCEEDED_ID_LIMIT',
  'EXCEEDED_MAX_SIZE_REQUEST',
  'EXCEEDED_MAX_SOBJECT_COLLECTION_SIZE',
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'FIELD_FILTER_VALIDATION_EXCEPTION',
  'FIELD_INTEGRITY_EXCEPTION',
  'FIELD_NOT_UPDATABLE',
  'FLOW_EXCEPTION',
  'FUNCTIONALITY_NOT_ENABLED',
  'INACTIVE_OWNER_OR_USER',
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INVALID_ARGUMENT_TYPE',
  'INVALID_CROSS_REFERENCE_KEY',
  'INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD',
  'INVALID_CURRENCY_ISO',
  'INVALID_DATE_FORMAT',
  'INVALID_ENTITY_FOR_UPSERT',
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_ID_FIELD',
  'INVALID_INPUT',
  'INVALID_OPERATION',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_PACKAGE_LICENSE',
  'INVALID_QUERY_FILTER_OPERATOR',
  'INVALID_READ_ONLY_USER_DML',
  'INVALID_STATUS',
  'INVALID_TYPE',
  'INVALID_TYPE_FOR_OPERATION',
  'INVALID_TYPE_ON_FIELD_IN_RECORD',
  'JSON_PARSER_ERROR',
  'LICENSE_LIMIT_EXCEEDED',
  'LIMIT_EXCEEDED',
  'MALFORMED_ID',
  'MALFORMED_QUERY',
  'MAXIMUM_HIERARCHY_CHILDREN_REACHED',
  'MAX_DEPTH_IN_FLOW_EXECUTION',
  'METHOD_NOT_ALLOWED',
  'MISSING_ARGUMENT',
  'MISSING_RECORD',
  'MIXED_DML_OPERATION',
  'MULTIPLE_CHOICES',
  'MULTIPLE_RECORDS_FOUND',
  'NOT_FOUND',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'OPERATION_TOO_LARGE',
  'PACKAGE_DISABLED',
  'PACKAGE_LICENSE_REQUIRED',
  'PAYLOAD_SIZE_EXCEEDED',
  'QUERY_TOO_COMPLICATED',
  'RELATED_ENTITY_FILTER_VALIDATION_EXCEPTION',
  'REL_FIELD_BAD_ACCESSIBILITY',
  'REQUIRED_FEATURE_MISSING',
  'REQUIRED_FIELD_MISSING',
  'SELF_REFERENCE_FROM_FLOW',
  'SELF_REFERENCE_FROM_TRIGGER',
  'STRING_TOO_LONG',
  'TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET',
  'TOO_MANY_ENUM_VALUE',
  'TXN_SECURITY_APEX_ERROR',
  'TXN_SECURITY_FAIL_CLOSE',
  'TXN_SECURITY_NO_ACCESS',
  'UNAVAILABLE_RECORDTYPE_EXCEPTION',
  'UNAVAILABLE_REF',
  'UNSUPPORTED_API_VERSION',
  'UNSUPPORTED_MEDIA_TYPE',
  'URI_TOO_LONG',
] as const;

/** The table. */
export const reactions: ReadonlyMap<string, Reaction> = new Map<string, Reaction>([
  ...RETRY.map((code) => [code, 'retry'] as const),
  ...WAIT.map((code) => [code, 'wait'] as const),
  ...PARK.map((code) => [code, 'park'] as const),
]);

/** Codes by which Apex and flows hand on an error that they met themselves; its own code stands in the text. */
const WRAPPERS = new Set([
  'APEX_ERROR',
  'CANNOT_EXECUTE_FLOW_TRIGGER',
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'CUSTOM_APEX_ERROR',
  'FLOW_EXCEPTION',
]);
const WRAPPED = /\b(?:UNABLE_TO_LOCK_ROW|RECORD_IN_USE_BY_WORKFLOW|QUERY_TIMEOUT|REQUEST_RUNNING_TOO_LONG)\b/;

/** The table's answer; a code that is not in it is judged by its HTTP status. Null: no answer came. */
export function reactionOf(errorCode: string, message: string, status: number | null): Reaction {
  if (WRAPPERS.has(errorCode) && WRAPPED.test(message)) return 'retry';
  const known = reactions.get(errorCode);
  if (known !== undefined) return known;
  if (status === 429) return 'wait';
  // 420 is what Salesforce Edge answers while it does not know where the org lives.
  return status === null || status === 408 || status === 420 || status >= 500 ? 'retry' : 'park';
}
