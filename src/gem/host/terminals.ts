import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S10F3, S10F5, S10F9, SecsAcknowledgeError } from "../../secs/mod.ts";
import { demand, type HostLink } from "./link.ts";

/** How text is sent to a terminal. */
export interface GemTerminalOptions extends HsmsRequestOptions {
  /** Number of the terminal, 0 to 255; or all of them (S10F9), which takes one text. @default {0} */
  terminal?: number | "all";
}

/** Text for the terminals of a tool. */
export class Terminals {
  readonly #link: HostLink;
  /** The S10F5 that are open: the terminal, and how each is refused. */
  readonly #open = new Set<{ readonly terminal: number; readonly refuse: (error: Error) => void }>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  /** S10F3 for a text, S10F5 for lines, S10F9 for all terminals. */
  async send(
    text: string | readonly string[],
    { terminal = 0, ...options }: GemTerminalOptions,
  ): Promise<void> {
    if (terminal === "all") {
      if (typeof text !== "string") throw new TypeError("S10F9 has one text for all terminals, got lines");
      return await demand(this.#link, { body: S10F9.toEquipment, value: text, code: "ACKC10" }, options);
    }
    const about = `to terminal ${terminal}`;
    if (typeof text === "string") {
      const value = { TID: terminal, TEXT: text };
      return await demand(this.#link, { body: S10F3.toEquipment, value, code: "ACKC10", about }, options);
    }
    await this.#sendLines(terminal, text, options);
  }

  /** S10F7: a terminal takes one line only. A tool sends it in place of S10F6. */
  refused(terminal: number): void {
    const meaning = "its terminal takes one line (S10F7). Send one text";
    for (const { terminal: open, refuse } of this.#open) {
      if (open === terminal) refuse(new SecsAcknowledgeError("S10F5", "ACKC10", 1, { meaning }));
    }
  }

  async #sendLines(terminal: number, lines: readonly string[], options: HsmsRequestOptions): Promise<void> {
    const abort = new AbortController();
    const { signal } = options;
    const onAbort = (): void => abort.abort(signal?.reason);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort);
    const entry = { terminal, refuse: (error: Error) => abort.abort(error) };
    this.#open.add(entry);
    const value = { TID: terminal, TEXT: lines };
    const about = `to terminal ${terminal}`;
    const request = { body: S10F5.toEquipment, value, code: "ACKC10", about } as const;
    try {
      await demand(this.#link, request, { ...options, signal: abort.signal });
    } finally {
      this.#open.delete(entry);
      signal?.removeEventListener("abort", onAbort);
    }
  }
}
