/**
 * Requests to Salesforce for a quote of 1, 20, 200 and 1,000 items, as the org itself counts them: when the quote is new, when it comes
 * again, and when one item has left it. The bound is one request for up to 200 items, and never one per item.
 *
 *   node test/bench/requests.ts
 */
import Table from 'cli-table3';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import { startLocalOrg } from '../../demo/stack/local-org.ts';
import { deploy } from '../../demo/org/deploy.ts';
import { login } from '../../demo/org/session.ts';
import { anItem, anOffering, aQuote } from '../connector/support/quotes.ts';
import { accessTo } from '../connector/support/salesforce-stub.ts';

const SIZES = [1, 20, 200, 1000];

const org = await startLocalOrg();
try {
  await deploy(await login(org), 'force-app');
  let used = 0;
  const connection = openOrg(accessTo(org.url, { login: { clientId: org.clientId, clientSecret: org.clientSecret } }), { apiUsage: (usage) => (used = usage.used) });
  const catalogue = productCatalogue();
  const first = () => connection.get('/services/data/v65.0/limits');

  /** Requests that the org has counted for one write. */
  const write = async (size: number, items: number): Promise<number> => {
    await first();
    const before = used;
    const ids = Array.from({ length: items }, (_, index) => anItem({ id: `item_${size}_${index}`, productId: `prod_${index % 50}`, productName: 'Product' }));
    const written = await reconcile(connection, catalogue, flatten(aQuote({ id: `quote_${size}`, quoteOfferings: [anOffering({ items: ids })] })));
    if (written.outcome !== 'synced' || written.salesforceRequests !== used - before) throw new Error(JSON.stringify({ written, used: used - before }));
    return used - before;
  };

  const table = new Table({ style: { head: [], border: [], compact: true }, head: ['items', 'new', 'again', 'one item fewer'] });
  let isOver = false;
  for (const size of SIZES) {
    const counts = [await write(size, size), await write(size, size), await write(size, size - 1)];
    isOver ||= size <= 200 ? counts[0] !== 1 || counts[1] !== 1 : Math.max(...counts) > Math.ceil(size / 200);
    table.push([size, ...counts]);
  }
  console.log(`\nrequests to Salesforce per quote\n${table.toString()}${isOver ? '\n  OVER' : ''}`);
  if (isOver) process.exitCode = 1;
} finally {
  await org.child.stop();
}
