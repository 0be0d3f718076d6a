import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startService } from '../service.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';

/** Runs the connector until it is told to stop, and ends what it began. */
export function serveCommand(env: NodeJS.ProcessEnv): Command {
  return {
    summary: 'run the connector (without a command, too)',
    usage: ['Ctrl-C, or SIGTERM, lets it finish what it is doing; what waits is done after the next start.'],
    async run(args) {
      readOptions(args, {});
      const config = readConfig(env);
      const logger = pino({ name: 'connector', level: config.logLevel });
      const service = await startService(config, logger, env);
      const told = new Promise<'stop'>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('stop'));
      });
      // Without an engine nothing can be stored; a supervisor's restart is the cure, and nothing is lost by it.
      const ended = await Promise.race([told, service.failed.then(() => 'failed' as const)]);
      if (ended === 'failed') logger.fatal('the queue engine could not be kept running');
      else logger.info('connector is stopping: jobs that run are given some seconds, what waits is done after the next start');
      await service.stop();
      logger.info('connector has stopped');
      return ended === 'stop' ? 0 : 1;
    },
  };
}
