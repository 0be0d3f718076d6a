import type { SObject } from '../../values/sobject.ts';
import type { PlatformRules } from './platform-rules.ts';

/** The full name of a person: first name, space, last name. */
export function nameOf(draft: SObject): string {
  return [draft.get('FirstName'), draft.get('LastName')].filter((part) => typeof part === 'string' && part.trim() !== '').join(' ');
}

/** Contacts: the name is made of its parts. */
export const personRules: PlatformRules = {
  complete({ draft }) {
    draft!.set('Name', nameOf(draft!));
    return [];
  },
};

/** Users: name, nickname and type. */
export const userRules: PlatformRules = {
  complete({ draft, old }) {
    draft!.set('Name', nameOf(draft!));
    if (old) return [];
    draft!.set('UserType', 'Standard');
    if (draft!.get('CommunityNickname') === null) draft!.set('CommunityNickname', String(draft!.get('Username') ?? '').split('@')[0]!.slice(0, 40));
    return [];
  },
};

