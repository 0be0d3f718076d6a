import { createHash } from 'node:crypto';
import type { Row } from '../../store/store.ts';
import { BlobValue } from '../../values/blob.ts';
import type { SaveEnvironment } from '../environment.ts';
import { requiredMissing } from '../errors.ts';
import type { Work } from '../work.ts';
import type { PlatformRules } from './platform-rules.ts';

/** Files; Object Reference, "ContentVersion": the first version of a file makes its document and links it to where it is published. */
export const contentVersionRules: PlatformRules = {
  complete({ draft, old }) {
    if (old) return [];
    if (draft!.get('PathOnClient') === null) return [requiredMissing(['PathOnClient'])];
    const data = draft!.get('VersionData');
    const bytes = data instanceof BlobValue ? data.bytes : new Uint8Array();
    const path = String(draft!.get('PathOnClient'));
    const extension = /\.([^.]+)$/.exec(path)?.[1] ?? null;
    draft!.set('ContentSize', bytes.length);
    draft!.set('Checksum', createHash('md5').update(bytes).digest('hex'));
    draft!.set('FileExtension', extension);
    draft!.set('FileType', extension === null ? 'UNKNOWN' : extension === 'txt' ? 'TEXT' : extension.toUpperCase());
    draft!.set('IsLatest', true);
    if (draft!.get('Title') === null) draft!.set('Title', path.replace(/\.[^.]+$/, ''));
    return [];
  },
  afterSave: (works, environment) => {
    for (const work of works) if (!work.old && work.saved) attach(work, work.saved, environment);
  },
};

function attach(work: Work, version: Row, environment: SaveEnvironment): void {
  const { store } = environment;
  const id = version['Id'] as string;
  const known = version['ContentDocumentId'];
  for (const other of typeof known === 'string' ? store.find('ContentVersion', 'ContentDocumentId', known) : []) if (other['Id'] !== id) store.put('ContentVersion', { ...other, IsLatest: false });
  const document = typeof known === 'string' ? known : newDocument(version, environment);
  const number = store.find('ContentVersion', 'ContentDocumentId', document).length;
  store.put('ContentVersion', { ...version, ContentDocumentId: document, VersionNumber: String(typeof known === 'string' ? number : number + 1) });
  store.put('ContentDocument', { ...store.get('ContentDocument', document)!, LatestPublishedVersionId: id, Title: version['Title'] ?? null });
  work.saved = store.get('ContentVersion', id)!;
}

function newDocument(version: Row, environment: SaveEnvironment): string {
  const { store, ids } = environment;
  const system = Object.fromEntries(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'IsDeleted'].map((name) => [name, version[name] ?? null]));
  const id = ids.give('069');
  store.put('ContentDocument', { ...system, Id: id, OwnerId: version['OwnerId'] ?? null, Title: version['Title'] ?? null, FileType: version['FileType'] ?? null, FileExtension: version['FileExtension'] ?? null, ContentSize: version['ContentSize'] ?? null, PublishStatus: 'P' });
  const link = (entity: unknown, share: string): void => store.put('ContentDocumentLink', { ...system, Id: ids.give('06A'), ContentDocumentId: id, LinkedEntityId: String(entity), ShareType: share, Visibility: 'AllUsers' });
  link(version['OwnerId'], 'I');
  const place = version['FirstPublishLocationId'];
  if (typeof place === 'string' && place !== version['OwnerId']) link(place, 'V');
  return id;
}

/** Public links of files. */
export const contentDistributionRules: PlatformRules = {
  complete({ draft, old }, { store, tx }) {
    const version = store.get('ContentVersion', String(draft!.get('ContentVersionId')));
    if (old || !version) return [];
    draft!.set('ContentDocumentId', version['ContentDocumentId'] ?? null);
    const base = `https://local-org.example/sfc/dist/version`;
    draft!.set('DistributionPublicUrl', `${base}/view/${String(version['Id'])}/${tx.now()}`);
    if (draft!.get('PreferencesAllowOriginalDownload') === true) draft!.set('ContentDownloadUrl', `${base}/download/${String(version['Id'])}/${tx.now()}`);
    return [];
  },
};
