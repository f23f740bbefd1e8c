// Dynamic event reports: what a host sets up, and each code that refuses it.

import {
  A,
  F4,
  L,
  S1F3,
  S2F33,
  S2F35,
  S2F37,
  S2F51,
  S2F53,
  S2F55,
  S2F57,
  S6F15,
  S6F17,
  S6F19,
  S6F21,
  U4,
} from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { setUp } from "./set_up.ts";
import { type ToolStage, toolTest } from "./stage.ts";
import { frame, wireTest } from "./wire.ts";

/** Report 1 has the pressure and the wafers, report 2 the lot; LotStarted has both, LotDone the second. */
const SET_UP = {
  reports: [[1, [1001, 1002]], [2, [2001]]],
  links: [[4001, [2, 1]], [4002, [2]]],
} as const;

/** Everything that the host has set up, as the tool tells it. */
async function told({ host }: ToolStage): Promise<string> {
  const reports = await host.request(S2F53, []);
  const links = (await host.request(S2F55, [])).filter(({ RPTID }) => RPTID.length > 0);
  const enabled = await host.request(S2F57);
  return [
    reports.map(({ RPTID, VID }) => `${RPTID}=${VID}`).join(";"),
    links.map(({ CEID, RPTID }) => `${CEID}=${RPTID}`).join(";"),
    enabled.join(),
  ].join(" ");
}

toolTest("S2F51 to S2F58: what a host has set up, by name and of all", {}, async (stage) => {
  const { host } = stage;
  assertEquals(await setUp(host, { ...SET_UP, enable: [4001] }), [0, 0, 0]);
  assertEquals(await told(stage), "1=1001,1002;2=2001 4001=2,1;4002=2 4001");
  assertEquals(await host.request(S2F51), [1, 2]);
  assertEquals(await host.request(S2F53, [2, 9]), [{ RPTID: 2, VID: [2001] }, { RPTID: 9, VID: [] }]);
  assertEquals(await host.request(S2F55, [4001, 7]), [
    { CEID: 4001, CENAME: "LotStarted", RPTID: [2, 1] },
    { CEID: 7, CENAME: "", RPTID: [] },
  ]);
  assertEquals(await host.request(S2F57), [4001]);
});

for (
  const [name, reports, drack] of [
    ["DRACK 0: reports of a host", [[3, [1001]], [4, [3001, 1001]]], 0],
    ["DRACK 1: no space for one more report", [[3, [1001]], [4, [1001]], [5, [1001]]], 1],
    ["DRACK 1: no space for so many variables", [[3, [1001]], [4, [1001, 1001, 1001, 1001]]], 1],
    ["DRACK 3: a report that exists", [[3, [1001]], [2, [1001]]], 3],
    ["DRACK 3: a report that comes twice", [[3, [1001]], [3, [1001]]], 3],
    ["DRACK 4: an unknown variable", [[3, [1001]], [4, [1001, 9]]], 4],
    ["DRACK 4: the id of an event is no variable", [[3, [4001]]], 4],
  ] as const
) {
  const options = { handler: { reports: { maxReports: 4, maxVariablesPerReport: 3 } } };
  toolTest(`S2F33, ${name}; what is refused changes nothing`, options, async (stage) => {
    await setUp(stage.host, SET_UP);
    const before = await told(stage);
    assertEquals(await setUp(stage.host, { reports }), [drack]);
    const after = "1=1001,1002;2=2001;3=1001;4=3001,1001 4001=2,1;4002=2 ";
    assertEquals(await told(stage), drack === 0 ? after : before);
  });
}

wireTest("S2F33, DRACK 2: only the outer shape can be read; nothing changes", {}, async (stage) => {
  const report = "0102 b10400000001 0101 b104000003e9";
  const define = (body: string): string => frame("8221", "00000041", body);
  const drack = (code: string): string => frame("0222", "00000041", `2101${code}`);
  await stage.ask(
    define(`0102 b10400000001 0102 ${report} 0102 910400000000 0101 b104000003e9`),
    drack("02"),
  );
  await stage.ask(define(`0102 b10400000001 0102 ${report} 0101 b10400000002`), drack("02"));
  await stage.ask(frame("8233", "00000042"), frame("0234", "00000042", "0100"));
  await stage.ask(define(`0102 b10400000001 0101 ${report}`), drack("00"));
});

wireTest("S2F33, S2F35: S9F7 and SxF0 if the outer shape cannot be read either", {}, async (stage) => {
  await stage.ask(
    frame("8221", "00000041", "0101 b10400000001"),
    frame("0907", "00000100", "210a 00008221000000000041") + frame("0200", "00000041"),
  );
  await stage.ask(
    frame("8223", "00000042", "0102 b10400000001 4101 58"),
    frame("0907", "00000101", "210a 00008223000000000042") + frame("0200", "00000042"),
  );
  await stage.ask(
    frame("8221", "00000043", "0102 b10400000001 0102"),
    frame("0907", "00000102", "210a 00008221000000000043") + frame("0200", "00000043"),
  );
});

toolTest("S2F33: a report without variables is deleted with its links", {}, async (stage) => {
  await setUp(stage.host, { ...SET_UP, enable: [4001] });
  assertEquals(await setUp(stage.host, { reports: [[2, []], [9, []]] }), [0]);
  assertEquals(await told(stage), "1=1001,1002 4001=1 4001");
});

toolTest("S2F33: no report at all deletes all reports and all links", {}, async (stage) => {
  await setUp(stage.host, { ...SET_UP, enable: [4001] });
  assertEquals(await setUp(stage.host, { reports: [] }), [0]);
  assertEquals(await told(stage), "  4001");
});

for (
  const [name, links, lrack] of [
    ["LRACK 0: an event loses its links", [[4001, []]], 0],
    ["LRACK 1: no space for so many links", [[60301, [1, 2]]], 1],
    ["LRACK 3: the event has reports already", [[60301, [1]], [4001, [1]]], 3],
    ["LRACK 3: a report twice", [[60301, [1, 1]]], 3],
    ["LRACK 4: an unknown event", [[60301, [1]], [7, [1]]], 4],
    ["LRACK 5: an unknown report", [[60301, [1]], [60302, [3]]], 5],
  ] as const
) {
  toolTest(
    `S2F35, ${name}; what is refused changes nothing`,
    { handler: { reports: { maxLinks: name.startsWith("LRACK 1") ? 4 : 100 } } },
    async (stage) => {
      await setUp(stage.host, { ...SET_UP, enable: [4002] });
      const before = await told(stage);
      assertEquals(await setUp(stage.host, { links }), [lrack]);
      assertEquals(await told(stage), lrack === 0 ? "1=1001,1002;2=2001 4002=2 4002" : before);
    },
  );
}

wireTest("S2F35, LRACK 2: only the outer shape can be read; nothing changes", {}, async (stage) => {
  const link = (links: string): string => frame("8223", "00000041", `0102 b10400000001 ${links}`);
  const lrack = (code: string): string => frame("0224", "00000041", `2101${code}`);
  await stage.ask(link("0102 0102 b10400000fa1 0100 0101 b10400000fa2"), lrack("02"));
  await stage.ask(link("0101 0102 910400000000 0100"), lrack("02"));
  await stage.ask(link("0101 0102 b10400000fa1 0100"), lrack("00"));
});

toolTest("S2F35: no link at all changes nothing", {}, async (stage) => {
  await setUp(stage.host, SET_UP);
  assertEquals(await setUp(stage.host, { links: [] }), [0]);
  assertEquals(await told(stage), "1=1001,1002;2=2001 4001=2,1;4002=2 ");
});

toolTest("S2F35: a new link disables its event", {}, async (stage) => {
  await setUp(stage.host, { ...SET_UP, enable: [4001, 4002] });
  assertEquals(await setUp(stage.host, { links: [[4001, []]] }), [0]);
  assertEquals(await setUp(stage.host, { links: [[4001, [1]]] }), [0]);
  assertEquals(await told(stage), "1=1001,1002;2=2001 4001=1;4002=2 4002");
});

toolTest("S2F37, ERACK 1: an unknown event at the end; nothing changes", {}, async (stage) => {
  const { host } = stage;
  assertEquals(await setUp(host, { enable: [4001] }), [0]);
  assertEquals(await setUp(host, { enable: [4002, 7] }), [1]);
  assertEquals(await host.request(S2F37, { CEED: false, CEID: [4001, 7] }), 1);
  assertEquals(await host.request(S2F57), [4001]);
});

toolTest(
  "S2F37: enables and disables all, and those that are named; EventsEnabled says which",
  {},
  async (stage) => {
    const { host } = stage;
    const enabled = async (): Promise<string> => `${(await host.request(S1F3, [60_005]))[0]}`;
    assertEquals(await enabled(), `${L()}`);
    await host.request(S2F37, { CEED: true, CEID: [] });
    assertEquals((await host.request(S2F57)).length, 2 + 17 + 4 + 1);
    await host.request(S2F37, { CEED: false, CEID: [] });
    await host.request(S2F37, { CEED: true, CEID: [4002, 4001] });
    await host.request(S2F37, { CEED: false, CEID: [4002] });
    assertEquals(await enabled(), `${L(U4(4001))}`);
  },
);

toolTest("S6F15, S6F17: the reports of an event now, enabled or not", {}, async (stage) => {
  const { host, tool } = stage;
  await setUp(host, SET_UP);
  tool.set("ChamberPressure", 2.5);
  const { CEID, RPT } = (await host.request(S6F15, 4001))!;
  assertEquals(CEID, 4001);
  assertEquals(RPT.map(({ RPTID, V }) => `${RPTID}: ${V}`), [`2: ${A("")}`, `1: ${F4(2.5)},${U4(0)}`]);
  const annotated = (await host.request(S6F17, 4001))!.RPT;
  assertEquals(
    annotated.map(({ RPTID, VALUES }) => `${RPTID}: ${VALUES.map(({ VID, V }) => `${VID} ${V}`)}`),
    [`2: 2001 ${A("")}`, `1: 1001 ${F4(2.5)},1002 ${U4(0)}`],
  );
});

toolTest("S6F19, S6F21: a report now; none of an unknown one", {}, async (stage) => {
  const { host } = stage;
  await setUp(host, SET_UP);
  assertEquals((await host.request(S6F19, 1)).map(String), [F4(0), U4(0)].map(String));
  assertEquals(await host.request(S6F19, 9), []);
  assertEquals((await host.request(S6F21, 1)).map(({ VID, V }) => `${VID} ${V}`), [
    `1001 ${F4(0)}`,
    `1002 ${U4(0)}`,
  ]);
  assertEquals(await host.request(S6F21, 9), []);
});

wireTest(
  "S6F15: an unknown event has an empty list of reports, as one without reports has",
  {},
  async (stage) => {
    for (const ceid of ["b10400000007", "b10400000fa1"]) {
      await stage.ask(
        frame("860f", "00000041", ceid),
        frame("0610", "00000041", `0103 b1040000000${ceid.endsWith("7") ? 1 : 2} ${ceid} 0100`),
      );
    }
    await stage.ask(frame("8613", "00000041", "b10400000009"), frame("0614", "00000041", "0100"));
  },
);

wireTest(
  "unknownEvent: S6F16 may be an empty list",
  { handler: { reports: { unknownEvent: "empty body" } } },
  async (stage) => {
    await stage.ask(frame("860f", "00000041", "b10400000007"), frame("0610", "00000041", "0100"));
  },
);

for (
  const [format, ceid, rptid, vid] of [
    ["U1", "", "a50105", ""],
    ["U2", "a9020fa1", "a9020005", "a90203e9"],
    ["U4", "b10400000fa1", "b10400000005", "b104000003e9"],
    ["U8", "a1080000000000000fa1", "a1080000000000000005", "a10800000000000003e9"],
    ["I2", "69020fa1", "69020005", "690203e9"],
    ["I4", "710400000fa1", "710400000005", "7104000003e9"],
    ["A", "", "41025231", ""],
  ] as const
) {
  wireTest(`ids as ${format} are known by their value, and come back as ${format}`, {}, async (stage) => {
    const event = ceid || "b10400000fa1";
    const variable = vid || "b104000003e9";
    const acknowledged = (head: string, system: string): string => frame(head, system, "210100");
    await stage.ask(
      frame("8221", "00000041", `0102 b10400000001 0101 0102 ${rptid} 0101 ${variable}`),
      acknowledged("0222", "00000041"),
    );
    await stage.ask(
      frame("8223", "00000042", `0102 b10400000001 0101 0102 ${event} 0101 ${rptid}`),
      acknowledged("0224", "00000042"),
    );
    await stage.ask(
      frame("8225", "00000043", `0102 250101 0101 ${event}`),
      acknowledged("0226", "00000043"),
    );
    await stage.ask(
      frame("860f", "00000044", event),
      frame("0610", "00000044", `0103 b10400000001 ${event} 0101 0102 ${rptid} 0101 910400000000`),
    );
    await stage.ask(
      frame("8611", "00000045", event),
      frame(
        "0612",
        "00000045",
        `0103 b10400000002 ${event} 0101 0102 ${rptid} 0101 0102 ${variable} 910400000000`,
      ),
    );
    await stage.ask(frame("8239", "00000046"), frame("023a", "00000046", `0101 ${event}`));
    stage.tool.trigger("LotStarted");
    await stage.peer.expect(
      frame("860b", "00000100", `0103 b10400000003 ${event} 0101 0102 ${rptid} 0101 910400000000`),
    );
  });
}

toolTest("S2F33, S2F35, S2F37: all or nothing, whatever the order of the bad id", {}, async (stage) => {
  const { host } = stage;
  await setUp(host, SET_UP);
  const before = await told(stage);
  await host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: [] }, { RPTID: 9, VID: [9] }] });
  await host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4001, RPTID: [] }, { CEID: 4002, RPTID: [9] }] });
  assertEquals(await told(stage), before);
});
