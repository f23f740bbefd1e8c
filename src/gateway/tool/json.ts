import type { GemReading } from "../../gem/mod.ts";

/** A value as JSON has it: a bigint as a number, or as text if it is too large for one; an item as its `toJSON`. */
export function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (typeof value === "number") return Number.isFinite(value) ? value : `${value}`;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, jsonOf);
  if (Array.isArray(value)) return value.map(jsonOf);
  return value;
}

/** Readings by the names of their variables; of one that is in no model, by its id. What has no value is null. */
export function valuesOf(readings: readonly GemReading[]): Record<string, unknown> {
  return Object.fromEntries(readings.map((one) => [one.name ?? String(one.id), jsonOf(one.value ?? null)]));
}

/** A part of a subject: what a broker would read as a sign becomes `_`. */
export function partOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, "_") || "_";
}
