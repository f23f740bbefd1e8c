// How times, lengths of time and counts are written.

const DAY = 86_400_000;

/** A length of time in two or three digits: `0.4 ms`, `41 ms`, `12.5 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 9.95) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${trim((ms / 1000).toFixed(ms < 9995 ? 2 : 1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return two(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return two(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(big: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${unit}` : `${big} ${unit} ${small} ${smallUnit}`;
}

function trim(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}

/** A sentence with a full stop at its end. */
export function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Minutes that local time is ahead of UTC at a time. */
export type Zone = (at: number) => number;

/** UTC. */
export const UTC: Zone = () => 0;

/** A time of a day with ms: `09:41:07.250`. */
export function formatTime(at: number, zone: Zone): string {
  const ms = Math.floor(mod(at + zone(at) * 60_000, DAY));
  const [hours, minutes, seconds] = [ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60].map((value) =>
    String(Math.floor(value)).padStart(2, "0")
  );
  return `${hours}:${minutes}:${seconds}.${String(ms % 1000).padStart(3, "0")}`;
}

/** A day: `2026-11-28`; empty if the time is not known. */
export function formatDay(at: number, zone: Zone): string {
  if (at < DAY) return "";
  return new Date(at + zone(at) * 60_000).toISOString().slice(0, 10);
}

/** A count with thin spaces between thousands: `100 000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A number of bytes: `14 B`, `1.2 kB`, `64 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${trim((bytes / 1000).toFixed(1))} kB`;
  if (bytes < 1_000_000_000) return `${trim((bytes / 1_000_000).toFixed(1))} MB`;
  return `${trim((bytes / 1_000_000_000).toFixed(1))} GB`;
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
