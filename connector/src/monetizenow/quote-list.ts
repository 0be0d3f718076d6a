import { z } from 'zod';
import { instant } from './instant.ts';

/** Which quotes; what is left out does not matter. */
export interface QuoteFilter {
  readonly modifiedSince?: Date | undefined;
  readonly status?: string | undefined;
  readonly type?: string | undefined;
  readonly accountId?: string | undefined;
}

/** A quote as a list shows it. */
export interface ListedQuote {
  readonly id: string;
  /** Time of the last change, in milliseconds since the epoch. */
  readonly modifyDate: number | null;
}

const text = z.string().nullish();
const entry = z.object({ id: z.string().min(1), modifyDate: instant, status: text, type: text, accountId: text });

/** One page of GET /api/quotes. */
export const pageSchema = z.object({ content: z.array(entry), totalPages: z.number().int() });
export type Page = z.infer<typeof pageSchema>;

/**
 * The query of a page, the latest change first: a quote that changes meanwhile moves to the front, so that others are seen
 * twice rather than not at all. MonetizeNow does not publish how it compares times, so these are not left to it.
 */
export function pageQuery({ status, type, accountId }: QuoteFilter, currentPage: number, pageSize: number): string {
  const query = new URLSearchParams({ currentPage: String(currentPage), pageSize: String(pageSize), sort: 'modifyDate:desc' });
  for (const [name, value] of Object.entries({ status, type, accountId })) if (value !== undefined) query.set(name, value);
  return query.toString();
}

/** Whether an entry fits, also where MonetizeNow has passed over a part of the query. A change without a time fits. */
export function fits(quote: Page['content'][number], { modifiedSince, status, type, accountId }: QuoteFilter): boolean {
  const differs = (wanted: string | undefined, found: string | null | undefined) =>
    wanted !== undefined && typeof found === 'string' && found !== wanted;
  if (differs(status, quote.status) || differs(type, quote.type) || differs(accountId, quote.accountId)) return false;
  return modifiedSince === undefined || quote.modifyDate === null || quote.modifyDate >= modifiedSince.getTime();
}

/** Watches the order of what has been listed, to know when everything later is too old. */
export function ageLimit(modifiedSince: Date | undefined): (page: Page) => boolean {
  let last = Infinity;
  let isOrdered = true;
  return ({ content }) => {
    for (const { modifyDate } of content) {
      isOrdered &&= modifyDate !== null && modifyDate <= last;
      last = modifyDate ?? last;
    }
    return isOrdered && modifiedSince !== undefined && last < modifiedSince.getTime();
  };
}
