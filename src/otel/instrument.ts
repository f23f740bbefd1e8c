import type { HsmsHandler } from "../core/mod.ts";
import { levelsOf } from "../observe/levels.ts";
import { LINK_MEASURES } from "../observe/link_measures.ts";
import { observe, type ObservedEvent } from "../observe/mod.ts";
import type { OtelApi, OtelMeter, OtelObservableCallback } from "./api.ts";
import { PrimarySpans } from "./primaries.ts";
import { traceRequests } from "./requests.ts";

/** The name of the tracer and of the meter. */
const NAME = "@secs/hsms";

/** Events of each message: they are spans, and counted as frames. */
const FREQUENT: ReadonlySet<string> = new Set(["sent", "received", "primary"]);

/**
 * Tells OpenTelemetry what a handler of any level does: a span for each request and for each primary that expects a reply, a
 * histogram of how long requests take, a counter of events, and everything that `stats()` counts. docs/observability.md has
 * the names.
 *
 * `api` is the package `@opentelemetry/api`. Where spans and numbers go is for the SDK of the program to say; without one
 * nothing happens. Give it each handler once, the highest level of it: the levels below are told of too. The function that is
 * returned ends it.
 *
 * @example
 * ```ts
 * import * as api from "@opentelemetry/api";
 * import { connect, listen, S1F1, SecsHandler } from "@secs/hsms";
 * import { instrument } from "@secs/hsms/otel";
 *
 * const tool = await listen({ port: 0, bindAddress: "127.0.0.1", handler: SecsHandler, role: "equipment" });
 * tool.register(S1F1, () => ({ MDLN: "ETCHER", SOFTREV: "1.0" }));
 * const { port } = tool.connection.listeningEndpoint!;
 * const host = await connect({ address: "127.0.0.1", port, name: "ETCH-3", handler: SecsHandler });
 *
 * const stop = instrument(host, api);
 * await host.request(S1F1); // a span S1F1 of the peer ETCH-3
 * stop();
 *
 * await host.disable();
 * await tool.disable();
 * ```
 */
export function instrument(handler: HsmsHandler, api: OtelApi): () => void {
  const tracer = api.trace.getTracer(NAME);
  const meter = api.metrics.getMeter(NAME);
  const durations = meter.createHistogram("hsms.request.duration", {
    description: "From a request to its reply, or its end without one.",
    unit: "s",
  });
  const events = meter.createCounter("hsms.events", {
    description: "What happened to a link, besides its messages.",
    unit: "{event}",
  });
  const primaries = new PrimarySpans(handler, api, tracer);
  const stops = [
    observe(handler, (seen: ObservedEvent) => {
      if (seen.level === "hsms") primaries.take(seen.event);
      const { level, event } = seen;
      if (FREQUENT.has(event.type)) return;
      events.add(1, { "hsms.peer": handler.name, "hsms.event": `${level}.${event.type}` });
    }),
    () => primaries.stop(),
    readStats(handler, meter),
  ];
  const { session } = levelsOf(handler);
  // A handler of somebody else may have no session: its events are told, and its numbers.
  if (typeof session.sendAndWaitForResponse === "function") {
    stops.push(traceRequests(handler, session, api, tracer, durations));
  }
  return () => stops.forEach((stop) => stop());
}

/** Lets whoever reads the meter read `stats()`. */
function readStats(handler: HsmsHandler, meter: OtelMeter): () => void {
  const stops = LINK_MEASURES.map((measure) => {
    const options = { description: measure.help, unit: measure.unit };
    const instrument = measure.type === "counter"
      ? meter.createObservableCounter(measure.name, options)
      : meter.createObservableGauge(measure.name, options);
    const callback: OtelObservableCallback = (result) => {
      for (const [value, labels] of measure.read(handler)) {
        const named = Object.entries(labels).map(([name, text]) => [`hsms.${name}`, text] as const);
        result.observe(value, { "hsms.peer": handler.name, ...Object.fromEntries(named) });
      }
    };
    instrument.addCallback(callback);
    return () => instrument.removeCallback(callback);
  });
  return () => stops.forEach((stop) => stop());
}
