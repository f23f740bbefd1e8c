import { Events } from "../core/base/mod.ts";
import type { Owner, OwnerChange } from "./owner.ts";

/** Where one gateway is alone: it has all tools. */
export class SoleOwner implements Owner {
  /** The tools that this gateway has. */
  readonly tools: Set<string> = new Set<string>();
  readonly #events = new Events<{ change: [OwnerChange] }>(() => {});

  /** Whether it has the tool. */
  mayServe(tool: string): boolean {
    return this.tools.has(tool);
  }

  /** There is one owner only. */
  fenceOf(): number {
    return 0;
  }

  /** Calls `listener` when a tool comes or goes. */
  onChange(listener: (change: OwnerChange) => void): () => void {
    return this.#events.on("change", listener);
  }

  /** Takes all tools. */
  start(tools: readonly string[]): Promise<void> {
    return this.reload(tools);
  }

  /** Has these tools from now on. */
  reload(tools: readonly string[]): Promise<void> {
    for (const tool of [...this.tools]) if (!tools.includes(tool)) this.#change(tool, false);
    for (const tool of tools) if (!this.tools.has(tool)) this.#change(tool, true);
    return Promise.resolve();
  }

  /** Gives all tools back. */
  stop(): Promise<void> {
    return this.reload([]);
  }

  #change(tool: string, isOurs: boolean): void {
    if (isOurs) this.tools.add(tool);
    else this.tools.delete(tool);
    const why = isOurs
      ? "This gateway is alone"
      : "The tool is not in the fab file any more, or the gateway ends";
    this.#events.emit("change", { tool, isOurs, why });
  }
}
