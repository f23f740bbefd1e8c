/**
 * The events of a tool's link in a log of pino: a line of JSON for each, without frames, as pino writes from `info` on.
 *
 * Prints:
 *
 *     {"level":30,"peer":"host","event":"hsms.connected","msg":"connected"}
 *     {"level":30,"peer":"host","event":"hsms.selected","session":65535,"msg":"selected"}
 *     {"level":40,"peer":"host","event":"secs.unhandled","message":"S1F3 W","session":0,"system":2,"msg":"unhandled"}
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { connect, listen, S1F3, SecsHandler } from "@secs/hsms";
import { logRecord, observe } from "@secs/hsms/observe";
import { pino } from "pino";

// Here a line goes to the console, without what differs from run to run; pino({}) alone writes all of it to stdout.
const logger = pino(
  { base: null, timestamp: false, redact: { paths: ["remote"], remove: true } },
  { write: (line) => console.log(line.trimEnd()) },
);

const tool = await listen({
  port: 0,
  bindAddress: "127.0.0.1",
  name: "host",
  handler: SecsHandler,
  role: "equipment",
});
const stop = observe(tool, (event) => {
  const { level, fields, message } = logRecord(event);
  logger[level](fields, message);
});

// A host asks for status variables, which this tool does not have.
const { port } = tool.connection.listeningEndpoint!;
const host = await connect({ address: "127.0.0.1", port, handler: SecsHandler, firstSystem: 1 });
await host.request(S1F3, [1001]).catch(() => {});
stop();
await host.disable();
await tool.disable();
