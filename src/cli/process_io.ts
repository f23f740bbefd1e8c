import process from "node:process";
import { systemClock } from "../core/mod.ts";
import { tcp } from "../transports/tcp.ts";
import { sentenceOf } from "./errors.ts";
import type { CommandIo, CommandOutput } from "./io.ts";
import { OutputQueue, type Sink } from "./output_queue.ts";
import { whenStuck } from "./patience.ts";

/** What a program needs of its process. */
export interface ProcessIo {
  readonly args: readonly string[];
  readonly io: CommandIo;
  /** Ends the process when all output is out; after ^C without what nobody takes. */
  exit(code: number): Promise<never>;
}

/** This process, on Deno, Bun and Node; from now on no error of it is printed with a stack. */
export function processIo(): ProcessIo {
  const ending = new AbortController();
  let hangs = false;
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
  const hangUps = new Set<() => void>();
  // The terminal was closed, if nobody waits for it to read a file again.
  const hangUp = (): void => hangUps.size > 0 ? hangUps.forEach((listener) => listener()) : end();
  if (process.platform !== "win32") process.on("SIGTERM", end).on("SIGHUP", hangUp);
  const unread = (): void => ending.abort(new Error("The output is closed"));
  const stdout = new OutputQueue(sinkOf("stdout", unread), unread);
  const stderr = new OutputQueue(sinkOf("stderr", unread), unread);
  return {
    args: process.argv.slice(2),
    io: {
      stdin: {
        isTTY: process.stdin.isTTY === true,
        bytes: () => process.stdin,
      },
      stdout: outputOf(stdout, process.stdout),
      stderr: outputOf(stderr, process.stderr),
      env: process.env,
      signal: ending.signal,
      onHangUp: (listener) => {
        hangUps.add(listener);
        return () => hangUps.delete(listener);
      },
      clock: systemClock,
      date: () => new Date(),
      network: tcp,
      hangs: () => hangs = true,
    },
    exit: async (code) => {
      const stuck = new Promise<void>((resolve) =>
        whenStuck(
          { signal: ending.signal, clock: systemClock },
          () => stdout.written + stderr.written,
          resolve,
        )
      );
      await Promise.race([Promise.all([stdout.flushed(), stderr.flushed()]), stuck]);
      // To exit, Node would wait for the thread of a write that does not end.
      if (hangs) process.kill(process.pid, "SIGKILL");
      return process.exit(code);
    },
  };
}

/** The part of stdout and stderr that is used. */
interface TextStream {
  write(bytes: Uint8Array, done: () => void): boolean;
  on(event: "error", listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The part of Deno's own stdout and stderr that is used; their writes block no other code, those of node:process do. */
interface DenoOutputs {
  readonly Deno?: Readonly<Record<"stdout" | "stderr", { write(bytes: Uint8Array): Promise<number> }>>;
}

function sinkOf(name: "stdout" | "stderr", unread: () => void): Sink {
  const own = (globalThis as DenoOutputs).Deno?.[name];
  if (own !== undefined) {
    return async (bytes) => {
      for (let at = 0; at < bytes.length;) at += await own.write(bytes.subarray(at));
    };
  }
  const stream: TextStream = process[name];
  // `hsms decode … | head`: that the reader ends first is not an error.
  stream.on("error", unread);
  return (bytes) => new Promise((resolve) => void stream.write(bytes, () => resolve()));
}

function outputOf(queue: OutputQueue, stream: TextStream): CommandOutput {
  return {
    write: (text) => queue.write(text),
    flushed: () => queue.flushed(),
    isTTY: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns || 100;
    },
  };
}
