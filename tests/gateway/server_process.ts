// deno-lint-ignore-file no-console
// Brokers that the tests start themselves, on free ports, with folders of their own.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** A kind of broker. */
export interface Kind {
  readonly program: string;
  /** Shows its version. */
  readonly version: readonly string[];
  readonly arguments: (configuration: string) => readonly string[];
  /** What it prints when it takes connections. */
  readonly ready: RegExp;
}

/** Whether a broker is installed; says loudly if it is not. */
export function isInstalled({ program, version }: Kind): boolean {
  const found = spawnSync(program, [...version]).error === undefined;
  if (!found) {
    console.log(
      `SKIPPED: ${program} is not installed, so nothing is tested with it (apt-get install ${program})`,
    );
  }
  return found;
}

/** A broker that runs, or was killed and can be started again with what it has kept. */
export class ServerProcess {
  readonly port: number;
  readonly folder: string;
  readonly #kind: Kind;
  #child: ChildProcess | undefined;

  private constructor(kind: Kind, port: number, folder: string) {
    this.#kind = kind;
    this.port = port;
    this.folder = folder;
  }

  /** `configure` makes the text of its configuration file; `files` lie beside it. */
  static async start(
    kind: Kind,
    configure: (port: number, folder: string) => string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const folder = mkdtempSync(join(tmpdir(), "hsms-broker-"));
    const server = new ServerProcess(kind, await freePort(), folder);
    for (const [name, text] of Object.entries(files)) server.write(name, text);
    server.write("broker.conf", configure(server.port, folder));
    await server.start();
    return server;
  }

  /** Writes a file into its folder; returns its path. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  async start(): Promise<void> {
    const child = spawn(
      this.#kind.program,
      this.#kind.arguments(join(this.folder, "broker.conf")) as string[],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child = child;
    let output = "";
    await new Promise<void>((resolve, reject) => {
      const read = (data: unknown): void => {
        output += String(data);
        if (this.#kind.ready.test(output)) resolve();
      };
      child.stdout!.on("data", read);
      child.stderr!.on("data", read);
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`${this.#kind.program} did not start:\n${output}`)));
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGKILL");
    await ended;
  }

  /** Sends a signal: SIGSTOP lets it stand still. */
  signal(name: "SIGSTOP" | "SIGCONT"): void {
    process.kill(this.#child!.pid!, name);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
