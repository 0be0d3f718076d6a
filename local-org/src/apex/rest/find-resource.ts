import { ApexRestError } from '../../org/apex-rest.ts';
import type { MethodDecl, TypeDecl } from '../types/type.ts';

/** The method that answers a request, and the mapping that led to it. */
export interface RestTarget {
  readonly method: MethodDecl;
  /** `/invoices/*` */
  readonly mapping: string;
}

interface Resource {
  readonly decl: TypeDecl;
  readonly mapping: string;
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Apex Developer Guide, "RestResource Annotation": an exact match wins, then the longest pattern with a wildcard; the case
 * of letters counts.
 */
export function findResource(classes: readonly TypeDecl[], verb: string, path: string): RestTarget {
  const matches = classes.flatMap(resourcesOf).filter(({ mapping }) => matchesPath(mapping, path));
  const [best] = matches.toSorted((a, b) => Number(a.mapping.includes('*')) - Number(b.mapping.includes('*')) || b.mapping.length - a.mapping.length);
  if (best === undefined) throw new ApexRestError(404, 'NOT_FOUND', 'Could not find a match for URL');
  const method = methodFor(best.decl, verb);
  if (method !== undefined) return { method, mapping: best.mapping };
  const allowed = VERBS.filter((each) => methodFor(best.decl, each) !== undefined);
  throw new ApexRestError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${verb}' not allowed. Allowed are ${allowed.join(', ')}`);
}

function resourcesOf(decl: TypeDecl): Resource[] {
  const annotation = decl.node?.modifiers.annotations.find(({ name }) => name === 'restresource');
  const mapping = annotation?.values['urlmapping'];
  return mapping === undefined ? [] : [{ decl, mapping }];
}

function methodFor(decl: TypeDecl, verb: string): MethodDecl | undefined {
  const annotation = `http${verb.toLowerCase()}`;
  return [...decl.methods.values()].flat().find((method) => method.static && method.annotations.has(annotation));
}

/** A star stands for anything; at the end, also for nothing. */
function matchesPath(mapping: string, path: string): boolean {
  const parts = mapping.replace(/\/\*$/, '').split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const tail = mapping.endsWith('/*') ? '(?:/.*)?' : '/?';
  return new RegExp(`^${parts.join('[^/]*')}${tail}$`).test(path);
}
