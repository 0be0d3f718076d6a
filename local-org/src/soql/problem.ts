/** What is wrong with a query, in the platform's words. */
export interface QueryProblem {
  readonly statusCode: 'INVALID_FIELD' | 'INVALID_TYPE' | 'MALFORMED_QUERY' | 'INVALID_QUERY_FILTER_OPERATOR';
  readonly message: string;
  /** Offset in the query's text. */
  readonly at: number;
}

const HINT = 'Please reference your WSDL or the describe call for the appropriate names.';

export function noSuchColumn(field: string, entity: string, at: number): QueryProblem {
  const message = `No such column '${field}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${HINT}`;
  return { statusCode: 'INVALID_FIELD', message, at };
}

export function noSuchObject(name: string, at: number): QueryProblem {
  const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${HINT}`;
  return { statusCode: 'INVALID_TYPE', message, at };
}

export function noSuchParent(relationship: string, at: number): QueryProblem {
  const message = `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`;
  return { statusCode: 'INVALID_FIELD', message, at };
}

export function noSuchChild(relationship: string, at: number): QueryProblem {
  const message = `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`;
  return { statusCode: 'INVALID_TYPE', message, at };
}

export function malformed(message: string, at: number): QueryProblem {
  return { statusCode: 'MALFORMED_QUERY', message, at };
}

export function invalidField(message: string, at: number): QueryProblem {
  return { statusCode: 'INVALID_FIELD', message, at };
}
