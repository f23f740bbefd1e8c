// The ten pictures of HSMS: from the codes, the table of states and the timers of the source, and from links that ran.

import { HsmsProtocol, HsmsTimeouts, streamFunction, SType } from "../../mod.ts";
import { stateDiagram } from "../state_diagram.ts";
import { dropFrames, FaultProxy, ScriptedPeer } from "../../src/testing/mod.ts";
import { drawSequence } from "./sequence.ts";
import { drawStates } from "./states.ts";
import { Story } from "./story.ts";
import { arrow, box, line, svgFile, write } from "./svg.ts";

const AT = { address: "127.0.0.1", port: 5000 };

/** The pictures by their file names. */
export async function hsmsPictures(): Promise<Readonly<Record<string, string>>> {
  return {
    "hsms-1-sides": sides(),
    "hsms-2-bytes": bytes(),
    "hsms-3-kinds": kinds(),
    "hsms-4-states": drawStates(
      stateDiagram(),
      "hsms",
      "The three states of a session, and what leads from one to another",
    ),
    "hsms-5-select": await select(),
    "hsms-6-request": await request(),
    "hsms-7-timers": timers(),
    "hsms-8-linktest": await linktest(),
    "hsms-9-reject": await reject(),
    "hsms-10-end": await end(),
  };
}

function sides(): string {
  return svgFile(
    820,
    210,
    "The host dials, the tool listens; both can send at any time",
    [
      box(30, 50, 230, 110, "accent"),
      write(145, 92, "Host", "large", "middle"),
      write(145, 118, "active: it dials", "", "middle"),
      write(145, 140, "MES, cell controller", "small quiet", "middle"),
      box(560, 50, 230, 110, "good"),
      write(675, 92, "Tool", "large", "middle"),
      write(675, 118, "passive: it listens, port 5000", "", "middle"),
      write(675, 140, "etcher, oven, prober", "small quiet", "middle"),
      arrow(266, 84, 554, 84),
      write(410, 74, "one TCP connection", "strong", "middle"),
      arrow(554, 126, 266, 126, "good"),
      write(410, 148, "messages, both ways", "quiet small", "middle"),
    ].join("\n"),
  );
}

function bytes(): string {
  const frame = [...streamFunction(1, 1, undefined, { requireResponse: true, system: 7 }).encode()];
  const fields: readonly (readonly [name: string, bytes: number, says: string, tone: string])[] = [
    ["length", 4, `${frame[3]} bytes follow`, ""],
    ["session", 2, "which tool", "accent"],
    ["byte 2", 1, "W, stream 1", "good"],
    ["byte 3", 1, "function 1", "good"],
    ["PType", 1, "SECS-II", "waiting"],
    ["SType", 1, "data", "waiting"],
    ["system bytes", 4, "whose reply is whose", "accent"],
  ];
  const cell = 54;
  const parts: string[] = [write(32, 34, "S1F1 W, the question “are you there?”: 14 bytes", "strong")];
  let at = 0;
  for (const [i, [name, count, says, tone]] of fields.entries()) {
    const x = 32 + at * cell;
    for (let j = 0; j < count; j++) {
      parts.push(box(x + j * cell, 56, cell - 5, 46, tone));
      const text = frame[at + j]!.toString(16).padStart(2, "0");
      parts.push(write(x + j * cell + (cell - 5) / 2, 85, text, "mono", "middle"));
    }
    const middle = x + (count * cell - 5) / 2;
    const low = count === 1 && i % 2 === 1;
    parts.push(line(middle, 104, middle, low ? 160 : 116));
    parts.push(write(middle, low ? 176 : 132, name, "strong small", "middle"));
    parts.push(write(middle, low ? 194 : 150, says, "small quiet", "middle"));
    at += count;
  }
  return svgFile(
    820,
    214,
    "The bytes of S1F1: length, session, stream and function, PType, SType, system bytes",
    parts.join("\n"),
  );
}

function kinds(): string {
  const words: Readonly<Record<keyof typeof SType, readonly [name: string, says: string, tone: string]>> = {
    data: ["Data", "a message of SECS-II", "accent"],
    selectReq: ["Select.req", "may we talk?", ""],
    selectRsp: ["Select.rsp", "0 yes, 1 to 3 no", "good"],
    deselectReq: ["Deselect.req", "let us stop talking", ""],
    deselectRsp: ["Deselect.rsp", "0 done", "good"],
    linktestReq: ["Linktest.req", "do you live?", ""],
    linktestRsp: ["Linktest.rsp", "yes", "good"],
    rejectReq: ["Reject.req", "I cannot take that", "bad"],
    separateReq: ["Separate.req", "I leave now", "waiting"],
  };
  const parts = (Object.keys(SType) as (keyof typeof SType)[]).flatMap((key, i) => {
    const [name, says, tone] = words[key];
    const [x, y] = [24 + i % 3 * 260, 20 + Math.floor(i / 3) * 86];
    return [
      box(x, y, 248, 72, tone),
      write(x + 16, y + 31, name, "strong"),
      write(x + 16, y + 54, says, "small"),
      write(x + 234, y + 31, `SType ${SType[key]}`, "mono quiet", "end"),
    ];
  });
  return svgFile(820, 284, "The nine kinds of messages and their STypes", parts.join("\n"));
}

/** A host and a tool; what they say is recorded. */
async function pair(
  rules: readonly ReturnType<typeof dropFrames>[] = [],
  times: { t7?: number; linktest?: number } = {},
) {
  const story = new Story();
  const { network, clock } = story;
  const options = { network, clock };
  const tool = new HsmsProtocol(AT.address, AT.port, false, 0, "tool", {
    ...options,
    timeouts: new HsmsTimeouts({ ...times, linktest: 0 }),
  });
  const line = new FaultProxy(network, { listen: { ...AT, port: 6000 }, target: AT, rules, clock });
  const host = new HsmsProtocol(AT.address, 6000, true, 0, "host", {
    ...options,
    timeouts: new HsmsTimeouts(times),
  });
  story.hear("host", host.connection);
  story.hear("tool", tool.connection);
  tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
  await tool.enable();
  await line.start();
  const close = async () => {
    await host.disable();
    await line.stop();
    await tool.disable();
  };
  return { story, host, tool, close };
}

async function select(): Promise<string> {
  const { story, host, tool, close } = await pair();
  story.note("host", "dials: TCP is up", "quiet");
  story.note("tool", "NOT SELECTED, T7 runs", "waiting");
  await host.enable();
  await host.whenSelected();
  await story.clock.advance(1);
  story.note("host", host.connectionState.toUpperCase(), "good");
  story.note("tool", tool.connectionState.toUpperCase(), "good");
  const { rows } = story;
  await close();
  return drawSequence("Select.req and Select.rsp make the session selected", rows);
}

async function request(): Promise<string> {
  const { story, host, close } = await pair([dropFrames("S1F2", { to: "client", times: 1 })], {
    linktest: 0,
  });
  await host.enable();
  await host.whenSelected();
  story.begin();
  story.note("host", "asks: T3 begins");
  const lost = host.sendAndWaitForResponse(streamFunction(1, 1)).catch((error: unknown) => error);
  await story.clock.advance(100);
  story.note("tool", "its reply is lost on the line", "bad");
  await story.clock.advance(44_900);
  await lost;
  story.note("host", "T3 is over: this request fails, the link stays", "bad");
  await host.sendAndWaitForResponse(streamFunction(1, 1));
  story.note("host", "the reply has the system bytes of the request", "good");
  const { rows } = story;
  await close();
  return drawSequence("A request whose reply is lost fails after T3; the next one is answered", rows);
}

function timers(): string {
  const what: readonly (readonly ["t3" | "t5" | "t6" | "t7" | "t8" | "linktest", string, string])[] = [
    ["t3", "T3", "a request waits for its reply"],
    ["t5", "T5", "between two attempts to connect"],
    ["t6", "T6", "a control request waits for its answer"],
    ["t7", "T7", "a connection that nobody selects"],
    ["t8", "T8", "silence inside a message"],
    ["linktest", "linktest", "silence on the link, then a test"],
  ];
  const values = new HsmsTimeouts();
  const longest = Math.max(...what.map(([key]) => values[key]));
  const parts = what.flatMap(([key, name, says], i) => {
    const y = 22 + i * 44;
    const width = values[key] / longest * 330;
    return [
      write(110, y + 21, name, "strong", "end"),
      box(126, y, width, 32, key === "linktest" ? "good" : "accent"),
      width > 60
        ? write(126 + width - 10, y + 21, `${values[key] / 1000} s`, "mono", "end")
        : write(126 + width + 8, y + 21, `${values[key] / 1000} s`, "mono"),
      write(482, y + 21, says, "small"),
    ];
  });
  return svgFile(820, 300, "The timers of HSMS, as long as they are by default", parts.join("\n"));
}

async function linktest(): Promise<string> {
  const { story, host, close } = await pair([dropFrames("Linktest.rsp", { to: "client", skip: 1 })], {
    linktest: 30_000,
  });
  await host.enable();
  await host.whenSelected();
  story.begin();
  host.on("closed", () => story.note("host", "T6 is over: the link is dead, and dropped", "bad"));
  story.note("host", "nothing comes any more");
  await story.clock.advance(30_000);
  story.note("host", "the tool lives", "good");
  await story.clock.advance(30_100);
  story.note("tool", "its answer does not arrive", "bad");
  await story.clock.advance(5000);
  const { rows } = story;
  await close();
  return drawSequence("After 30 s of silence a linktest asks whether the other side lives", rows);
}

async function reject(): Promise<string> {
  const story = new Story();
  const { network, clock } = story;
  const tool = new HsmsProtocol("*", AT.port, false, 0, "tool", { network, clock });
  story.hear("tool", tool.connection);
  await tool.enable();
  const peer = await ScriptedPeer.dial(network.from("10.0.0.1"), AT);
  await clock.advance(1);
  story.note("tool", "NOT SELECTED", "waiting");
  const frame = streamFunction(1, 1, undefined, { requireResponse: true, system: 7 });
  story.say("host", "S1F1 W", "no Select.req before it");
  peer.send([...frame.encode()].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  await clock.advance(10);
  story.note("host", "reason 4: not selected. The link stays", "bad");
  const { rows } = story;
  peer.reset();
  await tool.disable();
  return drawSequence("Data before the selection gets Reject.req, reason 4", rows);
}

async function end(): Promise<string> {
  const { story, host, tool, close } = await pair();
  await host.enable();
  await host.whenSelected();
  story.begin();
  tool.sendSeparateReq();
  await story.clock.advance(10);
  story.note("host", "closed: T5 begins, before it dials again", "waiting");
  await story.clock.advance(10_000);
  await host.whenSelected();
  await story.clock.advance(1);
  story.note("host", "SELECTED again", "good");
  const { rows } = story;
  await close();
  return drawSequence("Separate.req ends the session; the active side dials again after T5", rows);
}
