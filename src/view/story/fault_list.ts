import type { Fault, FaultKind } from "./story.ts";

/** Maximum number of faults of a kind; more are counted. */
export const MAX_FAULTS = 5000;

/** The faults of a story. */
export class FaultList {
  readonly #byEntry = new Map<number, Fault[]>();
  readonly #counts = new Map<FaultKind, number>();
  #sorted: Fault[] | undefined;
  leftOut = 0;

  add(fault: Fault): void {
    const count = this.#counts.get(fault.kind) ?? 0;
    if (count >= MAX_FAULTS) {
      this.leftOut++;
      return;
    }
    this.#counts.set(fault.kind, count + 1);
    const known = this.#byEntry.get(fault.entry);
    if (known === undefined) this.#byEntry.set(fault.entry, [fault]);
    else known.push(fault);
    this.#sorted = undefined;
  }

  /** Takes a fault back: what was seen later says that it is none. */
  remove(entry: number, kind: FaultKind): void {
    const left = this.at(entry).filter((fault) => fault.kind !== kind);
    const removed = this.at(entry).length - left.length;
    if (removed === 0) return;
    if (left.length === 0) this.#byEntry.delete(entry);
    else this.#byEntry.set(entry, left);
    this.#counts.set(kind, this.#counts.get(kind)! - removed);
    this.#sorted = undefined;
  }

  has(entry: number, kind: FaultKind): boolean {
    return this.at(entry).some((fault) => fault.kind === kind);
  }

  at(entry: number): readonly Fault[] {
    return this.#byEntry.get(entry) ?? [];
  }

  /** All of them, in the order of their entries. */
  get all(): readonly Fault[] {
    return this.#sorted ??= [...this.#byEntry].sort(([a], [b]) => a - b).flatMap(([, faults]) => faults);
  }
}
