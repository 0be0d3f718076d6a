/*
 * MonetizeNow's API as a process of its own, answering from a database that outlives it.
 *
 * node monetizenow-process.ts DATABASE PORT   (the API key is in MONETIZENOW_API_KEY; port 0 takes a free one)
 */
import { Faults } from '../../demo/stand-in/faults.ts';
import { createStandIn } from '../../demo/stand-in/server.ts';
import { readDatabase } from './database.ts';

const [folder = '', port = '0'] = process.argv.slice(2);
const server = createStandIn({
  apiKeys: [process.env['MONETIZENOW_API_KEY'] ?? ''],
  faults: new Faults(),
  customFields: () => [],
  store: readDatabase(folder),
  changed: async () => undefined,
});
const url = await server.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.on('SIGTERM', () => process.exit(0));
