import { raise } from './objects.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether the name is that of a time zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds by which the zone is ahead of GMT at an instant. */
export function zoneOffset(zone: string, ms: number): number {
  if (zone === 'GMT' || zone === 'UTC') return 0;
  if (!Number.isFinite(ms)) return raise('System.IllegalArgumentException', 'Invalid datetime');
  const parts: Record<string, string> = {};
  for (const part of formatOf(zone).formatToParts(ms)) parts[part.type] = part.value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']), 0);
  return local.getTime() - Math.floor(ms / 1000) * 1000;
}

/** The instant at which the clocks of the zone show what `local` shows in GMT. */
export function fromLocal(zone: string, local: number): number {
  const first = local - zoneOffset(zone, local);
  const second = local - zoneOffset(zone, first);
  return second;
}

/** Milliseconds that show in GMT what the clocks of the zone show at `ms`. */
export function toLocal(zone: string, ms: number): number {
  return ms + zoneOffset(zone, ms);
}
