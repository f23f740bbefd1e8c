import type { NodeFs } from "./node_fs.ts";

/** A process of this machine, so exactly that a later one with its number is told from it, where the system says so. */
export interface ProcessMark {
  readonly pid: number;
  /** When it began, in ticks since the start of the system; only Linux says it. */
  readonly started?: string;
  /** Which start of the system it is; only Linux says it. */
  readonly boot?: string;
}

/** The part of `process` in use. */
interface NodeProcess {
  readonly pid: number;
  kill(pid: number, signal: 0): unknown;
}

/** The state of a process that has ended, and whose parent has not asked for its end yet. */
const ENDED = /^[ZX]/;

/** Tells whether a process lives. */
export class ProcessTable {
  readonly #fs: NodeFs;

  constructor(fs: NodeFs) {
    this.#fs = fs;
  }

  /** The mark of this process. */
  async own(): Promise<ProcessMark> {
    const { pid } = nodeProcess();
    const [started, boot] = [(await this.#look(pid))?.started, await this.#boot()];
    return { pid, ...started === undefined ? {} : { started }, ...boot === undefined ? {} : { boot } };
  }

  /** Whether the process lives; true if the system does not tell. */
  async lives({ pid, started, boot }: ProcessMark): Promise<boolean> {
    const now = await this.#boot();
    if (boot !== undefined && now !== undefined && boot !== now) return false;
    const found = await this.#look(pid);
    if (found !== undefined && (ENDED.test(found.state) || found.started !== (started ?? found.started))) {
      return false;
    }
    try {
      nodeProcess().kill(pid, 0);
      return true;
    } catch (error) {
      return (error as { code?: unknown }).code !== "ESRCH";
    }
  }

  /** What Linux says of a process; its name, in brackets, may have spaces. */
  async #look(pid: number): Promise<{ state: string; started: string } | undefined> {
    const text = await this.#read(`/proc/${pid}/stat`);
    const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, started] = [fields?.[0], fields?.[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
  }

  async #boot(): Promise<string | undefined> {
    return (await this.#read("/proc/sys/kernel/random/boot_id"))?.trim();
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await this.#fs.readFile(path));
    } catch {
      return undefined;
    }
  }
}

function nodeProcess(): NodeProcess {
  return (globalThis as unknown as { process: NodeProcess }).process;
}
