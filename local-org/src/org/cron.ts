/** Apex Reference, System.schedule: seconds, minutes, hours, day of month, month, day of week, optional year. */
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;
const MOST_DAYS = 366 * 120;

/** The next time after `fromMs` at which a cron expression fires, in GMT; null when there is none or it cannot be read. */
export function nextFireTime(expression: string, fromMs: number): number | null {
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = expression.trim().split(/\s+/);
  const times = timesOfDay(second, minute, hour);
  if (times.length === 0) return null;
  const startDay = Math.floor(fromMs / DAY_MS);
  for (let day = startDay; day < startDay + MOST_DAYS; day += 1) {
    const date = new Date(day * DAY_MS);
    if (!fits(year, date.getUTCFullYear(), []) || !fits(month, date.getUTCMonth() + 1, MONTHS, 1) || !fitsDay(dayOfMonth, dayOfWeek, date)) continue;
    const time = times.find((each) => day * DAY_MS + each > fromMs);
    if (time !== undefined) return day * DAY_MS + time;
  }
  return null;
}

function timesOfDay(second: string, minute: string, hour: string): number[] {
  const times: number[] = [];
  for (let h = 0; h < 24; h += 1) if (fits(hour, h, [])) for (let m = 0; m < 60; m += 1) if (fits(minute, m, [])) times.push((h * 60 + m) * 60_000 + (Number(second) || 0) * 1000);
  return times;
}

function fitsDay(dayOfMonth: string, dayOfWeek: string, date: Date): boolean {
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const inMonth = dayOfMonth === 'L' ? date.getUTCDate() === last : fits(dayOfMonth, date.getUTCDate(), []);
  return inMonth && fits(dayOfWeek, date.getUTCDay() + 1, DAYS, 1);
}

/** One part of the expression: `*`, `?`, values, ranges and steps, by number or by name. */
function fits(part: string, value: number, names: readonly string[], first = 0): boolean {
  return part.split(',').some((each) => {
    const [range = '', step] = each.split('/');
    if (range === '*' || range === '?') return step === undefined || (value - first) % Number(step) === 0;
    const [from = '', to] = range.split('-').map((text) => (names.includes(text.toUpperCase()) ? String(names.indexOf(text.toUpperCase()) + first) : text));
    if (step !== undefined) return value >= Number(from) && value <= Number(to ?? Infinity) && (value - Number(from)) % Number(step) === 0;
    return to === undefined ? value === Number(from) : value >= Number(from) && value <= Number(to);
  });
}
