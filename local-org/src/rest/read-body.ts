import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { DeployUpload } from './resources/metadata.ts';

/** Largest request: that of a deployment. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Teaches the server to keep bodies as text or bytes: each resource reads its own. */
export function keepBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
}

/** The body of an API request: JSON, or the parts of a deployment. */
export async function bodyOf(request: FastifyRequest): Promise<unknown> {
  const bytes = request.body as Buffer | undefined;
  if (!bytes || bytes.length === 0) return undefined;
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/')) return uploadOf(bytes, contentType);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', `${(error as Error).message} at [line:1, column:1]`);
  }
}

async function uploadOf(bytes: Buffer, contentType: string): Promise<DeployUpload> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const entity = form.get('entity_content') ?? form.get('json');
  const text = entity === null ? '{}' : typeof entity === 'string' ? entity : await entity.text();
  const file = form.get('file');
  if (file === null || typeof file === 'string') throw new ApiError(400, 'INVALID_INPUT', 'The part "file" is missing');
  const { deployOptions = {} } = JSON.parse(text) as { deployOptions?: DeployUpload['options'] };
  return { zip: new Uint8Array(await file.arrayBuffer()), options: deployOptions };
}

/** A form, as the OAuth endpoints take it: in the body or in the query. */
export function formOf(request: FastifyRequest): URLSearchParams {
  const bytes = request.body as Buffer | undefined;
  if (bytes && bytes.length) return new URLSearchParams(bytes.toString('utf8'));
  return new URL(request.url, 'http://local-org').searchParams;
}
