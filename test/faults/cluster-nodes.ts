import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { answers } from '../../connector/src/queue/answers.ts';
import { freePorts } from '../../connector/src/queue/free-ports.ts';
import { until } from '../../connector/src/queue/processes.ts';

/** A Restate cluster on loopback. */
export interface ClusterNodes {
  addresses(node: number): { readonly ingressUrl: string; readonly adminUrl: string };
  kill(node: number): void;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/** Starts nodes that keep everything twice; the first provisions the cluster. */
export async function startClusterNodes(folder: string, count: number): Promise<ClusterNodes> {
  const binary = createRequire(import.meta.url).resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`);
  const ports = await freePorts(count * 3);
  const portOf = (node: number, kind: 0 | 1 | 2) => ports[node * 3 + kind] ?? 0;
  const fabric = Array.from({ length: count }, (_, node) => `http://127.0.0.1:${portOf(node, 2)}/`);
  const start = (node: number): ChildProcess => {
    const log = openSync(join(folder, `node-${node}.log`), 'w');
    const address = `127.0.0.1:${portOf(node, 2)}`;
    const options = {
      'log-filter': 'warn,octocrab=off',
      'log-format': 'compact',
      'listen-mode': 'tcp',
      'bind-address': address,
      'advertised-address': `http://${address}/`,
      'cluster-name': 'faults',
      'node-name': `node-${node}`,
      'base-dir': join(folder, `node-${node}`),
      'auto-provision': String(node === 0),
      'default-num-partitions': '8',
    };
    return spawn(binary, ['--no-logo', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])], {
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env['PATH'],
        RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${portOf(node, 0)}`,
        RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${portOf(node, 1)}`,
        RESTATE_METADATA_CLIENT__ADDRESSES: JSON.stringify(fabric),
        RESTATE_DEFAULT_REPLICATION: '2',
        RESTATE_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: '1',
        RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE: '256MiB',
        RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT: '16',
        // How long a connector may be silent before its jobs are called elsewhere: a minute by default.
        RESTATE_WORKER__INVOKER__HTTP2_KEEP_ALIVE_INTERVAL: '2s',
        RESTATE_WORKER__INVOKER__HTTP2_KEEP_ALIVE_TIMEOUT: '3s',
      },
    });
  };
  const nodes = Array.from({ length: count }, (_, node) => start(node));
  const addresses = (node: number) => ({ ingressUrl: `http://127.0.0.1:${portOf(node, 0)}`, adminUrl: `http://127.0.0.1:${portOf(node, 1)}` });
  const isUp = async (node: number) => (await answers(`${addresses(node).adminUrl}/health`)) && (await answers(`${addresses(node).ingressUrl}/restate/health`));
  const stop = async () => {
    for (const node of nodes) {
      if (node.exitCode !== null || node.signalCode !== null) continue;
      node.kill('SIGKILL');
      await once(node, 'exit');
    }
  };
  for (const node of nodes.keys()) {
    if (await until(() => isUp(node), START_WITHIN_MS)) continue;
    await stop();
    throw new Error(`node ${node} does not answer; its log is in ${folder}`);
  }
  return { addresses, kill: (node) => void nodes[node]?.kill('SIGKILL'), stop };
}
