const DAY_MS = 86_400_000;

/** System.Time: milliseconds since midnight. */
export class TimeValue {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): TimeValue {
    return new TimeValue(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  /** The time that `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS` (with an optional Z) names, or undefined. */
  static tryParse(text: string): TimeValue | undefined {
    const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text.trim());
    if (match === null) return undefined;
    const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
    if (hour > 23 || minute > 59 || second > 59) return undefined;
    return TimeValue.of(hour, minute, second, Number((match[4] ?? '').padEnd(3, '0')));
  }

  /** As tryParse; a SyntaxError when the text names no time. */
  static parse(text: string): TimeValue {
    const time = TimeValue.tryParse(text);
    if (time === undefined) throw new SyntaxError(`Invalid time: ${text}`);
    return time;
  }

  get hour(): number {
    return Math.floor(this.ms / 3_600_000);
  }

  get minute(): number {
    return Math.floor(this.ms / 60_000) % 60;
  }

  get second(): number {
    return Math.floor(this.ms / 1000) % 60;
  }

  get millisecond(): number {
    return this.ms % 1000;
  }

  /** `HH:mm:ss.SSSZ` */
  toString(): string {
    const two = (n: number): string => String(n).padStart(2, '0');
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}.${String(this.millisecond).padStart(3, '0')}Z`;
  }
}
