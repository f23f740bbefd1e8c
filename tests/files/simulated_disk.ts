import type { Disk, DiskFile } from "../../src/files/disk.ts";

/** What is done to a disk, in the order in which it happens; a write has a number of bytes. */
export interface Operation {
  readonly kind: string;
  readonly bytes: number;
}

/** What is to happen to a disk. */
export interface Plan {
  /** The operation at which the power goes, and how many bytes of it are done if it is a write. */
  readonly cut?: { readonly at: number; readonly bytes: number };
  /** The code with which an operation fails; half of a write is done. */
  readonly fail?: (at: number, kind: string) => string | undefined;
  /** Whether the system takes only a part of each write. */
  readonly short?: boolean;
}

/** What became of bytes that were written and not synced when the power went. */
export const TEARINGS = ["lost", "kept", "zeros", "first half", "second half"] as const;
export type Tearing = (typeof TEARINGS)[number];

type Change = { readonly at: number; readonly bytes: Uint8Array } | { readonly length: number };

/** A file: what is durable, and what has been done since. */
class Inode {
  durable: Uint8Array = new Uint8Array();
  current: Uint8Array = new Uint8Array();
  pending: Change[] = [];

  do(change: Change): void {
    this.pending.push(change);
    this.current = changed(this.current, change);
  }

  after(tearing: Tearing): Uint8Array {
    if (tearing === "lost") return this.durable;
    return this.pending.reduce<Uint8Array>(
      (bytes, change) => changed(bytes, torn(change, tearing)),
      this.durable,
    );
  }
}

/** A disk whose power goes, or which fails, when the plan says so. */
export class SimulatedDisk implements Disk {
  readonly operations: Operation[] = [];
  readonly plan: Plan;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  /** The names after each change that is not durable yet. */
  #pendingNames: Map<string, Inode>[] = [];
  #isOff = false;

  constructor(plan: Plan = {}) {
    this.plan = plan;
  }

  /** How many changes of names are not durable. */
  get pendingNames(): number {
    return this.#pendingNames.length;
  }

  /** The bytes of a file now. */
  bytes(path: string): Uint8Array | undefined {
    return this.#names.get(path)?.current;
  }

  /** Puts a file on the disk, durable. */
  put(path: string, bytes: Uint8Array): void {
    const inode = new Inode();
    inode.durable = inode.current = bytes;
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  get names(): string[] {
    return [...this.#names.keys()].sort();
  }

  /** The disk as it is found after power off: so many changes of names are kept, and unsynced bytes are torn. */
  after(names: number, tearing: Tearing, plan: Plan = {}): SimulatedDisk {
    const disk = new SimulatedDisk(plan);
    const found = names === 0 ? this.#durableNames : this.#pendingNames[names - 1]!;
    for (const [path, inode] of found) disk.put(path, inode.after(tearing));
    return disk;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    await this.#step("read");
    return this.#names.get(path)?.current.slice();
  }

  async open(path: string): Promise<DiskFile> {
    await this.#step("open");
    return this.#fileOf(this.#names.get(path)!);
  }

  async create(path: string): Promise<DiskFile> {
    await this.#step("create");
    const inode = this.#names.get(path) ?? new Inode();
    if (inode.current.length > 0) inode.do({ length: 0 });
    this.#rename((names) => names.set(path, inode));
    return this.#fileOf(inode);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step("rename");
    this.#rename((names) => {
      names.set(to, names.get(from)!);
      names.delete(from);
    });
  }

  async remove(path: string): Promise<void> {
    await this.#step("remove");
    if (!this.#names.has(path)) throw Object.assign(new Error("There is no such file"), { code: "ENOENT" });
    this.#rename((names) => names.delete(path));
  }

  async syncFolderOf(): Promise<void> {
    await this.#step("sync of the folder");
    this.#durableNames = new Map(this.#names);
    this.#pendingNames = [];
  }

  #rename(change: (names: Map<string, Inode>) => unknown): void {
    this.#names = new Map(this.#names);
    change(this.#names);
    this.#pendingNames.push(this.#names);
  }

  #fileOf(inode: Inode): DiskFile {
    return {
      write: async (bytes, position) => {
        const part = this.plan.short === true && bytes.length > 1 ? bytes.length >> 1 : bytes.length;
        await this.#step("write", part, (count) => {
          if (count > 0) inode.do({ at: position, bytes: bytes.slice(0, count) });
        });
        return part;
      },
      truncate: async (length) => {
        await this.#step("truncate");
        inode.do({ length });
      },
      sync: async () => {
        // After a sync that failed the system reports success, though the bytes never reached the disk.
        await this.#step("sync", 0, (count) => count === FAILED ? inode.pending = [] : undefined);
        inode.durable = inode.after("kept");
        inode.pending = [];
      },
      close: () => Promise.resolve(),
    };
  }

  async #step(kind: string, bytes = 0, done: (count: number) => void = () => {}): Promise<void> {
    await Promise.resolve();
    if (this.#isOff) throw new Error("The power is off");
    const at = this.operations.length;
    this.operations.push({ kind, bytes });
    if (at === this.plan.cut?.at) {
      this.#isOff = true;
      done(this.plan.cut.bytes);
      throw new Error("The power is off");
    }
    const code = this.plan.fail?.(at, kind);
    if (code === undefined) return kind === "sync" ? undefined : done(bytes);
    done(kind === "sync" ? FAILED : bytes >> 1);
    throw Object.assign(new Error(`${kind} fails`), { code });
  }
}

const FAILED = -1;

function changed(bytes: Uint8Array, change: Change): Uint8Array {
  const length = "length" in change ? change.length : Math.max(bytes.length, change.at + change.bytes.length);
  const after = new Uint8Array(length);
  after.set(bytes.subarray(0, length));
  if ("at" in change) after.set(change.bytes, change.at);
  return after;
}

/** What a disk keeps of a write: its length without its bytes, or one half of them. */
function torn(change: Change, tearing: Tearing): Change {
  if ("length" in change || tearing === "kept") return change;
  const { at, bytes } = change;
  const half = bytes.length >> 1;
  if (tearing === "first half") return { at, bytes: bytes.slice(0, half) };
  const zeros = new Uint8Array(bytes.length);
  if (tearing === "second half") zeros.set(bytes.subarray(half), half);
  return { at, bytes: zeros };
}
