import { NAME_TYPE } from '../schema/name-type.ts';
import type { FieldDefinition, Schema, SObjectType } from '../schema/sobject-type.ts';
import { fieldByRelationship, fieldOf } from '../schema/sobject-type.ts';
import type { SoqlQuery } from './ast.ts';
import type { QueryProblem } from './problem.ts';
import { noSuchColumn, noSuchParent } from './problem.ts';

/** Where the names of a query are looked up. */
export interface QueryScope {
  readonly schema: Schema;
  readonly type: SObjectType;
  /** Lower-case aliases of FROM, with the parents each stands for. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

/** A field path that was understood: the lookups to follow, then the field to read. */
export interface ResolvedPath {
  readonly steps: readonly FieldDefinition[];
  readonly field: FieldDefinition;
  /** Object of the last field. */
  readonly type: SObjectType;
}

/** SOQL Reference, "Understanding Relationship Query Limitations": at most five levels of child-to-parent. */
const MAX_LEVELS = 5;

/** The scope of a query over `type`. */
export function scopeOf(schema: Schema, type: SObjectType, query: SoqlQuery): QueryScope {
  const aliases = new Map<string, readonly string[]>([[query.from.toLowerCase(), []], [type.name.toLowerCase(), []]]);
  if (query.alias) aliases.set(query.alias.toLowerCase(), []);
  for (const join of query.joins ?? []) {
    const [head, ...rest] = join.path;
    aliases.set(join.alias.toLowerCase(), [...(aliases.get(head!.toLowerCase()) ?? [head!]), ...rest]);
  }
  return { schema, type, aliases };
}

/** Looks up a field path; an alias in front of it is taken off. */
export function resolvePath(scope: QueryScope, path: readonly string[], at: number): ResolvedPath | QueryProblem {
  const full = withoutAlias(scope, path);
  let type = scope.type;
  const steps: FieldDefinition[] = [];
  for (const relationship of full.slice(0, -1)) {
    const step = fieldByRelationship(type, relationship);
    if (!step || steps.length === MAX_LEVELS) return noSuchParent(relationship, at);
    steps.push(step);
    type = parentType(scope.schema, step);
  }
  const name = full.at(-1)!;
  const field = fieldOf(type, name);
  return field ? { steps, field, type } : noSuchColumn(name, type.name, at);
}

export function isProblem(value: object): value is QueryProblem {
  return 'statusCode' in value;
}

/** The object a lookup leads to, or what several possible ones have in common. */
export function parentType(schema: Schema, lookup: FieldDefinition): SObjectType {
  if (lookup.referenceTo.length !== 1) return NAME_TYPE;
  return schema.find(lookup.referenceTo[0]!) ?? NAME_TYPE;
}

function withoutAlias(scope: QueryScope, path: readonly string[]): readonly string[] {
  const head = path[0]!.toLowerCase();
  const alias = scope.aliases.get(head);
  if (!alias || path.length === 1) return path;
  // A lookup may bear the name of its own object (`Account.Parent` on Account has none, `Case.Case` would).
  if (alias.length === 0 && fieldByRelationship(scope.type, head)) return path;
  return [...alias, ...path.slice(1)];
}
