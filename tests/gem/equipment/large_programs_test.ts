// Large process programs between a tool and its host over stream 13.

import { assertEquals } from "@std/assert";
import { A, encodeItem, S13F1, S13F3, S13F5, S13F7, S7F37, S7F41 } from "@secs/hsms";
import { Deferred } from "../../../src/core/base/mod.ts";
import { toolTest } from "./stage.ts";

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
