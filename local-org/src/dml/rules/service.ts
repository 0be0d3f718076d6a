import { DatetimeValue } from '../../values/datetime.ts';
import { nameOf } from './person.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Cases: a closed status closes the case. */
export const caseRules: PlatformRules = {
  complete({ draft, old }, { tx }) {
    const closed = draft!.get('Status') === 'Closed';
    draft!.set('IsClosed', closed);
    if (closed !== (old?.['IsClosed'] === true)) draft!.set('ClosedDate', closed ? new DatetimeValue(tx.now()) : null);
    return [];
  },
};

/** Leads: the name is made of its parts. */
export const leadRules: PlatformRules = {
  complete({ draft }) {
    draft!.set('Name', nameOf(draft!));
    return [];
  },
};

/** Tasks: a completed task is closed. */
export const activityRules: PlatformRules = {
  complete({ draft }) {
    draft!.set('IsClosed', draft!.get('Status') === 'Completed');
    draft!.set('IsHighPriority', draft!.get('Priority') === 'High');
    return [];
  },
};
