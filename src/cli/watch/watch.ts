import { abortable } from "../../core/base/mod.ts";
import { formatEndpoint, type HsmsTimeouts, type Network } from "../../core/mod.ts";
import { type EquipmentModel, type GemAcknowledged, GemHostHandler, type GemTrace } from "../../gem/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { lineOf, objectOf, type Watched } from "./lines.ts";
import { ToolNames } from "./names.ts";

/** What is watched, and how. */
export interface WatchOptions {
  readonly address: string;
  readonly port: number;
  readonly active: boolean;
  readonly session: number;
  readonly network: Network;
  readonly timeouts: HsmsTimeouts;
  readonly model: EquipmentModel | undefined;
  /** Names or ids of events; none: all that the tool lists. */
  readonly events: readonly string[];
  readonly alarms: boolean;
  /** Variables that are traced, and how often, in ms. */
  readonly trace: readonly string[];
  readonly every: number;
  readonly json: boolean;
  /** What was there before is brought back at the end. */
  readonly restore: boolean;
  /** How long the first session is waited for, in ms. */
  readonly wait: number;
}

const TRID = 2_147_000_002;
/** Number of samples of a trace that ends with ^C. */
const ENDLESS = 2_000_000_000;
/** How long the end may take, in ms. */
const FAREWELL = 5_000;

/** Prints what a tool sends, until ^C; resolves with the exit code. */
export async function watchTool(options: WatchOptions, io: CommandIo): Promise<number> {
  const { address, port, active, session, network, timeouts, model } = options;
  const host = new GemHostHandler(address, port, active, session, "the tool", {
    network,
    clock: io.clock,
    timeouts,
    ...(model !== undefined && { model }),
  });
  const place = active ? formatEndpoint({ address, port }) : `port ${port}`;
  const tell = (text: string): void => io.stderr.write(`${text}\n`);
  const off = host.on("not-communicating", ({ why }) => tell(`${place}: ${why}. It is tried again`));
  host.on("communication-failed", ({ error }) => tell(`${place}: ${sentenceOf(error)}`));
  host.on("error", ({ error }) => tell(`hsms: ${sentenceOf(error)}`));
  host.on(
    "event-lost",
    ({ event }) => tell(`hsms: too much waits to be printed: an event of type ${event.type} is lost`),
  );
  host.on("spool", ({ why }) => tell(`${place}: ${why}`));
  try {
    await host.enable();
    await communicating(host, options, io);
    return await watch(host, place, options, io, tell);
  } finally {
    off();
    await host.disable();
  }
}

async function communicating(host: GemHostHandler, { wait }: WatchOptions, io: CommandIo): Promise<void> {
  const controller = new AbortController();
  const late = new CommandError(`No tool was communicating within ${wait / 1000} s; hsms probe says why`);
  const cancel = io.clock.schedule(() => controller.abort(late), wait);
  try {
    await abortable(host.waitForCommunicating({ signal: controller.signal }), io.signal);
  } finally {
    cancel();
  }
}

async function watch(
  host: GemHostHandler,
  place: string,
  options: WatchOptions,
  io: CommandIo,
  tell: (text: string) => void,
): Promise<number> {
  const { events, alarms, trace, every, restore } = options;
  const names = await ToolNames.of(host);
  const chosen = events.length === 0 ? names.events : events.map((event) => names.event(event));
  const traced = trace.map((variable) => names.variable(variable));
  if (chosen.length === 0 && !alarms) throw new CommandError(names.lack ?? "The tool lists no events");
  const reader = host.events({ acknowledge: "by reader", signal: io.signal });
  const wished = chosen.map(({ id, variables }) => ({ event: refOf(id), variables: variables.map(refOf) }));
  const setup = await host.want(
    { events: wished, ...(alarms && { alarms: "all" as const }) },
    { restorable: restore, signal: io.signal },
  );
  for (const { step, error } of setup.outcome.failed) tell(`hsms: ${step.sentence} ${sentenceOf(error)}`);
  if (setup.outcome.failed.some(({ step }) => step.what === "keep-former")) return 1;
  const trids = traced.length > 0 ? [TRID] : [];
  if (traced.length > 0) {
    await host.startTrace(traceOf(traced, every));
    // A tool may have forgotten it, and one that has not begins anew.
    host.on("communicating", () => host.startTrace(traceOf(traced, every)));
  }
  const what = [
    `${chosen.length} events`,
    ...(alarms ? ["all alarms"] : []),
    ...(traced.length > 0 ? ["a trace"] : []),
  ];
  tell(`Watching ${what.join(", ")} of ${place}. ^C ends`);
  await printAll(reader, names, options, io);
  await leave(host, () => restore ? setup.restore() : host.want({}), trids, io, tell);
  return 0;
}

/** Each event is acknowledged to the tool once it is printed. Ends with ^C. */
async function printAll(
  reader: AsyncIterableIterator<Watched & GemAcknowledged, undefined>,
  names: ToolNames,
  { json }: WatchOptions,
  io: CommandIo,
): Promise<void> {
  try {
    for await (const event of reader) {
      const at = io.date();
      const time = `${at.toTimeString().slice(0, 8)}.${`${at.getMilliseconds()}`.padStart(3, "0")}`;
      io.stdout.write(
        json
          ? `${JSON.stringify({ time: at.toISOString(), ...objectOf(event, names) })}\n`
          : `${time} ${lineOf(event, names)}\n`,
      );
      await abortable(io.stdout.flushed(), io.signal);
      event.acknowledge();
    }
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
}

/** The tool sends no more for us: within a few seconds, or it is left as it is. */
async function leave(
  host: GemHostHandler,
  takeBack: () => Promise<unknown>,
  trids: readonly SecsId[],
  io: CommandIo,
  tell: (text: string) => void,
): Promise<void> {
  const controller = new AbortController();
  const late = new Error(`it has not answered within ${FAREWELL / 1000} s`);
  const cancel = io.clock.schedule(() => controller.abort(late), FAREWELL);
  try {
    for (const trid of trids) await abortable(host.stopTrace(trid), controller.signal);
    await abortable(takeBack(), controller.signal);
  } catch (error) {
    tell(`hsms: The tool was not set back: ${sentenceOf(error)}`);
  } finally {
    cancel();
  }
}

function traceOf(variables: readonly SecsId[], every: number): GemTrace {
  return { id: TRID, variables: variables.map(refOf), period: every, samples: ENDLESS, perReport: 1 };
}

function refOf(id: SecsId): { readonly id: SecsId } {
  return { id };
}
