/*
 * Loaded before the connector (`node --import …/clock-hook.ts main.ts`): its wall clock is off by what its parent says, from the
 * beginning (CLOCK_OFFSET_MS) and later by messages. Its monotonic clock and its timers run on, as they do when a machine's clock is set.
 */
const SystemDate = Date;
let offsetMs = Number(process.env['CLOCK_OFFSET_MS'] ?? 0);
const now = () => SystemDate.now() + offsetMs;

globalThis.Date = new Proxy(SystemDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  apply: () => new SystemDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('message', (told: { readonly clockOffsetMs: number }) => void (offsetMs = told.clockOffsetMs));
// Nobody looks after it any more: the harness is gone.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
