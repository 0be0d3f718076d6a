/**
 * Lets no proxy come between the parts of the connector: engine, administration and commands talk over loopback. Node's fetch
 * looks at NO_PROXY anew for each request, and at the name in small letters first.
 */
export function exemptLoopback(env: NodeJS.ProcessEnv): void {
  const name = env['no_proxy'] === undefined ? 'NO_PROXY' : 'no_proxy';
  const exempt = env[name] ?? '';
  if (exempt.trim() !== '*') env[name] = exempt === '' ? '127.0.0.1' : `${exempt},127.0.0.1`;
}
