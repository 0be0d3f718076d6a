import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The lists of PackageFields.BROUGHT by object, as they stand in the source. */
function listed(object: string): string[] {
  const source = readFileSync('force-app/main/default/classes/PackageFields.cls', 'utf8');
  const brought = source.slice(source.indexOf('BROUGHT'), source.indexOf('DECIDED'));
  const list = new RegExp(`${object}\\.SObjectType => new Set<String>\\{([^}]*)\\}`).exec(brought)?.[1] ?? '';
  return [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? '');
}

const brought = (object: string) =>
  globSync(`force-app/main/*/objects/${object}/fields/*.field-meta.xml`).map((path) => basename(path, '.field-meta.xml'));

describe('a deployment without a namespace knows every field that the package brings', () => {
  it.each(['Quote__c', 'Opportunity', 'OpportunityLineItem'])('on %s', (object) => {
    expect(brought(object).length).toBeGreaterThan(1);
    expect(listed(object).toSorted()).toEqual(brought(object).toSorted());
  });
});
