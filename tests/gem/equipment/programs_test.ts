// Process programs between a tool and its host: stream 7, and large ones over stream 13.

import { assertEquals } from "@std/assert";
import {
  A,
  B,
  encodeItem,
  S13F1,
  S13F3,
  S13F5,
  S13F7,
  S2F37,
  S7F1,
  S7F17,
  S7F19,
  S7F23,
  S7F3,
  S7F37,
  S7F41,
  S7F5,
} from "@secs/hsms";
import { Deferred } from "../../../src/core/base/mod.ts";
import { toolTest } from "./stage.ts";

toolTest(
  "S7F3 and S7F5: the body comes back byte for byte; an unknown PPID is L0",
  {},
  async ({ host, tool }) => {
    assertEquals(await host.request(S7F3, { PPID: "ETCH-1", PPBODY: B(0, 255, 10) }), 0);
    const back = await host.request(S7F5, "ETCH-1");
    assertEquals([back?.PPID, `${back?.PPBODY}`], ["ETCH-1", `${B(0, 255, 10)}`]);
    assertEquals(await host.request(S7F5, "ETCH-2"), undefined);
    assertEquals(await host.request(S7F19), ["ETCH-1"]);
    assertEquals((await tool.programs!.list()).map(({ PPID }) => PPID), ["ETCH-1"]);
  },
);

toolTest(
  "S7F17 with one unknown PPID: ACKC7 4, nothing is deleted; without one all are",
  {},
  async ({ host }) => {
    for (const PPID of ["A", "B"]) await host.request(S7F3, { PPID, PPBODY: A("x") });
    assertEquals(await host.request(S7F17, ["A", "C"]), 4);
    assertEquals(await host.request(S7F19), ["A", "B"]);
    assertEquals(await host.request(S7F17, []), 0);
    assertEquals(await host.request(S7F19), []);
  },
);

for (const kind of ["unformatted", "formatted"] as const) {
  toolTest(`after S7F2 the ${kind} process program ends the wait: no S9F13`, {}, async ({ host, clock }) => {
    const reports: string[] = [];
    host.on("unhandled", ({ message }) => reports.push(`${message}`));
    assertEquals(await host.request(S7F1, { PPID: "R", LENGTH: 3 }), 0);
    if (kind === "unformatted") await host.request(S7F3, { PPID: "R", PPBODY: A("abc") });
    else await host.request(S7F23, { PPID: "R", MDLN: "ETCH-3", SOFTREV: "1.2.0", COMMANDS: [] });
    await clock.advance(60_000);
    assertEquals(reports, []);
  });
}

toolTest("S7F1 without S7F3: S9F13 with the PPID", {}, async ({ host, clock }) => {
  const reports: string[] = [];
  host.on("unhandled", ({ message }) => reports.push(`${message}`));
  await host.request(S7F1, { PPID: "R", LENGTH: 3 });
  await clock.advance(45_000);
  assertEquals(reports, ['S9F13 <L [2] <A "S07F03"> <A "R">>.']);
});

toolTest(
  "a change by the operator is the event PP Change, one by the host is not",
  {},
  async ({ host, tool, got }) => {
    await host.request(S2F37, { CEED: true, CEID: [] });
    await tool.programs!.save({ PPID: "P", PPBODY: A("x") });
    await got.saw("S6F11 60309");
    await host.request(S7F3, { PPID: "Q", PPBODY: A("x") });
    assertEquals(got.count("S6F11 60309"), 1);
  },
);

const kept = new Deferred<unknown>();

toolTest(
  "S7F37: the tool reads a large process program from the host's data set, and keeps it",
  { tool: { programOptions: { onChange: (change) => kept.resolve(change) } } },
  async ({ host, tool }) => {
    const body = A("x".repeat(200_000));
    const bytes = encodeItem(body);
    let at = 0;
    host.secs.register(S13F3, ({ HANDLE, DSNAME }) => ({ HANDLE, DSNAME, ACKC13: 0, RTYPE: 0, RECLEN: 0 }));
    host.secs.register(S13F5, ({ HANDLE, READLN }) => {
      const part = bytes.subarray(at, at + Number(READLN));
      at += part.length;
      return part.length === 0
        ? { HANDLE, ACKC13: 8, CKPNT: at, FILDAT: [] }
        : { HANDLE, ACKC13: 0, CKPNT: at, FILDAT: [part] };
    });
    host.secs.register(S13F7, ({ HANDLE }) => ({ HANDLE, ACKC13: 0 }));
    assertEquals(await host.request(S7F37, "BIG"), 0);
    assertEquals(await host.request(S13F1, { DSNAME: "BIG" }), { DSNAME: "BIG", ACKC13: 0 });
    assertEquals(await kept.promise, { PPChangeName: "BIG", PPChangeStatus: 1, by: "host" });
    const program = await tool.programs!.read("BIG");
    assertEquals(program !== undefined && "PPBODY" in program && program.PPBODY.equals(body), true);
  },
);

toolTest(
  "S7F41: the host reads a large process program from the tool's data set",
  {},
  async ({ host, tool }) => {
    await tool.programs!.save({ PPID: "BIG", PPBODY: A("y".repeat(100_000)) });
    const announced = new Promise((resolve) =>
      host.secs.register(S13F1, ({ DSNAME }) => (resolve(DSNAME), { DSNAME, ACKC13: 0 }))
    );
    assertEquals(await host.request(S7F41, "BIG"), 0);
    assertEquals(await announced, "BIG");
    const opened = await host.request(S13F3, { HANDLE: 1, DSNAME: "BIG", CKPNT: 0 });
    assertEquals(opened.ACKC13, 0);
    const { FILDAT } = await host.request(S13F5, { HANDLE: 1, READLN: 1000 });
    assertEquals(FILDAT[0]!.length, 1000);
  },
);
