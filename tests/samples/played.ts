import type { Command } from "../../scripts/run.ts";
import { attack } from "./attacks.ts";
import { MARK, type Said, type SampleEnd } from "./said.ts";

/** What a sample may hold once hostile peers have played, above what it held before: without the garbage. */
const MOST_KEPT = 4 * 2 ** 20;
/**
 * What its process may take meanwhile, with the garbage: a peer that sends 1 MiB at a time, as fast as the machine lets it, leaves as
 * much of it as the runtime has no time to collect (docs/reliability.md).
 */
const MOST_MEMORY = 256 * 2 ** 20;
/** Longest time of a sample, in ms. */
const PATIENCE = 60_000;
/** How long a sample that waits for its hostile peer is watched, in ms. */
const WATCHED = 1_500;
/** How long a port of a sample is tried, in ms: a passive connection listens again after its peer has left. */
const OPENS_AGAIN = 15_000;

/** What came of a sample. */
export interface Outcome {
  /** How it ended; undefined: it was ended. */
  readonly end: SampleEnd | undefined;
  /** What is not well; empty: all is. */
  readonly problems: readonly string[];
  /** Bytes above idle; undefined if the system does not tell. */
  readonly memory: number | undefined;
}

/** Runs a sample to its end; at the ports that it listens on these hostile peers play first, one after the other. */
export async function playAgainstListener(program: Command, attacks: readonly string[]): Promise<Outcome> {
  const played = new Played(program, [], attacks);
  const limit = setTimeout(() => played.fail(`did not end within ${PATIENCE} ms`), PATIENCE);
  const outcome = await played.end();
  clearTimeout(limit);
  // Its own peer is healthy, and was served afterwards.
  const error = outcome.end?.error;
  return error === undefined ? outcome : { ...outcome, problems: [...outcome.problems, error] };
}

/** Runs a sample whose dials all lead to one hostile peer. */
export async function playAgainstDialler(program: Command, name: string): Promise<Outcome> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const played = new Played(program, [String(listener.addr.port)], []);
  const attacks: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const socket of listener) attacks.push(attack(name, socket, false));
  })();
  const limit = setTimeout(() => played.stop(), WATCHED);
  const outcome = await played.end();
  clearTimeout(limit);
  listener.close();
  await accepting;
  await Promise.all(attacks);
  const { end, problems } = outcome;
  // What it awaited may fail; the error has to say why.
  if (end?.error === undefined || end.hasCode) return outcome;
  return { ...outcome, problems: [...problems, end.error] };
}

/** A process with a sample. */
class Played {
  readonly #child: Deno.ChildProcess;
  readonly #problems: string[] = [];
  readonly #output: Promise<unknown>;
  #printed = "";
  #end: SampleEnd | undefined;
  #stopped = false;
  #idle: number | undefined;
  #peak: number | undefined;

  readonly #attacks: readonly string[];

  constructor([program, ...args]: Command, more: string[], attacks: readonly string[]) {
    this.#attacks = attacks;
    const all = [...args, ...more];
    this.#child = new Deno.Command(program, { args: all, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    this.#output = Promise.all([this.#listen(this.#child.stdout), this.#listen(this.#child.stderr)]);
  }

  /** Ends it, because it is not well. */
  fail(why: string): void {
    this.#problems.push(why);
    this.stop();
  }

  /** Ends it. */
  stop(): void {
    this.#stopped = true;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
  }

  /** Resolves with what came of it. */
  async end(): Promise<Outcome> {
    const { code } = await this.#child.status;
    await this.#output;
    await this.#child.stdin.close().catch(() => {});
    if (!this.#stopped && code !== 0) this.#problems.push(`ended with ${code}`);
    const [idle, peak] = [this.#idle, this.#peak];
    const memory = idle === undefined || peak === undefined ? undefined : peak - idle;
    if (memory !== undefined && memory > MOST_MEMORY) {
      this.#problems.push(`took ${Math.round(memory / 2 ** 20)} MiB above idle`);
    }
    if (this.#problems.length > 0) this.#problems.push(`it printed ${this.#printed.slice(-2000)}`);
    return { end: this.#end, problems: this.#problems, memory };
  }

  async #listen(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of stream) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.#hear(line);
    }
    this.#printed += rest;
  }

  #hear(line: string): void {
    if (!line.startsWith(MARK)) {
      this.#printed = `${this.#printed}${line}\n`.slice(-4000);
      return;
    }
    const said: Said = JSON.parse(line.slice(MARK.length));
    this.#idle = said.idle ?? this.#idle;
    this.#peak = said.peak ?? this.#peak;
    this.#end = said.ended ?? this.#end;
    if (said.uncaught !== undefined) this.#problems.push(said.uncaught);
    if (said.kept !== undefined && said.kept > MOST_KEPT) {
      this.#problems.push(`holds ${(said.kept / 2 ** 20).toFixed(1)} MiB more after the attacks`);
    }
    if (said.ports !== undefined) void this.#attack(said.ports);
  }

  async #attack(ports: readonly number[]): Promise<void> {
    for (const port of ports) {
      for (const name of this.#attacks) {
        const socket = await dial(port);
        if (socket === undefined) this.#problems.push(`does not listen any more, before a peer that ${name}`);
        else await attack(name, socket, true);
      }
    }
    const writer = this.#child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("go\n")).catch(() => {});
    writer.releaseLock();
  }
}

async function dial(port: number): Promise<Deno.TcpConn | undefined> {
  for (const end = performance.now() + OPENS_AGAIN; performance.now() < end;) {
    try {
      return await Deno.connect({ hostname: "127.0.0.1", port });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return undefined;
}
