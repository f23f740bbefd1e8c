import type { HsmsHandler, HsmsStats } from "../core/mod.ts";
import { type Levels, levelsOf } from "./levels.ts";
import type { Metric, MetricLabels } from "./metric.ts";

/** What can be counted or measured of a link at any time. */
export interface LinkMeasure {
  /** As OpenTelemetry has it, such as `hsms.frames`. */
  readonly name: string;
  /** A counter only grows; a gauge goes up and down. */
  readonly type: "counter" | "gauge";
  /** In the form of UCUM, as OpenTelemetry wants it: `By`, `s`, or a thing in braces. */
  readonly unit: string;
  /** A sentence. */
  readonly help: string;
  /** The values now. */
  read(handler: HsmsHandler): readonly (readonly [value: number, labels: MetricLabels])[];
}

const NONE: MetricLabels = {};

function measure(
  type: LinkMeasure["type"],
  name: string,
  unit: string,
  help: string,
  read: (stats: HsmsStats, levels: Levels) => ReturnType<LinkMeasure["read"]>,
): LinkMeasure {
  return { name, type, unit, help, read: (handler) => read(handler.stats(), levelsOf(handler)) };
}

/** Everything that `stats()` counts, and whether the levels of a handler are up. */
export const LINK_MEASURES: readonly LinkMeasure[] = [
  measure("gauge", "hsms.connected", "{link}", "Whether TCP is up.", (_, { connection }) => [
    [Number(connection.remoteEndpoint !== undefined), NONE],
  ]),
  measure("gauge", "hsms.selected", "{link}", "Whether the session is selected.", (_, { session }) => [
    [Number(session.connectionState === "selected"), NONE],
  ]),
  measure("gauge", "gem.communicating", "{link}", "Whether a GEM handler is COMMUNICATING.", (_, { gem }) => {
    return gem === undefined ? [] : [[Number(gem.communicationState === "COMMUNICATING"), NONE]];
  }),
  measure(
    "counter",
    "hsms.frames",
    "{frame}",
    "Frames that were sent and received.",
    ({ sent, received }) => [
      [sent.frames, { direction: "sent" }],
      [received.frames, { direction: "received" }],
    ],
  ),
  measure("counter", "hsms.io", "By", "Their bytes, length fields included.", ({ sent, received }) => [
    [sent.bytes, { direction: "sent" }],
    [received.bytes, { direction: "received" }],
  ]),
  measure("counter", "hsms.reconnects", "{connection}", "TCP connections after the first one.", (stats) => [
    [stats.reconnects, NONE],
  ]),
  measure(
    "counter",
    "hsms.timeouts",
    "{timeout}",
    "How often a timer ran out.",
    ({ timeouts }) => Object.entries(timeouts).map(([timer, count]) => [count, { timer }]),
  ),
  measure("gauge", "hsms.requests.open", "{request}", "Requests that wait for their reply.", (stats) => [
    [stats.openTransactions, NONE],
  ]),
  measure(
    "counter",
    "hsms.requests.unanswered",
    "{request}",
    "Requests that ended without reply.",
    (stats) => [
      [stats.unanswered, NONE],
    ],
  ),
  measure("counter", "hsms.replies.lost", "{reply}", "Replies of ours that were not sent.", (stats) => [
    [stats.repliesLost, NONE],
  ]),
  measure("counter", "hsms.replies.surplus", "{reply}", "Replies to what was answered already.", (stats) => [
    [stats.surplusReplies, NONE],
  ]),
  measure(
    "gauge",
    "hsms.linktest.round_trip",
    "s",
    "The time of the last linktest.",
    (stats) => stats.linktestRoundTrip === undefined ? [] : [[stats.linktestRoundTrip / 1000, NONE]],
  ),
];

/**
 * What `stats()` counts of each handler, with the label `peer` for its name; for {@linkcode prometheusText}.
 *
 * @example
 * ```ts
 * import { HsmsProtocol } from "@secs/hsms";
 * import { linkMetrics, prometheusText } from "@secs/hsms/observe";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertMatch } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const tool = new HsmsProtocol("127.0.0.1", 5000, true, 0, "ETCH-3", { network });
 * assertMatch(prometheusText(linkMetrics([tool])), /^hsms_frames_total\{peer="ETCH-3",direction="sent"\} 0$/m);
 * ```
 */
export function linkMetrics(handlers: Iterable<HsmsHandler>): Metric[] {
  const all = [...handlers];
  return LINK_MEASURES.map((one) => ({
    name: prometheusName(one),
    type: one.type,
    help: one.help,
    samples: all.flatMap((handler) =>
      one.read(handler).map(([value, labels]) => [value, { peer: handler.name, ...labels }] as const)
    ),
  }));
}

/** `hsms_io_bytes_total` for the counter `hsms.io` in By, as an exporter of OpenTelemetry for Prometheus names it. */
function prometheusName({ name, type, unit }: LinkMeasure): string {
  const units: Readonly<Record<string, string>> = { By: "_bytes", s: "_seconds" };
  return `${name.replaceAll(".", "_")}${units[unit] ?? ""}${type === "counter" ? "_total" : ""}`;
}
