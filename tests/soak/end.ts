import type { Command as Program } from "../../scripts/run.ts";
import type { Answer, Command } from "./commands.ts";

/** Longest wait for an answer, in ms: no order takes half of it. */
const PATIENCE = 120_000;

/** One process of a soak, as the one that gives the orders sees it. */
export class End {
  readonly #label: string;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: Promise<unknown>;
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  #printed = "";

  constructor(label: string, [program, ...args]: Program) {
    this.#label = label;
    this.#child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#output = Promise.all([
      eachLine(this.#child.stdout, (line) => this.#hear(line)),
      eachLine(this.#child.stderr, (line) => this.#keep(line)),
    ]).then(() => this.#waiting?.reject(this.#error("ended by itself")));
  }

  /** Starts a process; resolves when it is ready. */
  static async start(label: string, program: Program): Promise<End> {
    const end = new End(label, program);
    await end.#answer("start");
    return end;
  }

  /** Gives an order; resolves when it was carried out. Rejects with what the process printed where that failed. */
  async ask(command: Command): Promise<Answer> {
    const answer = this.#answer(command.do);
    await this.#stdin.write(new TextEncoder().encode(`${JSON.stringify(command)}\n`)).catch(() => {});
    const { error, ...rest } = await answer;
    if (error === undefined) return rest;
    throw this.#error(`could not ${command.do}: ${error}`);
  }

  /** Gives no more orders: the process ends by itself within `limit` ms, or this says in words that it did not. */
  async leave(limit: number): Promise<string | undefined> {
    await this.#stdin.close().catch(() => {});
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), limit);
    const status = await Promise.race([this.#child.status, promise]);
    clearTimeout(timer);
    await this.stop();
    if (status === undefined) return `did not end by itself within ${limit} ms`;
    return status.success ? undefined : `ended with code ${status.code}: ${this.#printed}`;
  }

  /** Ends the process if it still runs; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#waiting = undefined;
    await this.#stdin.close().catch(() => {});
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.#child.status;
    await this.#output;
  }

  #answer(what: string): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const timer = setTimeout(() => reject(this.#error(`did not ${what} in time`)), PATIENCE);
    this.#waiting = { resolve, reject };
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting = undefined;
    });
  }

  #hear(line: string): void {
    if (line.startsWith("{")) this.#waiting?.resolve(JSON.parse(line));
    else this.#keep(line);
  }

  #keep(line: string): void {
    this.#printed = `${this.#printed}${line}\n`.slice(-4000);
  }

  #error(what: string): Error {
    return new Error(`${this.#label} ${what}. It printed:\n${this.#printed}`);
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
