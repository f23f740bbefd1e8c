import { type Metric, type MetricLabels, prometheusText } from "../../observe/mod.ts";
import type { GatewayState } from "../gateway_state.ts";

/** What a gateway is doing, as Prometheus reads it (text format 0.0.4). */
export function metricsOf({ moves, sink, journal, tools }: GatewayState): string {
  const metrics: Metric[] = [];
  const metric = (
    name: string,
    type: Metric["type"],
    help: string,
    samples: readonly (readonly [value: number, labels: MetricLabels])[],
  ): void => void metrics.push({ name: `hsms_gateway_${name}`, type, help, samples });
  const perTool = (value: (tool: GatewayState["tools"][number]) => number) =>
    tools.map((tool) => [value(tool), { tool: tool.name, area: tool.area }] as const);

  metric(
    "tool_up",
    "gauge",
    "Whether a tool is COMMUNICATING.",
    perTool((tool) => Number(tool.isCommunicating)),
  );
  metric("tool_ours", "gauge", "Whether this gateway has the tool.", perTool((tool) => Number(tool.isOurs)));
  metric(
    "messages_total",
    "counter",
    "Messages of a tool that the sink, or the journal, has.",
    tools.flatMap(({ name, area, counters }) =>
      Object.entries(counters.put).map(([kind, count]) => [count, { tool: name, area, kind }] as const)
    ),
  );
  metric(
    "not_put_total",
    "counter",
    "Messages that were not taken; the tool got no answer.",
    perTool((tool) => tool.counters.notPut),
  );
  metric(
    "repeats_total",
    "counter",
    "Messages that may have come before.",
    perTool((tool) => tool.counters.repeats),
  );
  metric(
    "refused_total",
    "counter",
    "Messages the tool was told are not taken.",
    perTool((tool) => tool.counters.lost),
  );
  metric(
    "pauses_total",
    "counter",
    "How often the link of a tool was closed because its messages were not taken.",
    perTool((tool) => tool.counters.pauses),
  );
  metric("under_way", "gauge", "Messages that are with the sink.", perTool((tool) => tool.counters.underWay));
  metric(
    "t3_total",
    "counter",
    "Attempts to establish communications that T3 ended.",
    perTool((tool) => tool.counters.t3),
  );
  metric(
    "ack_seconds_sum",
    "counter",
    "The time from a message to the sink's word, all together.",
    perTool((tool) => tool.counters.totalMs / 1000),
  );
  metric(
    "ack_seconds_max",
    "gauge",
    "The longest of these times.",
    perTool((tool) => tool.counters.slowestMs / 1000),
  );
  metric("lease_moves_total", "counter", "How often a tool came to this gateway, or left it.", [[moves, {}]]);
  metric("sink_up", "gauge", "Whether the sink takes messages.", [[Number(sink.state.isUp), {
    sink: sink.name,
  }]]);
  metric("journal_depth", "gauge", "Messages in the journal.", [[journal.depth, {}]]);
  metric("journal_bytes", "gauge", "Bytes in the journal.", [[journal.bytes, {}]]);
  metric("journal_kept_total", "counter", "Messages that were put into the journal.", [[journal.kept, {}]]);
  metric("journal_emptied_total", "counter", "Messages that went on to the sink.", [[journal.emptied, {}]]);
  metric("journal_refused_total", "counter", "Messages without room in the journal.", [[
    journal.refused,
    {},
  ]]);
  return prometheusText(metrics);
}
