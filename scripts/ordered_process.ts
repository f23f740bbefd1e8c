import type { Command } from "./run.ts";

/** Longest wait for an answer, in ms: no order takes half of it. */
const PATIENCE = 120_000;

/** What a process is told; `do` names it in errors. */
export interface Order {
  readonly do: string;
}

/** What it answers: what was asked for, or why that failed. */
export interface Failure {
  readonly error?: string;
}

/** A process that carries out one order after another: a line of JSON in for each, and one out when it is done. */
export class OrderedProcess<Orders extends Order, Answer extends Failure> {
  /** Rejects when the process has ended: whoever waits for another one need not wait any longer. */
  readonly gone: Promise<never>;
  readonly #label: string;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: Promise<unknown>;
  #waiting: PromiseWithResolvers<Answer> | undefined;
  #printed = "";

  private constructor(label: string, [program, ...args]: Command) {
    this.#label = label;
    this.#child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#output = Promise.all([
      eachLine(this.#child.stdout, (line) => this.#hear(line)),
      eachLine(this.#child.stderr, (line) => this.#keep(line)),
    ]);
    this.gone = this.#output.then(() => {
      const error = this.#error("ended by itself");
      this.#waiting?.reject(error);
      throw error;
    });
    this.gone.catch(() => {});
  }

  /** Starts a process; resolves when it is ready. */
  static async start<Orders extends Order, Answer extends Failure>(
    label: string,
    program: Command,
  ): Promise<OrderedProcess<Orders, Answer>> {
    const started = new OrderedProcess<Orders, Answer>(label, program);
    await started.#answer("start");
    return started;
  }

  /** Gives an order; resolves when it was carried out. Rejects with what the process printed where that failed. */
  async ask(order: Orders): Promise<Answer> {
    const answer = this.#answer(order.do);
    await this.#stdin.write(new TextEncoder().encode(`${JSON.stringify(order)}\n`)).catch(() => {});
    const said = await answer;
    if (said.error === undefined) return said;
    throw this.#error(`could not ${order.do}: ${said.error}`);
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
    const waiting = Promise.withResolvers<Answer>();
    const timer = setTimeout(() => waiting.reject(this.#error(`did not ${what} in time`)), PATIENCE);
    this.#waiting = waiting;
    return waiting.promise.finally(() => {
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
