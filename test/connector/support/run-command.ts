import { outputTo } from '../../../connector/src/commands/command.ts';
import type { Command } from '../../../connector/src/commands/command.ts';
import { runCommand } from '../../../connector/src/commands/index.ts';

/** What a command answered. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs commands as the shell does, and keeps what they write. */
export function runner(commands: Readonly<Record<string, Command>>): (...args: string[]) => Promise<Ran> {
  return async (...args) => {
    let [out, err] = ['', ''];
    const code = await runCommand(commands, args, outputTo((text) => void (out += text)), outputTo((text) => void (err += text)));
    return { code, out, err };
  };
}
