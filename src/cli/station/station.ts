import { setImmediate } from "node:timers/promises";
import { Deferred } from "../../core/base/mod.ts";
import type { HsmsPacket, HsmsProtocol, HsmsProtocolOptions, HsmsTraceEvent } from "../../core/mod.ts";
import { Backlog } from "../backlog.ts";
import { CommandError } from "../errors.ts";
import { gatedIo } from "../gated_clock.ts";
import { GatedNetwork } from "../gated_network.ts";
import type { CommandIo } from "../io.ts";
import { defined, networkOf, recorderOf, timeoutsOf } from "../options.ts";
import type { Recorder } from "../record/recorder.ts";
import { type Input, inputsIn, inputsOf, MAX_INPUT, parseInput } from "./input.ts";
import { InputLoad } from "./input_load.ts";
import { endRefused, refuse } from "./refusals.ts";
import { Replies } from "./replies.ts";
import { Screen } from "./screen.ts";
import { Sender } from "./sender.ts";
import type { StationOptions } from "./station_options.ts";
import { TapNetwork, tapOf } from "./tap_network.ts";

const HELP = `Write SML, as in S1F1 W. or S10F3 W <L [2] <B 0> <A "hello">>.
A control frame: Linktest.req, Separate.req, or with fields: Select.rsp status=2 system=0x7
Any bytes: hex: 00 00 00 0a ff ff 00 00 00 05 00 00 00 01
exit ends.
`;

/** What a station is made of. */
export interface StationParts {
  readonly network: HsmsProtocolOptions["network"];
  readonly replies: Replies | undefined;
  /** What is sent to each peer once it is selected. */
  readonly inputs: readonly Input[];
  readonly recorder: Recorder | undefined;
  /** What was written and nobody has taken. */
  readonly backlog: Backlog;
}

/** This side of the connections: shows what happens, answers what it knows, and sends what the user writes. */
export class Station {
  readonly #io: CommandIo;
  readonly #options: StationOptions;
  readonly #parts: StationParts;
  readonly #network: TapNetwork;
  readonly #screen: Screen;
  readonly #senders: Sender[] = [];
  readonly #end = new Deferred<void>();
  /** What was read before a peer was selected. */
  #early: Input[] = [];
  /** Number of inputs that are being sent. */
  #sending = 0;
  readonly #load = new InputLoad();
  #exitCode = 0;
  #failure: unknown;
  /** With --once: whether something waits for a peer. */
  #waiting: boolean;
  #hasReadInput = true;

  /** Makes a station without connections. */
  constructor(io: CommandIo, options: StationOptions, parts: StationParts) {
    this.#io = io;
    this.#options = options;
    this.#parts = parts;
    const { recorder } = parts;
    this.#network = new TapNetwork(parts.network, tapOf(recorder, () => io.date()));
    this.#screen = new Screen(io, this.#network, options);
    this.#waiting = parts.inputs.length > 0;
  }

  /** The options of every connection. */
  get protocolOptions(): HsmsProtocolOptions {
    const { timers, linktest } = this.#options;
    return {
      network: this.#network,
      clock: this.#io.clock,
      timeouts: timeoutsOf({ ...timers, ...defined({ linktest }) }),
      trace: (event) => this.#trace(event),
    };
  }

  /** Adds a handler of a peer. */
  add(protocol: HsmsProtocol): void {
    const sender = new Sender(protocol, this.#network, (text) => this.#screen.note(text, true));
    this.#senders.push(sender);
    protocol.on("selected", () => this.#sendWaiting(sender));
    protocol.on("primary", ({ packet }) => this.#answer(sender, packet));
  }

  /** Works until the user ends it; resolves with the exit code. */
  async work(): Promise<number> {
    const { signal } = this.#io;
    const stop = (): void => this.#end.resolve();
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    // With --once and --send stdin may be a pipe that never ends.
    if (!(this.#options.once && this.#waiting)) {
      this.#hasReadInput = false;
      this.#readInput()
        .catch((error) => this.#fail("stdin is not read any more", error))
        .finally(() => {
          this.#hasReadInput = true;
          this.#endIfDone();
        });
    }
    await this.#end.promise;
    signal.removeEventListener("abort", stop);
    if (this.#failure !== undefined) throw this.#failure;
    return this.#exitCode;
  }

  #answer(sender: Sender, primary: HsmsPacket): void {
    const { protocol } = sender;
    const { replies } = this.#parts;
    endRefused(protocol, primary);
    const answer = replies?.to(primary);
    if (answer !== undefined) protocol.sendResponse(answer, primary);
    else if (!primary.header.requireResponse) return;
    else if (replies === undefined || this.#options.byHand) {
      sender.expectAnswer(primary, replies !== undefined);
    } else refuse(protocol, this.#options.role, replies, primary);
  }

  #trace(event: HsmsTraceEvent): void {
    if (event.type === "failed" && this.#options.once) {
      this.#failure = event.error;
      return this.#end.resolve();
    }
    this.#screen.show(event);
  }

  #sendWaiting(sender: Sender): void {
    for (const input of this.#early) this.#load.remove(input);
    const inputs = [...this.#parts.inputs, ...this.#early];
    this.#early = [];
    this.#waiting = false;
    for (const input of inputs) this.#send(sender, input);
    this.#endIfDone();
  }

  async #readInput(): Promise<void> {
    const { stdin, stderr } = this.#io;
    if (stdin.isTTY) stderr.write(HELP);
    const hint = (): void =>
      void (stdin.isTTY && stderr.write("An item may follow. An empty line sends it.\n"));
    let sinceTurn = 0;
    for await (const text of inputsOf(stdin.bytes(), MAX_INPUT, hint)) {
      if (sinceTurn + text.length > MAX_INPUT) {
        await setImmediate();
        sinceTurn = 0;
      }
      sinceTurn += text.length;
      this.#take(text);
      await this.#load.whenRoom();
      await this.#parts.backlog.whenRoom(this.#io.signal);
    }
  }

  #take(text: string): void {
    if (/^(exit|quit)$/i.test(text)) return this.#end.resolve();
    if (/^(help|\?)$/i.test(text)) return this.#io.stderr.write(HELP);
    let input: Input;
    try {
      input = parseInput(text, this.#options.encoding);
    } catch (error) {
      return this.#fail("Cannot send that", error);
    }
    tellCorrections(input, this.#io);
    const fits = input.kind === "messages" ? "selected" : "connected";
    const there = this.#senders.filter(({ protocol }) =>
      fits === "selected" ? protocol.connectionState === "selected" : protocol.connection.connected
    );
    if (there.length > 0) return there.forEach((sender) => this.#send(sender, input));
    if (this.#io.stdin.isTTY) {
      return this.#fail(
        "Cannot send that",
        new CommandError(`no peer is ${fits} yet. Wait for it, and write it again`),
      );
    }
    this.#load.add(input);
    this.#early.push(input);
    this.#waiting = true;
  }

  #send(sender: Sender, input: Input): void {
    this.#sending++;
    this.#load.add(input);
    const { remoteEndpoint } = sender.protocol.connection;
    if (input.kind === "bytes" && remoteEndpoint !== undefined) this.#screen.raw(remoteEndpoint, input.bytes);
    sender.send(input)
      .catch((error) => this.#fail(input.text, error))
      .finally(() => {
        this.#sending--;
        this.#load.remove(input);
        this.#endIfDone();
      });
  }

  #fail(what: string, error: unknown): void {
    if (this.#io.signal.aborted) return;
    this.#screen.complain(what, error);
    if (this.#options.once) this.#exitCode = 1;
  }

  #endIfDone(): void {
    if (this.#options.once && this.#sending === 0 && !this.#waiting && this.#hasReadInput) {
      this.#end.resolve();
    }
  }
}

/** Opens what the options name (`title` is that of its view), calls `work` with the station, and closes everything again. */
export async function withStation(
  io: CommandIo,
  options: StationOptions,
  title: string,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  const { reply, noReply, role, encoding, send, recording, tls, timers } = options;
  const inputs: Input[] = [];
  for (const argument of send) inputs.push(...await inputsIn(argument, encoding));
  for (const input of inputs) tellCorrections(input, io);
  const replies = noReply ? undefined : Replies.standard(role);
  if (reply !== undefined) await readReplies(replies, options, io);
  const backlog = new Backlog();
  const counted = gatedIo(io, backlog);
  const network = new GatedNetwork(await networkOf(tls, io), backlog);
  const viewed = { title, encoding, timeouts: timeoutsOf(timers) };
  const recorder = await recorderOf(recording, counted, backlog, viewed);
  try {
    return await work(new Station(counted, options, { network, replies, inputs, recorder, backlog }));
  } finally {
    await recorder?.close();
  }
}

async function readReplies(
  replies: Replies | undefined,
  { reply: path = "", encoding }: StationOptions,
  io: CommandIo,
): Promise<void> {
  if (replies === undefined) throw new CommandError("Give either --reply or --no-reply", 2);
  const { primaries, rules, corrections } = await replies.read(path, encoding);
  for (const line of corrections) io.stderr.write(`hsms: ${path}: ${line}\n`);
  const left = [[primaries, "primaries"], [rules, "rules (if …)"]] as const;
  const named = left.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (named.length > 0) {
    io.stderr.write(`hsms: ${named.join(" and ")} of ${path} are not used: only replies are\n`);
  }
}

function tellCorrections(input: Input, { stderr }: CommandIo): void {
  if (input.kind !== "messages") return;
  for (const line of input.corrections) stderr.write(`hsms: ${line}\n`);
}
