// A terminal of the reader: a command that goes on, what it shows, and what is typed into it.

import { findShown } from "./compare.ts";

/** How long a line may take to come; a machine may be busy. */
const PATIENCE = 30_000;

/** One command, as long as it goes on. */
export class Terminal {
  readonly #process: Deno.ChildProcess;
  readonly #typing: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<unknown>;
  #shown = "";
  #seen = 0;
  #onChange: () => void = () => {};

  /** Starts a command in a folder. */
  constructor(command: string, cwd: string, env: Record<string, string>) {
    this.#process = new Deno.Command("sh", {
      args: ["-c", `exec ${command}`],
      cwd,
      env,
      clearEnv: true,
      detached: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#typing = this.#process.stdin.getWriter();
    this.#reading = Promise.all([this.#read(this.#process.stdout), this.#read(this.#process.stderr)]);
  }

  /** All that it shows. */
  get shown(): string {
    return this.#shown;
  }

  /** Types a line. */
  async type(line: string): Promise<void> {
    await this.#typing.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Waits until it shows `text` below what was seen before; false if that does not come. */
  async shows(text: string): Promise<boolean> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const place = findShown(this.#shown.split("\n"), text, this.#seen);
      if (place !== undefined) {
        this.#seen = place;
        return true;
      }
      if (Date.now() >= end) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, end - Date.now());
        this.#onChange = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Presses ^C, which all processes of the command get, and waits for their end. */
  async end(): Promise<void> {
    this.#signal("SIGINT");
    const timer = setTimeout(() => this.#signal("SIGKILL"), PATIENCE);
    await this.#process.status;
    clearTimeout(timer);
    await this.#reading;
    await this.#typing.close().catch(() => {});
  }

  #signal(signal: "SIGINT" | "SIGKILL"): void {
    try {
      Deno.kill(-this.#process.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      this.#shown += decoder.decode(bytes, { stream: true });
      this.#onChange();
    }
  }
}
