import type { MethodRange } from '../compile/unit.ts';

/** One call of Apex code in a stack. */
export interface Frame {
  /** `Class.Outer.method`, `Trigger.Name`, `AnonymousBlock` */
  readonly name: string;
  readonly line: number;
}

const SOURCE = /apex:\/\/([^)\s]+?):(\d+):\d+/;
const files = new Map<string, readonly MethodRange[]>();

/** Makes the methods of a compiled file known to stack traces; `file` is its name in JavaScript stacks. */
export function registerFile(file: string, ranges: readonly MethodRange[]): void {
  files.set(file, ranges);
}

/** The Apex calls in a JavaScript stack, innermost first. */
export function framesOf(error: Error | null): Frame[] {
  const frames: Frame[] = [];
  for (const row of error?.stack?.split('\n') ?? []) {
    const match = SOURCE.exec(row);
    if (match === null) continue;
    const line = Number(match[2]);
    frames.push({ name: nameAt(match[1]!, line), line });
  }
  return frames;
}

/** The innermost of the methods whose lines include `line`. */
function nameAt(file: string, line: number): string {
  let best: MethodRange | undefined;
  for (const range of files.get(file) ?? []) {
    if (range.from > line || range.to < line) continue;
    if (best === undefined || range.to - range.from <= best.to - best.from) best = range;
  }
  return best?.name ?? file;
}

/** A stack as Apex prints it. */
export function stackText(frames: readonly Frame[]): string {
  return frames.map((frame) => `${frame.name}: line ${frame.line}, column 1`).join('\n');
}
