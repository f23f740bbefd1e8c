// GEM's hot paths beside the same messages by hand: an event from the tool to the host's listener, and a trace. Its parts
// are internals.

import {
  A,
  B,
  type Clock,
  decodeItem,
  encodeItem,
  HsmsProtocol,
  type Item,
  L,
  S6F1,
  type SecsTraceData,
  streamFunction,
  tcp,
  U4,
} from "@secs/hsms";
import { Equipment, GemEquipmentHandler, GemHostHandler, Traces } from "../../src/gem/mod.ts";
import type { Case } from "./case.ts";
import { eventBody, MODEL, triggerAll } from "./trigger.ts";

/** Number of events, or of samples, in one run. */
const COUNT = 256;
/** Events that are open at once. */
const OPEN = 32;
const HERE = "127.0.0.1";
const OPTIONS = { network: tcp, bindAddress: HERE };
const VARIABLES = [
  ...Object.keys(MODEL.definition.statusVariables),
  ...Object.keys(MODEL.definition.dataVariables),
];
/** In ms. */
const PERIOD = 1000;
const TIME = "2026112800000000";

/** What is measured of GEM's hot paths; the four that are connected stay so. */
export async function gemPathCases(): Promise<readonly Case[]> {
  const plain = await eventsByHand();
  const ours = await events();
  return [
    {
      layer: "gem",
      name: "an event of ten variables to the host's listener, TCP, 32 open",
      count: COUNT,
      ours,
      plain,
    },
    {
      layer: "gem",
      name: "a trace samples ten variables, a report each",
      count: COUNT,
      ours: sampled,
      plain: sampledByHand,
    },
  ];
}

/** From `trigger` of a tool to the listener of a host, and back with the answer. */
async function events(): Promise<() => Promise<void>> {
  const tool = await Equipment.open(MODEL);
  const handler = new GemEquipmentHandler(HERE, 0, false, 0, "host", {
    ...OPTIONS,
    equipment: tool,
    control: { onlineSubstate: "remote" },
    maxOpen: OPEN,
  });
  await handler.enable();
  const { port } = handler.connection.listeningEndpoint!;
  const Host = GemHostHandler<typeof MODEL.definition>;
  const host = new Host(HERE, port, true, 0, "tool", { ...OPTIONS, model: MODEL });
  const count = countdown();
  host.on("collection-event", ({ values }) => count.down(values.Wafer));
  await host.enable();
  await Promise.all([host.waitForCommunicating(), handler.waitForCommunicating()]);
  await host.subscribeCollectionEvent("Done", VARIABLES as never);
  return () => {
    triggerAll(tool);
    return count.from(COUNT);
  };
}

/** The same messages: encoded, sent, decoded, read and answered by hand. */
async function eventsByHand(): Promise<() => Promise<void>> {
  const tool = new HsmsProtocol(HERE, 0, false, 0, "host", OPTIONS);
  await tool.enable();
  const { port } = tool.connection.listeningEndpoint!;
  const host = new HsmsProtocol(HERE, port, true, 0, "tool", OPTIONS);
  const count = countdown();
  const answer = streamFunction(6, 12, encodeItem(B(0)));
  host.on("primary", ({ packet }) => {
    count.down(valuesOf(decodeItem(packet.data)).Wafer);
    host.sendResponse(answer, packet);
  });
  await host.enable();
  await Promise.all([host.whenSelected(), tool.whenSelected()]);
  return async () => {
    let next = 0;
    const done = count.from(COUNT);
    const loop = async (): Promise<void> => {
      while (next < COUNT) await tool.sendAndWaitForResponse(streamFunction(6, 11, eventBody(next++)));
    };
    await Promise.all(Array.from({ length: OPEN }, loop));
    await done;
  };
}

/** The ten values of an event's report, by their names. */
function valuesOf(item: Item | undefined): Record<string, unknown> {
  const [, , reports] = listOf(item);
  const [, report] = listOf(listOf(reports)[0]);
  const values: Record<string, unknown> = {};
  for (const [i, value] of listOf(report).entries()) {
    values[VARIABLES[i]!] = value.format === "A" ? value.text : "value" in value ? value.value : undefined;
  }
  return values;
}

function listOf(item: Item | undefined): readonly Item[] {
  if (item?.format === "L") return item.items;
  throw new TypeError("not a list");
}

/** Counts what comes in; `down` looks at the value that came, so that it has to be read. */
function countdown(): { down(wafer: unknown): void; from(count: number): Promise<void> } {
  let left = 0;
  let onDone = (): void => {};
  return {
    down(wafer) {
      if (typeof wafer === "number" && --left === 0) onDone();
    },
    from(count) {
      left = count;
      return new Promise((resolve) => onDone = resolve);
    },
  };
}

/** A clock that fires the one timer that is set. */
class HandClock implements Clock {
  #now = 0;
  #due: (() => void) | undefined;

  now(): number {
    return this.#now;
  }

  schedule(callback: () => void): () => void {
    this.#due = callback;
    return () => this.#due = undefined;
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#due?.();
  }
}

const clock = new HandClock();
const samples: readonly Item[] = Array.from({ length: 10 }, (_, i) => U4(i));
let bytes = 0;

const traces = new Traces<number>({
  variable: (id) => Number(id),
  read: (variable) => samples[variable]!,
  time: () => TIME,
  onReport: (report: SecsTraceData) => bytes += encodeItem(S6F1.toHost.build(report)!).length,
}, clock);

function sampled(): void {
  bytes = 0;
  traces.initialize({ TRID: 1, DSPER: "000001", TOTSMP: COUNT, REPGSZ: 1, SVID: [...samples.keys()] });
  for (let i = 0; i < COUNT; i++) clock.advance(PERIOD);
  if (bytes !== tracedBytes) throw new Error(`${bytes} bytes, and not ${tracedBytes}`);
}

function sampledByHand(): number {
  let sum = 0;
  for (let i = 1; i <= COUNT; i++) {
    sum += encodeItem(L(U4(1), U4(i), A(TIME), L(samples.map((sample) => sample)))).length;
  }
  return sum;
}

/** The number of bytes of all samples. */
const tracedBytes = sampledByHand();
