import { abortable, Deferred } from "../../core/base/mod.ts";
import type { HsmsTimeoutOptions } from "../../core/mod.ts";
import { Backlog } from "../backlog.ts";
import { sentenceOf } from "../errors.ts";
import { gatedIo } from "../gated_clock.ts";
import { GatedNetwork } from "../gated_network.ts";
import type { CommandIo } from "../io.ts";
import { linesOf } from "../lines.ts";
import { readModel } from "../models/model_file.ts";
import { networkOf, type RecordChoice, recorderOf, timeoutsOf, type TlsChoice } from "../options.ts";
import { Screen } from "../station/screen.ts";
import { TapNetwork, tapOf } from "../station/tap_network.ts";
import { Fab } from "./fab.ts";
import { parseFault } from "./faults.ts";
import { Panel } from "./panel.ts";

/** What `hsms simulate` is told. */
export interface SimulateOptions {
  readonly model: string;
  readonly port: number;
  readonly bind: string;
  readonly count: number;
  readonly ports: boolean;
  readonly session: number;
  readonly control: "offline" | "local" | "remote";
  readonly seed?: number | undefined;
  readonly speed: number;
  readonly store?: string | undefined;
  readonly recipes?: string | undefined;
  readonly spool?: number | undefined;
  readonly fault: readonly string[];
  readonly lasts?: number | undefined;
  readonly frames: boolean;
  readonly json: boolean;
  readonly recording: RecordChoice;
  readonly timers: HsmsTimeoutOptions;
  readonly linktest?: number | undefined;
  readonly tls: TlsChoice;
}

/** Maximum length of a line of the panel, in characters. */
const MAX_LINE = 64 * 1024;

/** Simulates tools until the user ends it; resolves with the exit code. */
export async function simulate(options: SimulateOptions, io: CommandIo): Promise<number> {
  const faults = options.fault.map((text) => parseFault(text.trim().split(/\s+/)));
  const timeouts = timeoutsOf({
    ...options.timers,
    ...options.linktest !== undefined && { linktest: options.linktest },
  });
  const model = await readModel(options.model);
  const backlog = new Backlog();
  const counted = gatedIo(io, backlog);
  const network = new GatedNetwork(await networkOf(options.tls, io), backlog);
  const title = `hsms simulate ${options.model}`;
  const recorder = await recorderOf(options.recording, counted, backlog, { title, timeouts, model });
  try {
    const tap = new TapNetwork(network, tapOf(recorder, () => io.date()));
    const screen = new Screen(counted, tap, { hex: false, json: options.json });
    const fab = await Fab.open({
      ...options,
      model,
      network: tap,
      clock: counted.clock,
      bindAddress: options.bind,
      timeouts,
      folder: options.store,
      recipes: options.recipes,
      seed: options.seed,
      spool: options.spool,
      trace: options.frames ? (event) => screen.show(event) : undefined,
      tell: (tool, text, isTrouble) => tell(counted, options, screen, tool, text, isTrouble),
    });
    try {
      for (const tool of fab.tools) for (const fault of faults) tool.faults.add({ ...fault });
      counted.stderr.write(`${announcement(fab, options)}\n`);
      return await operate(fab, counted, backlog, options);
    } finally {
      await fab.stop();
    }
  } finally {
    await recorder?.close();
  }
}

/** Reads the panel until it says quit, ^C, or the time is over. */
async function operate(
  fab: Fab,
  io: CommandIo,
  backlog: Backlog,
  { lasts }: SimulateOptions,
): Promise<number> {
  const end = new Deferred<void>();
  const panel = new Panel(fab, (text) => io.stderr.write(text));
  const cancel = lasts === undefined ? undefined : io.clock.schedule(() => end.resolve(), lasts);
  const read = async (): Promise<void> => {
    for await (const line of linesOf(io.stdin.bytes(), MAX_LINE)) {
      if (/^\s*(quit|exit)\s*$/i.test(line)) return end.resolve();
      if (line.trim() === "") continue;
      try {
        await panel.perform(line);
      } catch (error) {
        io.stderr.write(`hsms: ${line.trim()}: ${sentenceOf(error)}\n`);
      }
      await backlog.whenRoom(io.signal);
    }
  };
  read().catch((error) => io.stderr.write(`hsms: stdin is not read any more: ${sentenceOf(error)}\n`));
  await abortable(end.promise, io.signal).catch(() => {});
  cancel?.();
  return 0;
}

function announcement({ tools, ports }: Fab, { count, bind }: SimulateOptions): string {
  const { model, revision } = tools[0]!.equipment.model;
  const [first, last] = [ports[0], ports[ports.length - 1]];
  const where = first === last ? `port ${first}` : `ports ${first} to ${last}`;
  const what = count === 1 ? `${model} ${revision} listens` : `${count} tools ${model} ${revision} listen`;
  return `${what} on ${where} of ${bind}. Write help for the operator's panel, ^C ends`;
}

function tell(
  io: CommandIo,
  { json, count }: SimulateOptions,
  screen: Screen,
  tool: string,
  text: string,
  isTrouble: boolean,
): void {
  const at = io.date();
  if (json) return io.stdout.write(`${JSON.stringify({ time: at.toISOString(), tool, text, isTrouble })}\n`);
  const time = `${at.toTimeString().slice(0, 8)}.${at.getMilliseconds().toString().padStart(3, "0")}`;
  screen.note(`${time} ${count > 1 ? `${tool}: ` : ""}${text}`, isTrouble);
}
