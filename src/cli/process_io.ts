import process from "node:process";
import { systemClock } from "../core/mod.ts";
import { tcp } from "../transports/tcp.ts";
import { sentenceOf } from "./errors.ts";
import type { CommandIo, CommandOutput } from "./io.ts";

/** What a program needs of its process. */
export interface ProcessIo {
  readonly args: readonly string[];
  readonly io: CommandIo;
  exit(code: number): never;
}

/** This process, on Deno, Bun and Node; from now on no error of it is printed with a stack. */
export function processIo(): ProcessIo {
  const ending = new AbortController();
  const end = (): void => {
    // A second ^C does not wait for Separate.req.
    if (ending.signal.aborted) process.exit(130);
    ending.abort(new Error("Interrupted"));
  };
  const fault = (error: unknown): void => {
    process.stderr.write(`hsms: ${sentenceOf(error)}. This is a fault of hsms: please report it\n`);
    process.exit(1);
  };
  process.on("uncaughtException", fault);
  process.on("unhandledRejection", fault);
  process.on("SIGINT", end);
  if (process.platform !== "win32") process.on("SIGTERM", end);
  const unread = (): void => ending.abort(new Error("The output is closed"));
  return {
    args: process.argv.slice(2),
    io: {
      stdin: {
        isTTY: process.stdin.isTTY === true,
        bytes: () => process.stdin,
      },
      stdout: outputOf(process.stdout, unread),
      stderr: outputOf(process.stderr, unread),
      env: process.env,
      signal: ending.signal,
      clock: systemClock,
      date: () => new Date(),
      network: tcp,
    },
    exit: (code) => process.exit(code),
  };
}

/** The part of stdout and stderr that is used. */
interface TextStream {
  write(text: string | Uint8Array, done?: () => void): boolean;
  on(event: "error", listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function outputOf(stream: TextStream, unread: () => void): CommandOutput {
  // `hsms decode … | head`: that the reader ends first is not an error.
  stream.on("error", unread);
  return {
    write: (text) => void stream.write(text),
    flushed: () => new Promise((resolve) => void stream.write("", () => resolve())),
    isTTY: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns || 100;
    },
  };
}
