import { dmlError } from '../errors.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Hierarchy custom settings: one record per organization, profile or user; without an owner it is the organization's. */
export const customSettingRules: PlatformRules = {
  complete({ draft, type, old }, { store }) {
    if (type.customSettingType !== 'Hierarchy') return [];
    if (draft!.get('SetupOwnerId') === null) draft!.set('SetupOwnerId', [...store.rows('Organization')][0]?.['Id'] ?? null);
    const owner = draft!.get('SetupOwnerId');
    const other = store.find(type.name, 'SetupOwnerId', owner).find((row) => row['Id'] !== old?.['Id']);
    return other ? [dmlError('DUPLICATE_VALUE', `duplicate value found: SetupOwnerId duplicates value on record with id: ${String(other['Id']).slice(0, 15)}`)] : [];
  },
};
