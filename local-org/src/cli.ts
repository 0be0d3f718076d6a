/** The command line. Everything else is loaded from here on, so that Node keeps its compiled code for the next start. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/local-org/code', import.meta.url)));
const { run } = await import('./commands.ts');
process.exitCode = await run(process.argv.slice(2));
