import { main } from "../../src/cli/main.ts";
import type { CommandIo, CommandOutput } from "../../src/cli/io.ts";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { Deferred } from "../../src/core/base/mod.ts";
import { Log } from "../support/log.ts";

/** What a test says of the world of a command. */
export interface WorldOptions {
  /** Whether stdout and stderr are terminals, and stdin. */
  readonly tty?: boolean;
  readonly env?: Record<string, string>;
  readonly network?: CommandIo["network"];
}

/** Text that was written, as it stands and line by line. */
export class TestOutput implements CommandOutput {
  readonly isTTY: boolean;
  readonly columns = 100;
  readonly log = new Log();
  text = "";
  #line = "";
  #unread: Deferred<void> | undefined;

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string | Uint8Array): void {
    const added = typeof text === "string" ? text : new TextDecoder().decode(text);
    this.text += added;
    const lines = (this.#line + added).split("\n");
    this.#line = lines.pop()!;
    for (const line of lines) this.log.write(line);
  }

  /** From now on nobody reads what is written, until `read`. */
  stick(): void {
    this.#unread = new Deferred();
  }

  /** Reads everything that was written, and from now on at once. */
  read(): void {
    this.#unread?.resolve();
    this.#unread = undefined;
  }

  flushed(): Promise<void> {
    return this.#unread?.promise ?? Promise.resolve();
  }
}

/** The world of a command in a test: memory for a network, a clock that the test moves, a terminal that it reads. */
export class World {
  readonly clock = new VirtualClock();
  readonly network: CommandIo["network"];
  readonly stdout: TestOutput;
  readonly stderr: TestOutput;
  readonly #ending = new AbortController();
  readonly #options: WorldOptions;
  readonly #typed: Uint8Array[] = [];
  #eof = false;
  #wake = (): void => {};

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    this.network = options.network ?? new MemoryNetwork({ clock: this.clock });
    this.stdout = new TestOutput(options.tty ?? false);
    this.stderr = new TestOutput(options.tty ?? false);
  }

  /** Runs `hsms` with these arguments. */
  run(...args: string[]): Promise<number> {
    const { clock, network, stdout, stderr } = this;
    const { tty = false, env = {} } = this.#options;
    return main(args, {
      stdin: { isTTY: tty, bytes: () => this.#input() },
      stdout,
      stderr,
      env,
      signal: this.#ending.signal,
      clock,
      date: () => new Date(2026, 0, 1, 8, 30, 0, 5),
      network,
    });
  }

  /** Writes a line to its stdin. */
  type(line: string): void {
    this.#typed.push(new TextEncoder().encode(`${line}\n`));
    this.#wake();
  }

  /** Ends its stdin. */
  endInput(): void {
    this.#eof = true;
    this.#wake();
  }

  /** ^C */
  interrupt(): void {
    this.#ending.abort(new Error("Interrupted"));
  }

  async *#input(): AsyncGenerator<Uint8Array> {
    while (true) {
      while (this.#typed.length > 0) yield this.#typed.shift()!;
      if (this.#eof) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
