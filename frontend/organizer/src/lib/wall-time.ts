/** Between instants and what a person types on the wall clock of the contest. Pure. */

const MINUTE = 60_000;

/** "2026-03-02T08:00", as `<input type="datetime-local">` holds it; "" for no instant. */
export function wallTime(instant: string | null, zone: string): string {
  if (!instant) return '';
  return new Date(wallClockAsUtc(Date.parse(instant), zone)).toISOString().slice(0, 16);
}

/** The instant of a wall-clock time in the zone; null for an empty field. A time that a change of clocks
 * skips is read as the one after it. */
export function instantOf(wall: string, zone: string): string | null {
  if (!wall) return null;
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  let instant = asUtc - offset(asUtc, zone);
  instant = asUtc - offset(instant, zone);
  return new Date(instant).toISOString();
}

function offset(instant: number, zone: string): number {
  return wallClockAsUtc(instant, zone) - Math.floor(instant / MINUTE) * MINUTE;
}

function wallClockAsUtc(instant: number, zone: string): number {
  const parts: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  for (const part of format.formatToParts(instant)) parts[part.type] = part.value;
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}Z`);
}
