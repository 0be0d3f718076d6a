const DAY_MS = 86_400_000;

/** System.Date: the number of days since 1970-01-01. */
export class DateValue {
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** The day of a year, month (from 1) and day; what is too large runs over into the next unit. */
  static of(year: number, month: number, day: number): DateValue {
    return new DateValue(daysOf(year, month, day));
  }

  /** The date that `yyyy-mm-dd` names, or undefined. */
  static tryParse(text: string): DateValue | undefined {
    const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
    if (match === null) return undefined;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const date = DateValue.of(year, month, day);
    return date.month === month && date.day === day ? date : undefined;
  }

  /** The date that `yyyy-mm-dd` names; a SyntaxError when it names none. */
  static parse(text: string): DateValue {
    const date = DateValue.tryParse(text);
    if (date === undefined) throw new SyntaxError(`Invalid date: ${text}`);
    return date;
  }

  private utc(): Date {
    return new Date(this.days * DAY_MS);
  }

  get year(): number {
    return this.utc().getUTCFullYear();
  }

  /** From 1. */
  get month(): number {
    return this.utc().getUTCMonth() + 1;
  }

  get day(): number {
    return this.utc().getUTCDate();
  }

  /** 0 is Sunday. */
  get weekday(): number {
    return (((this.days + 4) % 7) + 7) % 7;
  }

  addDays(days: number): DateValue {
    return new DateValue(this.days + days);
  }

  /** The same day of another month; the month's last day when it is shorter. */
  addMonths(months: number): DateValue {
    const index = this.year * 12 + (this.month - 1) + months;
    const year = Math.floor(index / 12);
    const month = index - year * 12 + 1;
    return DateValue.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }

  addYears(years: number): DateValue {
    return this.addMonths(years * 12);
  }

  /** `yyyy-mm-dd` */
  toString(): string {
    return isoDate(this.year, this.month, this.day);
  }
}

/** Days since the epoch of a proleptic Gregorian date; units run over. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MS);
}

/** Number of days of a month (from 1). */
export function daysInMonth(year: number, month: number): number {
  return daysOf(year, month + 1, 1) - daysOf(year, month, 1);
}

/** `yyyy-mm-dd` */
export function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
