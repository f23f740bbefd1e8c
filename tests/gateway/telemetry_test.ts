import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { metrics, trace } from "@opentelemetry/api";
import { openTelemetry } from "../../src/gateway/mod.ts";
import { toolTest } from "./tool_scene.ts";

/** What a provider was told. */
const told: string[] = [];

const SPAN = {
  setAttribute: (name: string, value: unknown) => told.push(`${name}=${value}`),
  setStatus: ({ message }: { readonly message: string }) => told.push(`error ${message}`),
  end: () => told.push("end"),
};

/** The SDK of a program, as long as `use` takes: other tests of the process have none. */
async function withSdk(use: () => Promise<void>): Promise<void> {
  told.length = 0;
  trace.setGlobalTracerProvider(
    {
      getTracer: () => ({
        startSpan: () => SPAN,
        startActiveSpan: (
          name: string,
          options: { readonly attributes: unknown },
          run: (span: unknown) => unknown,
        ) => {
          told.push(`${name} ${JSON.stringify(options.attributes)}`);
          return run(SPAN);
        },
      }),
    } as never,
  );
  metrics.setGlobalMeterProvider(
    {
      getMeter: () => ({
        createCounter: (name: string) => ({
          add: (value: number, attributes: unknown) =>
            told.push(`${name} +${value} ${JSON.stringify(attributes)}`),
        }),
        createHistogram: (name: string) => ({
          record: (value: number) => told.push(`${name} ${typeof value}`),
        }),
      }),
    } as never,
  );
  try {
    await use();
  } finally {
    trace.disable();
    metrics.disable();
  }
}

test("a command is a span, with its outcome", () =>
  withSdk(async () => {
    const telemetry = await openTelemetry();
    const request = { tool: "A", command: "remote", name: "START" } as const;
    await telemetry.command(request, () => Promise.resolve({ ok: true, result: null }));
    await telemetry.command(
      request,
      () => Promise.resolve({ ok: false, error: { code: "timeout", message: "No answer" } }),
    );
    const begin = 'hsms remote {"hsms.tool":"A","hsms.command":"remote","hsms.name":"START"}';
    assertEquals(told, [
      ...[begin, "hsms.outcome=ok", "end"],
      ...[begin, "hsms.outcome=timeout", "error No answer", "end"],
    ]);
  }));

toolTest(
  "a message that is put is counted, with its time, and one that is not",
  {},
  (scene) =>
    withSdk(async () => {
      const { equipment, log, sink, clock } = scene;
      scene.telemetry = await openTelemetry();
      await scene.served.cut();
      await scene.serve();
      told.length = 0;
      equipment.trigger("LotStarted", { LotId: "A1" });
      await log.saw("S6F12");
      assertEquals(told, [
        'hsms.gateway.messages +1 {"tool":"ETCH-3","kind":"event"}',
        "hsms.gateway.put_time number",
      ]);
      sink.leave();
      equipment.trigger("LotStarted", { LotId: "A2" });
      await clock.settle();
      assertEquals(told.slice(2), ['hsms.gateway.not_put +1 {"tool":"ETCH-3","kind":"event"}']);
    }),
);
