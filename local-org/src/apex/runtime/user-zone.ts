import { currentSession } from './session.ts';

/** Where the time zone of the running user is read; set by the runtime, which knows users. */
let zoneOf: (userId: string) => string = () => 'GMT';

export function useZones(lookup: (userId: string) => string): void {
  zoneOf = lookup;
}

/** The running user's time zone. */
export function currentZone(): string {
  const running = currentSession();
  return running === null ? 'GMT' : zoneOf(running.tx.user.id);
}
