import type { Status } from './status.ts';

/** The page of a running connector: plain HTML that needs nothing else, and reloads itself. */
export function statusPage(status: Status): string {
  const { queue, totals } = status;
  const figures: [string, string | number][] = [
    ['State', status.ready ? 'ready' : 'not ready'],
    ['Running since', status.startedAt],
    ['Tenants', status.tenants.join(', ')],
    ['Waiting or running', queue?.backlog ?? 'unknown'],
    ['Oldest job', queue === null ? 'unknown' : `${(queue.oldestMs / 1000).toFixed(1)} s`],
    ['Events received', totals.received],
    ['Duplicates', totals.duplicate],
    ['Answered from a later read', totals.coalesced],
    ['Syncs', totals.done],
    ['Tried again', totals.retried],
    ['Requests refused', [totals.refused, ...status.refusals.map(({ code, count }) => `${count} ${code}`)].join(', ')],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Connector: ${status.ready ? 'ready' : 'not ready'}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #16325c; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d8dde6; }
h1, h2 { font-weight: 600; }
@media (prefers-color-scheme: dark) { body { background: #10151d; color: #dbe3f0; } th, td { border-color: #2c3646; } }
</style>
</head>
<body>
<h1>MonetizeNow Salesforce Sync: connector</h1>
${table([], figures)}
<h2>Parked quotes (${status.parked?.length ?? 'unknown'})</h2>
${listed(status.parked === null ? 'The queue engine does not answer.' : 'None.', ['Tenant', 'Quote', 'Code', 'Reason', 'Since'], (status.parked ?? []).map((each) => [each.tenantId, each.quoteId, each.code, each.reason, each.since]))}
<h2>Last syncs</h2>
${listed('None yet.', ['When', 'Tenant', 'Quote', 'Outcome', 'Items', 'Failed', 'Lag'], status.recent.map((each) => [each.at, each.tenantId, each.quoteId, each.outcome, each.items, each.failedItems, `${each.lagMs} ms`]))}
<h2>Last failures</h2>
${listed('None.', ['When', 'Tenant', 'Quote', 'Code', 'Reason', 'Next'], status.failures.map((each) => [each.at, each.tenantId, each.quoteId, each.code, each.reason, each.next]))}
</body>
</html>
`;
}

function listed(none: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return rows.length === 0 ? `<p>${none}</p>` : table(head, rows);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = (row: readonly (string | number)[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`;
  return `<table>${head.length === 0 ? '' : `<thead>${cells(head, 'th')}</thead>`}<tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
