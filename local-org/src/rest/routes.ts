import { UnsupportedError } from '../errors.ts';
import type { Route } from './api.ts';
import { collectionRoutes } from './resources/collections.ts';
import { compositeRoutes } from './resources/composite.ts';
import { describeRoutes } from './resources/describe.ts';
import { limitRoutes } from './resources/limits.ts';
import { metadataRoutes } from './resources/metadata.ts';
import { queryRoutes } from './resources/query.ts';
import { recordRoutes } from './resources/record.ts';
import { replicationRoutes } from './resources/replication.ts';
import { searchRoutes } from './resources/search.ts';
import { toolingRoutes } from './resources/tooling.ts';
import { treeRoutes } from './resources/tree.ts';

/** Resources that Salesforce has and the local org has not. */
const MISSING: readonly [method: string, path: string, feature: string][] = [
  ['POST', '/composite/graph', 'composite graphs'],
  ['POST', '/jobs/ingest', 'Bulk API 2.0'],
  ['POST', '/jobs/query', 'Bulk API 2.0'],
  ['GET', '/recent', 'recently viewed items'],
  ['GET', '/tabs', 'tabs'],
  ['GET', '/theme', 'themes'],
  ['GET', '/sobjects/:object/describe/layouts', 'layouts'],
];

const missingRoutes: readonly Route[] = MISSING.map(([method, path, feature]) => ({
  method,
  path,
  answer: () => {
    throw new UnsupportedError(feature);
  },
}));

/** Everything below `/services/data/vNN.N`; the first route that fits answers. */
export const ROUTES: readonly Route[] = [
  ...missingRoutes,
  ...limitRoutes,
  ...queryRoutes,
  ...searchRoutes,
  ...describeRoutes,
  ...collectionRoutes,
  ...compositeRoutes,
  ...treeRoutes,
  ...replicationRoutes,
  ...toolingRoutes,
  ...metadataRoutes,
  ...recordRoutes,
];
