import { GemStoreError } from "../gem/store/errors.ts";
import { codeOf, type NodeFs } from "./node_fs.ts";
import { type ProcessMark, ProcessTable } from "./process_table.ts";

/** Keeps a second owner from the file of a store. */
export interface StoreLock {
  /** Takes the lock; resolves with the number of a process that has ended without giving it back. */
  acquire(): Promise<number | undefined>;
  /** Rejects if another owner has taken the lock. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** How often a lock is looked at that others make and remove at the same time. */
const ATTEMPTS = 100;
/** What a system says whose files cannot have two names. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL"];

/**
 * A lock file with the mark of its owner. The lock of a process that has ended is taken over.
 *
 * It is made under another name first and then linked, so that nobody reads a half one.
 */
export class FileLock implements StoreLock {
  readonly #fs: NodeFs;
  readonly #processes: ProcessTable;
  readonly #store: string;
  readonly #path: string;
  /** What the system says of the lock file while it is ours. */
  #mine: string | undefined;

  constructor(fs: NodeFs, store: string) {
    this.#fs = fs;
    this.#processes = new ProcessTable(fs);
    this.#store = store;
    this.#path = `${store}.lock`;
  }

  async acquire(): Promise<number | undefined> {
    const mark = await this.#processes.own();
    // Of its own: another owner in this process would write into a file that is linked already.
    const draft = `${this.#path}.${mark.pid}.${Math.random().toString(36).slice(2)}`;
    let ended: number | undefined;
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (await this.#place(draft, JSON.stringify(mark))) {
          this.#mine = await this.#look();
          return ended;
        }
        const text = await this.#read(this.#path);
        if (text === undefined) continue;
        const owner = parse(text);
        if (owner !== undefined && await this.#processes.lives(owner)) throw this.#locked(owner.pid);
        if (await this.#takeAway(text, `${draft}.old`)) ended = owner?.pid ?? 0;
      }
      throw this.#locked(undefined);
    } finally {
      await this.#fs.unlink(draft).catch(() => {});
    }
  }

  async check(): Promise<void> {
    const now = await this.#look();
    if (now === this.#mine) return;
    // Removed by somebody who is no owner: it is taken again.
    if (now === undefined) await this.acquire();
    else throw this.#locked(parse(await this.#read(this.#path) ?? "")?.pid);
  }

  async release(): Promise<void> {
    const mine = this.#mine;
    this.#mine = undefined;
    if (mine !== undefined && await this.#look() === mine) await this.#fs.unlink(this.#path);
  }

  /** Makes the lock file; false if there is one. */
  async #place(draft: string, text: string): Promise<boolean> {
    await this.#fs.writeFile(draft, text);
    try {
      await this.#fs.link(draft, this.#path);
      return true;
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (code === "EEXIST") return false;
      if (!NO_LINKS.includes(code)) throw error;
    }
    try {
      await this.#fs.writeFile(this.#path, text, { flag: "wx" });
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }

  /** Removes the lock that was read; a newer one, which has taken its place, is put back. */
  async #takeAway(text: string, aside: string): Promise<boolean> {
    try {
      await this.#fs.rename(this.#path, aside);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    }
    const isOld = await this.#read(aside) === text;
    if (!isOld) await this.#fs.link(aside, this.#path).catch(() => {});
    await this.#fs.unlink(aside).catch(() => {});
    return isOld;
  }

  async #look(): Promise<string | undefined> {
    try {
      const { ino, mtimeMs } = await this.#fs.stat(this.#path);
      return `${ino} ${mtimeMs}`;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await this.#fs.readFile(path));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  #locked(pid: number | undefined): GemStoreError {
    const who = pid === undefined ? "another program" : `process ${pid}`;
    const message = `Cannot use ${this.#store}: ${who} has it open, and its lock file is ${this.#path}. ` +
      "Stop that program. If it does not run on this machine, and on no other one that uses this folder, remove the lock file";
    return new GemStoreError("store-locked", this.#store, message);
  }
}

/** The owner that a lock file names; undefined if power off left nothing that can be read. */
function parse(text: string): ProcessMark | undefined {
  try {
    const mark: ProcessMark = JSON.parse(text);
    return Number.isInteger(mark.pid) ? mark : undefined;
  } catch {
    return undefined;
  }
}
