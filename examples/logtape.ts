/**
 * The events of a tool's link in a log of LogTape: a line of text for each, without frames, as the logger begins at `info`.
 *
 * Prints:
 *
 *     info hsms host connected
 *     info hsms host selected
 *     warning hsms host unhandled: S1F3 W
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { configure, getLogger, type LogRecord } from "@logtape/logtape";
import { connect, listen, S1F3, SecsHandler } from "@secs/hsms";
import { logRecord, observe } from "@secs/hsms/observe";

// Here a line goes to the console; the sinks of LogTape write files, syslog, OpenTelemetry and more.
function print({ level, category, properties: { peer, said, message } }: LogRecord): void {
  console.log(`${level} ${category.join(".")} ${peer} ${said}${message === undefined ? "" : `: ${message}`}`);
}
await configure({
  reset: true,
  sinks: { print },
  loggers: [
    { category: "hsms", lowestLevel: "info", sinks: ["print"] },
    { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["print"] },
  ],
});
const logger = getLogger("hsms");

const tool = await listen({
  port: 0,
  bindAddress: "127.0.0.1",
  name: "host",
  handler: SecsHandler,
  role: "equipment",
});
const stop = observe(tool, (event) => {
  const { level, fields, message } = logRecord(event);
  // A message of LogTape is a template: what a peer said is a field of it.
  logger[level]("{peer} {said}", { ...fields, said: message });
});

// A host asks for status variables, which this tool does not have.
const { port } = tool.connection.listeningEndpoint!;
const host = await connect({ address: "127.0.0.1", port, handler: SecsHandler });
await host.request(S1F3, [1001]).catch(() => {});
stop();
await host.disable();
await tool.disable();
