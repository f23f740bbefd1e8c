import { systemClock } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import type { CommandIo, CommandOutput } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { chunksOf } from "./captures.ts";

/** The world of a command that reads bytes, in real time, and ends by itself. */
export class FakeIo implements CommandIo {
  readonly env = {};
  readonly clock = systemClock;
  readonly network = new MemoryNetwork();
  readonly signal = new AbortController().signal;
  readonly stdin: CommandIo["stdin"];
  readonly stdout = outputOf((text) => this.out += text);
  readonly stderr = outputOf((text) => this.err += text);
  out = "";
  err = "";

  constructor(stdin: Uint8Array | string) {
    this.stdin = { isTTY: false, bytes: () => chunksOf(stdin) };
  }

  readonly date = (): Date => new Date();

  /** Runs a command with these arguments. */
  run(...args: string[]): Promise<number> {
    return main(args, this);
  }
}

function outputOf(write: (text: string) => void): CommandOutput {
  return {
    write: (text) => write(typeof text === "string" ? text : new TextDecoder().decode(text)),
    flushed: () => Promise.resolve(),
    isTTY: false,
    columns: 100,
  };
}
