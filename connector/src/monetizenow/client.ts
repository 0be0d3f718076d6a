import { ConnectorError } from '../errors.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';
import { patiently } from '../patience.ts';
import type { Wait } from '../patience.ts';
import { openApi } from './api.ts';
import type { ApiOptions, Get, MonetizeNowAccess } from './api.ts';
import { ageLimit, fits, pageQuery, pageSchema } from './quote-list.ts';
import type { ListedQuote, Page, QuoteFilter } from './quote-list.ts';
import { quoteSchema } from './quote-schema.ts';
import type { Quote } from './quote-schema.ts';

/** What the connector needs of MonetizeNow. Everything throws ConnectorError. */
export interface MonetizeNow {
  /** The quote with its offerings and items as it is now. Throws QUOTE_NOT_FOUND. */
  readQuote(quoteId: string): Promise<Quote>;
  /** The quotes that a filter names, page by page, the latest change first; a page that is refused for now is asked for again. */
  listQuotes(filter: QuoteFilter): AsyncIterable<ListedQuote>;
  /** Whether address and key are right; throws what is wrong with them. */
  check(): Promise<{ readonly clockSkewMs: number | null }>;
}

const PAGE_SIZE = 100;

/** Opens MonetizeNow for a tenant. */
export function openMonetizeNow(access: MonetizeNowAccess, options: ApiOptions = {}): MonetizeNow {
  const get = openApi(access, options);
  return {
    readQuote: (quoteId) => readQuote(get, quoteId),
    listQuotes: (filter) => listQuotes(get, filter, options.wait),
    async check() {
      const { status, date } = await get('/api/quotes?currentPage=0&pageSize=1');
      if (status === 404)
        throw new ConnectorError('MONETIZENOW_REFUSED', { details: [`404: there is no API at ${access.url}`] });
      const time = Date.parse(date ?? '');
      // The header counts whole seconds.
      return { clockSkewMs: Number.isFinite(time) ? Date.now() - (time + 500) : null };
    },
  };
}

async function readQuote(get: Get, quoteId: string): Promise<Quote> {
  const notFound = () => new ConnectorError('QUOTE_NOT_FOUND', { details: [quoteId] });
  if (!isPathSegment(quoteId)) throw notFound();
  const { status, json } = await get(`/api/quotes/${encodeURIComponent(quoteId)}`);
  if (status === 404) throw notFound();
  const parsed = quoteSchema.safeParse(json);
  if (!parsed.success) throw unreadable(faultLines(jsonFaults(parsed.error)));
  if (parsed.data.id !== quoteId) throw unreadable([`$.id: expected ${quoteId}, received ${parsed.data.id}`]);
  return parsed.data;
}

/** Dots alone would lead to another address, and half a surrogate pair cannot be written in one. */
function isPathSegment(id: string): boolean {
  return id !== '.' && id !== '..' && id.isWellFormed();
}

/** A list of many pages is not given up because one of them was asked for too early. */
async function* listQuotes(get: Get, filter: QuoteFilter, wait: Wait | undefined): AsyncIterable<ListedQuote> {
  const isBeyond = ageLimit(filter.modifiedSince);
  for (let currentPage = 0; ; currentPage += 1) {
    const query = pageQuery(filter, currentPage, PAGE_SIZE);
    const page = await patiently(() => readPage(get, query), wait);
    for (const quote of page.content) if (fits(quote, filter)) yield { id: quote.id, modifyDate: quote.modifyDate };
    if (page.content.length === 0 || currentPage + 1 >= page.totalPages || isBeyond(page)) return;
  }
}

async function readPage(get: Get, query: string): Promise<Page> {
  const { status, json } = await get(`/api/quotes?${query}`);
  if (status === 404) throw new ConnectorError('MONETIZENOW_REFUSED', { details: ['404 for the list of quotes'] });
  const parsed = pageSchema.safeParse(json);
  if (!parsed.success) throw unreadable(faultLines(jsonFaults(parsed.error)));
  return parsed.data;
}

function unreadable(details: readonly string[]): ConnectorError {
  return new ConnectorError('QUOTE_UNREADABLE', { details: details.slice(0, 20) });
}
