import { Deferred } from "../../core/base/mod.ts";
import type { HsmsProtocol, HsmsProtocolOptions, HsmsTraceEvent } from "../../core/mod.ts";
import type { Recorder } from "../capture/recorder.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { defined, timeoutsOf } from "../timers.ts";
import { type Input, isUnfinished, parseInput } from "./input.ts";
import { linesOf } from "./lines.ts";
import type { Replies } from "./replies.ts";
import { Screen } from "./screen.ts";
import { Sender } from "./sender.ts";
import type { StationOptions } from "./station_options.ts";
import { TapNetwork } from "./tap_network.ts";

const HELP = `Write SML, as in S1F1 W. or S10F3 W <L [2] <B 0> <A "hello">>.
A control frame: Linktest.req, Separate.req, or with fields: Select.rsp status=2 system=0x7
Any bytes: hex: 00 00 00 0a ff ff 00 00 00 05 00 00 00 01
exit ends.
`;

/** So much of what is read may wait for the first peer. */
const EARLY_LIMIT = 1000;

/** What a station is made of. */
export interface StationParts {
  readonly network: HsmsProtocolOptions["network"];
  readonly replies: Replies | undefined;
  /** What is sent to each peer once it is selected. */
  readonly inputs: readonly Input[];
  readonly recorder: Recorder | undefined;
}

/** This side of the links: shows what happens, answers what it knows, and sends what the user writes. */
export class Station {
  readonly #io: CommandIo;
  readonly #options: StationOptions;
  readonly #parts: StationParts;
  readonly #network: TapNetwork;
  readonly #screen: Screen;
  readonly #senders: Sender[] = [];
  readonly #over = new Deferred<void>();
  /** What was read before anybody was selected. */
  #early: Input[] = [];
  #working = 0;
  #exitCode = 0;
  #failure: unknown;
  /** With --once: something is still to be sent. */
  #more: boolean;
  #read = true;

  /** Makes a station without links. */
  constructor(io: CommandIo, options: StationOptions, parts: StationParts) {
    this.#io = io;
    this.#options = options;
    this.#parts = parts;
    const { recorder } = parts;
    this.#network = new TapNetwork(parts.network, {
      bytes: (link, direction, bytes) => recorder?.bytes(link, direction, bytes, io.date()),
      ended: (link) => recorder?.ended(link, io.date()),
    });
    this.#screen = new Screen(io, this.#network, options);
    this.#more = parts.inputs.length > 0;
  }

  /** The options of every link. */
  get protocolOptions(): HsmsProtocolOptions {
    const { timers, linktest } = this.#options;
    return {
      network: this.#network,
      clock: this.#io.clock,
      timeouts: timeoutsOf({ ...timers, ...defined({ linktest }) }),
      trace: (event) => this.#trace(event),
    };
  }

  /** Takes a link in. */
  adopt(protocol: HsmsProtocol): void {
    const sender = new Sender(protocol, this.#network);
    this.#senders.push(sender);
    protocol.on("selected", () => this.#greet(sender));
    protocol.on("primary", ({ packet: primary }) => {
      const answer = this.#parts.replies?.to(primary);
      if (answer !== undefined) protocol.sendResponse(answer, primary);
      else if (primary.header.requireResponse) sender.expectAnswer(primary);
    });
  }

  /** Works until the user ends it; resolves with the exit code. */
  async work(): Promise<number> {
    const { signal } = this.#io;
    const stop = (): void => this.#over.resolve();
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    // Where --once says what to do there may be nobody who writes, and a pipe that never ends.
    if (!(this.#options.once && this.#more)) this.#readInput().catch((error) => this.#fail("stdin", error));
    await this.#over.promise;
    signal.removeEventListener("abort", stop);
    if (this.#failure !== undefined) throw this.#failure;
    return this.#exitCode;
  }

  #trace(event: HsmsTraceEvent): void {
    if (event.type === "failed" && this.#options.once) {
      this.#failure = event.error;
      return this.#over.resolve();
    }
    this.#screen.show(event);
  }

  #greet(sender: Sender): void {
    const inputs = [...this.#parts.inputs, ...this.#early];
    this.#early = [];
    this.#more = false;
    for (const input of inputs) this.#send(sender, input);
    this.#endIfDone();
  }

  async #readInput(): Promise<void> {
    this.#read = false;
    const { stdin, stderr } = this.#io;
    if (stdin.isTTY) stderr.write(HELP);
    let text = "";
    for await (const line of linesOf(stdin)) {
      text = text === "" ? line : `${text}\n${line}`;
      if (text.trim() === "" || isUnfinished(text) && line.trim() !== "") continue;
      this.#take(text.trim());
      text = "";
    }
    if (text.trim() !== "") this.#take(text.trim());
    this.#read = true;
    this.#endIfDone();
  }

  #take(text: string): void {
    if (/^(exit|quit)$/i.test(text)) return this.#over.resolve();
    if (/^(help|\?)$/i.test(text)) return this.#io.stderr.write(HELP);
    let input: Input;
    try {
      input = parseInput(text);
    } catch (error) {
      return this.#fail("Cannot send that", error);
    }
    const fits = input.kind === "messages" ? "selected" : "connected";
    const there = this.#senders.filter(({ protocol }) =>
      fits === "selected" ? protocol.connectionState === "selected" : protocol.connection.connected
    );
    if (there.length > 0) return there.forEach((sender) => this.#send(sender, input));
    if (this.#io.stdin.isTTY) {
      return this.#fail("Cannot send that", new CommandError(`nobody is ${fits} yet`));
    }
    if (this.#early.length >= EARLY_LIMIT) {
      return this.#fail(
        "Cannot send that",
        new CommandError(`${EARLY_LIMIT} messages wait for a peer already`),
      );
    }
    this.#early.push(input);
    this.#more = true;
  }

  #send(sender: Sender, input: Input): void {
    this.#working++;
    const { remoteEndpoint } = sender.protocol.connection;
    if (input.kind === "bytes" && remoteEndpoint !== undefined) this.#screen.raw(remoteEndpoint, input.bytes);
    sender.send(input)
      .catch((error) => this.#fail(input.text, error))
      .finally(() => {
        this.#working--;
        this.#endIfDone();
      });
  }

  #fail(what: string, error: unknown): void {
    if (this.#io.signal.aborted) return;
    this.#screen.complain(what, error);
    if (this.#options.once) this.#exitCode = 1;
  }

  #endIfDone(): void {
    if (this.#options.once && this.#working === 0 && !this.#more && this.#read) this.#over.resolve();
  }
}
