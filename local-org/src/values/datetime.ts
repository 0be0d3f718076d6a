import { DateValue } from './date.ts';

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** System.Datetime: milliseconds since the epoch. */
export class DatetimeValue {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** The instant that an ISO 8601 text names (without an offset: GMT), or undefined. */
  static tryParse(text: string): DatetimeValue | undefined {
    const match = ISO.exec(text.trim());
    if (match === null) return undefined;
    const part = (index: number): number => Number(match[index] ?? 0);
    const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
    const utc = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), millis);
    return new DatetimeValue(utc - offsetMs(match[8]));
  }

  /** As tryParse; a SyntaxError when the text names no instant. */
  static parse(text: string): DatetimeValue {
    const value = DatetimeValue.tryParse(text);
    if (value === undefined) throw new SyntaxError(`Invalid datetime: ${text}`);
    return value;
  }

  /** The day in GMT. */
  dateGmt(): DateValue {
    return new DateValue(Math.floor(this.ms / 86_400_000));
  }

  /** `yyyy-mm-ddTHH:mm:ss.SSSZ` */
  toIso(): string {
    return new Date(this.ms).toISOString();
  }

  /** `yyyy-mm-ddTHH:mm:ss.SSS+0000`, as the REST API prints it. */
  toRest(): string {
    return this.toIso().replace('Z', '+0000');
  }

  /** `yyyy-mm-dd HH:mm:ss` in GMT. */
  toString(): string {
    return this.toIso().slice(0, 19).replace('T', ' ');
  }
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits[0] === '-' ? -minutes : minutes) * 60_000;
}
