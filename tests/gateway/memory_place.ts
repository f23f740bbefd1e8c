import type { LineFile, LinePlace } from "../../src/gateway/mod.ts";

/** Files of lines in memory, which fail when a test says so. What is not synced is lost, or torn. */
export class MemoryPlace implements LinePlace {
  /** The durable bytes of each file. */
  readonly files = new Map<string, string>();
  /** What fails from now on. */
  failing: "create" | "append" | "sync" | undefined;
  /** How often something was synced. */
  syncs = 0;

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  names(): Promise<string[]> {
    return Promise.resolve([...this.files.keys(), "other.txt"]);
  }

  async create(name: string): Promise<LineFile> {
    await this.#step("create");
    if (this.files.has(name)) throw new Error(`There is a ${name} already`);
    this.files.set(name, "");
    let pending = "";
    return {
      append: async (bytes) => {
        const text = new TextDecoder().decode(bytes);
        // A disk that is full has taken a part.
        if (this.failing === "append") {
          this.files.set(name, this.files.get(name)! + text.slice(0, text.length / 2));
        }
        await this.#step("append");
        pending += text;
      },
      sync: async () => {
        await this.#step("sync");
        this.syncs++;
        this.files.set(name, this.files.get(name)! + pending);
        pending = "";
      },
      close: () => Promise.resolve(),
    };
  }

  tail(name: string, most: number): Promise<Uint8Array> {
    return Promise.resolve(new TextEncoder().encode(this.files.get(name)!).slice(-most));
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  /** The lines that are durable, in the order of the names. */
  get durable(): { readonly subject: string; readonly id: string; readonly body: unknown }[] {
    return [...this.files.keys()].sort().flatMap((name) => {
      // What follows the last line break was torn.
      return this.files.get(name)!.split("\n").slice(0, -1).map((line) => JSON.parse(line));
    });
  }

  async #step(what: MemoryPlace["failing"]): Promise<void> {
    await Promise.resolve();
    if (this.failing === what) {
      throw Object.assign(new Error(`ENOSPC: no space left, ${what}`), { code: "ENOSPC" });
    }
  }
}
