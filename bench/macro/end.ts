// One end in a process of its own, as the orchestrator sees it.

import type { Command as Program } from "../../scripts/run.ts";
import type { Command } from "./child.ts";

/** Longest wait for an answer, in ms. */
const PATIENCE = 120_000;

/** What a process answered. */
export type Answer = Readonly<Record<string, number>> & { readonly error?: string };

/** A process that obeys one command after another. */
export class End {
  /** Rejects when the process has ended: whoever waits for the other end need not wait any longer. */
  readonly gone: Promise<never>;
  readonly #label: string;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: Promise<unknown>;
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  #stderr = "";

  private constructor(label: string, [program, ...args]: Program) {
    this.#label = label;
    this.#child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#output = Promise.all([
      eachLine(this.#child.stdout, (line) => this.#hear(line)),
      eachLine(this.#child.stderr, (line) => this.#stderr = `${this.#stderr}${line}\n`.slice(-4000)),
    ]);
    this.gone = this.#output.then(() => {
      throw this.#fail("ended by itself");
    });
    this.gone.catch(() => {});
  }

  /** Starts a process; resolves when it is ready. */
  static async start(label: string, program: Program): Promise<End> {
    const end = new End(label, program);
    await end.#answer("did not start");
    return end;
  }

  /** Sends a command; resolves with its answer. Rejects with what the process printed where it failed. */
  async ask(command: Command): Promise<Answer> {
    const answer = this.#answer(`did not ${command.do} "${command.name}" in time`);
    await this.#stdin.write(new TextEncoder().encode(`${JSON.stringify(command)}\n`)).catch(() => {});
    const { error, ...rest } = await answer;
    if (error === undefined) return rest;
    throw new Error(`${this.#label} could not ${command.do} "${command.name}": ${error}`);
  }

  /** Ends the process, which also ends when its stdin does; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#settle = undefined;
    await this.#stdin.close().catch(() => {});
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await this.#output;
  }

  #answer(late: string): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const timer = setTimeout(() => this.#fail(late), PATIENCE);
    this.#settle = { resolve, reject };
    return promise.finally(() => clearTimeout(timer));
  }

  #hear(line: string): void {
    if (!line.startsWith("{")) this.#stderr += `${line}\n`;
    else this.#settle?.resolve(JSON.parse(line));
  }

  #fail(what: string): Error {
    const error = new Error(`${this.#label} ${what}. It printed:\n${this.#stderr}`);
    this.#settle?.reject(error);
    return error;
  }
}

async function eachLine(stream: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    lines.forEach(take);
  }
}
