import type { OtelApi, OtelAttributes } from "../../otel/mod.ts";
import type { GatewayReply, GatewayRequest } from "../commands.ts";
import { loadPeers } from "../load_peer.ts";
import type { MessageKind } from "../message.ts";

/** Whom a gateway tells what it does, besides its pages. */
export interface Telemetry {
  /** A message is with the sink, after so many ms. */
  put(tool: string, kind: MessageKind, ms: number): void;
  /** A message was not taken. */
  notPut(tool: string, kind: MessageKind): void;
  /** Does what is asked of a tool, in a span of its own. */
  command(request: GatewayRequest, run: () => Promise<GatewayReply>): Promise<GatewayReply>;
}

const NAME = "@secs/hsms/gateway";

/**
 * OpenTelemetry through its API package: spans of commands, counters of messages, and how long the sink took for them. Where they go
 * is for the SDK of the program to say; without one nothing happens. Rejects with a `PeerMissingError` without the package.
 */
export async function openTelemetry(): Promise<Telemetry> {
  const [{ trace, metrics, SpanStatusCode }] = await loadPeers("--otel", ["@opentelemetry/api"]) as [OtelApi];
  const tracer = trace.getTracer(NAME);
  const meter = metrics.getMeter(NAME);
  const messages = meter.createCounter("hsms.gateway.messages", {
    description: "Messages that the sink has",
  });
  const refused = meter.createCounter("hsms.gateway.not_put", {
    description: "Messages that were not taken",
  });
  const times = meter.createHistogram("hsms.gateway.put_time", {
    description: "From a message to the word of the sink",
    unit: "ms",
  });
  return {
    put: (tool, kind, ms) => {
      messages.add(1, { tool, kind });
      times.record(ms, { kind });
    },
    notPut: (tool, kind) => refused.add(1, { tool, kind }),
    command: ({ tool, command, ...rest }, run) => {
      const name: OtelAttributes = "name" in rest ? { "hsms.name": `${rest.name}` } : {};
      const attributes = { "hsms.tool": `${tool}`, "hsms.command": `${command}`, ...name };
      return tracer.startActiveSpan(`hsms ${command}`, { attributes }, async (span) => {
        const reply = await run();
        span.setAttribute("hsms.outcome", reply.ok ? "ok" : reply.error.code);
        if (!reply.ok) span.setStatus({ code: SpanStatusCode.ERROR, message: reply.error.message });
        span.end();
        return reply;
      });
    },
  };
}
