import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { Log } from "../support/log.ts";

/** Set for the process in which a test file is the command. */
const AS_COMMAND = "HSMS_TEST_IS_COMMAND";

/** Whether this process is to be the command. */
export const isCommand: boolean = process.env[AS_COMMAND] !== undefined;

/** `hsms` as a process of its own on this runtime. Its stdout is a pipe that is read only when the test reads it. */
export class CommandProcess {
  /** The lines of stderr. */
  readonly stderr = new Log();
  /** The exit code. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #stdout: FileHandle | undefined;

  private constructor(child: ChildProcess, stdout?: FileHandle) {
    this.#child = child;
    this.#stdout = stdout;
    this.ended = once(child, "exit").then(([code]) => code);
    let rest = "";
    child.stderr!.on("data", (chunk: Uint8Array) => {
      const lines = (rest + new TextDecoder().decode(chunk)).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.stderr.write(line);
    });
  }

  /** Runs the test file at `path`, which has to be the command if `isCommand`; the pipe is made in `folder`. */
  static async start(path: string, folder: string, ...args: string[]): Promise<CommandProcess> {
    const pipe = join(folder, "stdout");
    execFileSync("mkfifo", [pipe]);
    // Opened for reading and writing, a pipe waits for no other side.
    const stdout = await open(pipe, "r+");
    return new CommandProcess(spawnCommand(path, pipe, args), stdout);
  }

  /** Does the same with a file as its stdout. */
  static startInto(file: string, path: string, ...args: string[]): CommandProcess {
    return new CommandProcess(spawnCommand(path, file, args));
  }

  /** The next bytes of stdout. */
  async read(): Promise<Uint8Array> {
    const buffer = new Uint8Array(256 * 1024);
    const { bytesRead } = await this.#stdout!.read(buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  }

  /** ^C, or another signal. */
  interrupt(signal: "SIGINT" | "SIGHUP" | "SIGTERM" = "SIGINT"): void {
    // With its own kill() a ChildProcess of Deno tells no exit code.
    process.kill(this.#child.pid!, signal);
  }

  /** Memory in MiB: now, and at most so far. */
  async memory(): Promise<{ now: number; peak: number }> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, "utf8");
    const sizeOf = (name: string): number =>
      Number(new RegExp(`${name}:\\s*(\\d+) kB`).exec(status)?.[1]) / 1024;
    return { now: sizeOf("VmRSS"), peak: sizeOf("VmHWM") };
  }

  /** Ends the process, if it has not ended, and closes the pipe. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill("SIGKILL");
    await this.ended;
    await this.#stdout?.close();
  }
}

function spawnCommand(path: string, stdout: string, args: readonly string[]): ChildProcess {
  const runtime = "Deno" in globalThis ? [process.execPath, "run", "-A", "--no-check"] : [process.execPath];
  // The shell gives its process to the command: signals and memory are those of the command.
  return spawn("sh", ["-c", 'exec "$@" > "$0"', stdout, ...runtime, path, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, [AS_COMMAND]: "1" },
  });
}
