import process from "node:process";
import { systemClock } from "../core/mod.ts";
import { tcp } from "../transports/tcp.ts";
import type { CommandIo, CommandOutput } from "./io.ts";

/** This process: its arguments, its world, and its end. */
export interface ProcessIo {
  readonly args: readonly string[];
  readonly io: CommandIo;
  exit(code: number): never;
}

/** The world of the process that this runs in; Deno and Bun have Node's `process` too. */
export function processIo(): ProcessIo {
  const ending = new AbortController();
  const end = (): void => {
    // Whoever asks twice does not want to wait for a good order.
    if (ending.signal.aborted) process.exit(130);
    ending.abort(new Error("Interrupted"));
  };
  process.on("SIGINT", end);
  if (process.platform !== "win32") process.on("SIGTERM", end);
  const left = (): void => ending.abort(new Error("Nobody reads the output any more"));
  return {
    args: process.argv.slice(2),
    io: {
      stdin: {
        isTTY: process.stdin.isTTY === true,
        bytes: () => process.stdin,
      },
      stdout: outputOf(process.stdout, left),
      stderr: outputOf(process.stderr, left),
      env: process.env,
      signal: ending.signal,
      clock: systemClock,
      date: () => new Date(),
      network: tcp,
    },
    exit: (code) => process.exit(code),
  };
}

/** What is used of stdout and stderr. */
interface TextStream {
  write(text: string | Uint8Array, done?: () => void): boolean;
  on(event: "error", listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function outputOf(stream: TextStream, left: () => void): CommandOutput {
  // `hsms decode … | head`: the reader leaves, and that is no error.
  stream.on("error", left);
  return {
    write: (text) => void stream.write(text),
    flushed: () => new Promise((resolve) => void stream.write("", () => resolve())),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 100;
    },
  };
}
