/** A program of the site: its lines come and go, and signals reach it and not what starts it. */
export class Child {
  readonly name: string;
  /** Its last lines, for the person who reads a failure. */
  readonly lines: string[] = [];
  readonly #process: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: Promise<unknown>;
  #waiting: { readonly pattern: RegExp; readonly found: () => void }[] = [];

  /** `onLine` gets each line of stdout, and those of stderr without it. */
  constructor(
    name: string,
    [program, ...args]: readonly string[],
    onLine: (line: string) => void = () => {},
  ) {
    this.name = name;
    const command = new Deno.Command(program!, { args, stdin: "piped", stdout: "piped", stderr: "piped" });
    this.#process = command.spawn();
    this.#stdin = this.#process.stdin.getWriter();
    this.#output = Promise.all([
      this.#read(this.#process.stdout, onLine),
      this.#read(this.#process.stderr, () => {}),
    ]);
  }

  /** The number of its process. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Resolves when a line matches, also one that was there before. */
  async saw(pattern: RegExp, ms = 20_000): Promise<void> {
    if (this.lines.some((line) => pattern.test(line))) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${this.name} did not print ${pattern} within ${ms} ms:\n${this.lines.join("\n")}`));
      }, ms);
      const found = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.push({ pattern, found });
      this.#output.then(() => {
        clearTimeout(timer);
        reject(new Error(`${this.name} has ended:\n${this.lines.join("\n")}`));
      });
    });
  }

  /** Writes a line to it. */
  async write(line: string): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
  }

  /** Sends a signal. */
  signal(name: "SIGSTOP" | "SIGCONT" | "SIGTERM" | "SIGHUP"): void {
    this.#process.kill(name);
  }

  /** Resolves with the exit code when it has ended by itself. */
  get ended(): Promise<number> {
    return this.#process.status.then(({ code }) => code);
  }

  /** Ends it with SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#process.status;
    await this.#output;
    await this.#stdin.abort().catch(() => {});
  }

  async #read(stream: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of stream) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        onLine(line);
        this.#keep(line);
      }
    }
  }

  #keep(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 400) this.lines.splice(0, 200);
    this.#waiting = this.#waiting.filter(({ pattern, found }) => {
      if (!pattern.test(line)) return true;
      found();
      return false;
    });
  }
}
