import { A, L, U4 } from "../../../secs2/mod.ts";
import { S10F1, S1F1, S2F17, S5F1, S6F1, S6F11, S7F1 } from "../../../secs/mod.ts";
import { parseTime } from "../../../gem/mod.ts";
import { sentenceOf } from "../../errors.ts";
import type { CheckedHost } from "../checked_host.ts";
import { judged, required, rowsOf } from "../row.ts";
import { type CheckRow, fail, pass, unsupported, type Verdict, verdict } from "../verdict.ts";

/** Ids that no host knows. */
const UNKNOWN = 4_294_967_290;

/** What GEM wants of a host. */
export const HOST_ROWS: readonly CheckRow<CheckedHost>[] = [
  ...rowsOf<CheckedHost>("Establish communications", {
    "communicating": ["communications are established by S1F13, of either side", "read", communicates],
    "S1F13-again": ["an S1F13 while communicating is answered with COMMACK 0", "read", establishedAgain],
  }),
  ...rowsOf<CheckedHost>("On-line identification", {
    "S1F1": [
      "S1F1 is answered with S1F2, an empty list",
      "read",
      (host) =>
        required(
          host,
          S1F1.toHost,
          undefined,
          (identity) =>
            verdict(identity === undefined, identity === undefined ? "an empty list" : "a list with names"),
        ),
    ],
  }),
  ...rowsOf<CheckedHost>("Event notification", {
    "S6F11": [
      "S6F11 is answered with S6F12, ACKC6 0",
      "read",
      (host) =>
        required(
          host,
          S6F11.toHost,
          { DATAID: 1, CEID: 4001, RPT: [] },
          (code) => verdict(code === 0, `ACKC6 ${code}`),
        ),
    ],
    "S6F11-unknown": [
      "S6F11 with an event and a report that are unknown is answered with S6F12 too",
      "read",
      (host) =>
        required(host, S6F11.toHost, {
          DATAID: 2,
          CEID: UNKNOWN,
          RPT: [{ RPTID: UNKNOWN, V: [U4(1), A("x"), L()] }],
        }, (code) => pass(`ACKC6 ${code}`)),
    ],
  }),
  ...rowsOf<CheckedHost>("Alarm management", {
    "S5F1": [
      "S5F1 is answered with S5F2, ACKC5 0",
      "read",
      (host) =>
        required(
          host,
          S5F1.toHost,
          { ALCD: 0x81, ALID: 5001, ALTX: "The chamber door is open" },
          (code) => verdict(code === 0, `ACKC5 ${code}`),
        ),
    ],
    "S5F1-unknown": [
      "S5F1 of an alarm that is unknown is answered with S5F2 too",
      "read",
      (host) =>
        required(
          host,
          S5F1.toHost,
          { ALCD: 0, ALID: UNKNOWN, ALTX: "hsms check" },
          (code) => pass(`ACKC5 ${code}`),
        ),
    ],
  }),
  ...rowsOf<CheckedHost>("Trace data collection", {
    "S6F1": [
      "S6F1 of a trace that is unknown is answered",
      "read",
      (host) =>
        judged(
          host,
          S6F1.toHost,
          { TRID: UNKNOWN, SMPLN: 1, STIME: "20260101000000", SV: [U4(1)] },
          (code) => pass(`ACKC6 ${code}`),
        ),
    ],
  }),
  ...rowsOf<CheckedHost>("Clock", {
    "S2F17": [
      "S2F17 is answered with a time",
      "read",
      (host) => judged(host, S2F17.toHost, undefined, (time) => verdict(isTime(time), `TIME "${time}"`)),
    ],
  }),
  ...rowsOf<CheckedHost>("Equipment terminal services", {
    "S10F1": [
      "S10F1 is answered with S10F2",
      "read",
      (host) => judged(host, S10F1.toHost, { TID: 0, TEXT: "hsms check" }, (code) => pass(`ACKC10 ${code}`)),
    ],
  }),
  ...rowsOf<CheckedHost>("Process recipe management", {
    "S7F1": [
      "S7F1 is answered with S7F2",
      "read",
      (host) =>
        judged(host, S7F1.toHost, { PPID: "HSMS-CHECK", LENGTH: 10 }, (code) => pass(`PPGNT ${code}`)),
    ],
  }),
  ...rowsOf<CheckedHost>("Error messages", {
    "unknown-message": [
      "a message that the host does not have is answered with SxF0",
      "read",
      unknownMessage,
    ],
    "wrong-body": ["a body that cannot be read does not end the session", "read", wrongBody],
    "no-stream-9": [
      "a host sends no stream 9, which is for the equipment",
      "read",
      ({ reports }) =>
        Promise.resolve(
          verdict(reports.length === 0, reports.length === 0 ? "none was seen" : reports.join("; ")),
        ),
    ],
    "own-messages": [
      "what the host sends by itself can be read as E5 has it",
      "read",
      ({ faults }) =>
        Promise.resolve(
          verdict(faults.length === 0, faults.length === 0 ? "nothing else was seen" : faults.join("; ")),
        ),
    ],
  }),
];

async function communicates(host: CheckedHost): Promise<Verdict> {
  const { handler, clock, timeout } = host;
  const controller = new AbortController();
  const cancel = clock.schedule(
    () => controller.abort(new Error(`no S1F14 with COMMACK 0 within ${timeout} ms`)),
    timeout,
  );
  try {
    await handler.waitForCommunicating({ signal: controller.signal });
    return pass("COMMACK 0");
  } catch (error) {
    return fail(sentenceOf(error));
  } finally {
    cancel();
  }
}

async function establishedAgain(host: CheckedHost): Promise<Verdict> {
  const asked = await host.askRaw(1, 13, L(A("ETCHER"), A("1.0")));
  if (!asked.isAnswered) return fail(asked.verdict.saw);
  const { item } = asked.value;
  const code = item?.format === "L" ? item.items[0] : undefined;
  const isAccepted = code?.format === "B" && code.bytes[0] === 0;
  return verdict(isAccepted, item === undefined ? "an empty body" : `S1F14 ${item}`);
}

async function unknownMessage(host: CheckedHost): Promise<Verdict> {
  const asked = await host.askRaw(99, 1);
  if (asked.isAnswered) return fail(`it was answered with S${asked.value.stream}F${asked.value.function}`);
  const { saw } = asked.verdict;
  return saw.endsWith("SxF0") ? pass("S99F0") : saw.includes("S9F") ? fail(saw) : unsupported(saw);
}

async function wrongBody(host: CheckedHost): Promise<Verdict> {
  await host.askRaw(6, 11, A("hsms check"));
  return verdict(host.isConnected, host.isConnected ? "the session goes on" : "the session ended");
}

function isTime(text: string): boolean {
  try {
    parseTime(text);
    return true;
  } catch {
    return false;
  }
}
