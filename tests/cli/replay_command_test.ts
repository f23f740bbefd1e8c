import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ScriptedPeer } from "@secs/hsms/testing";
import { fromHex } from "../support/hex.ts";
import { inFolder, LINK, recorded } from "./captures.ts";
import { World } from "./world.ts";

/** Who sent what in the recording, and when: `>` the host that dialled, `<` the tool; ms. */
type Talk = readonly (readonly [way: ">" | "<", frame: string, ms?: number])[];

const SELECT_REQ = "0000000a ffff 00 00 00 01 00000005";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000005";
const S1F13 = "0000000c 0000 81 0d 00 00 00000006 0100";
const S1F14 = "0000000f 0000 01 0e 00 00 00000006 0101 210100";
const S6F11 = "0000000d 0000 86 0b 00 00 00000101 a50107";
const S6F12 = "0000000d 0000 06 0c 00 00 00000101 210100";
const LINKTEST = "0000000a ffff 00 00 00 05 00000007";
const SEPARATE = "0000000a ffff 00 00 00 09 00000008";

const TALK: Talk = [
  [">", SELECT_REQ],
  ["<", SELECT_RSP],
  [">", S1F13],
  ["<", S1F14],
  [">", LINKTEST],
  ["<", LINKTEST.replace(" 05 ", " 06 ")],
  ["<", S6F11, 2000],
  [">", S6F12, 3000],
  [">", SEPARATE, 4000],
];

/** Plays `hsms replay` of a talk against a scripted peer; resolves with its exit code and its world. */
async function replayed(
  talk: Talk,
  args: readonly string[],
  play: (peer: ScriptedPeer, world: World) => Promise<void>,
  name = "talk.pcapng",
  cut = 0,
): Promise<[code: number, text: string]> {
  const file = await recorded(name, (recorder) => {
    for (const [way, frame, ms = 0] of talk) {
      recorder.bytes(LINK, way === ">" ? "out" : "in", fromHex(frame), new Date(1_767_256_200_000 + ms));
    }
  });
  return await inFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, file.subarray(0, file.length - cut));
    const world = new World();
    const run = (...more: string[]): Promise<number> => world.run("replay", path, ...args, ...more);
    let code: Promise<number>;
    let peer: ScriptedPeer;
    if (args.includes("--listen")) {
      code = run();
      await world.stderr.log.saw("Listening on 0.0.0.0:5000");
      peer = await ScriptedPeer.dial(world.network, { address: "127.0.0.1", port: 5000 });
    } else {
      const listener = await ScriptedPeer.listen(world.network, { address: "127.0.0.1", port: 5000 });
      code = run("--connect", "127.0.0.1:5000");
      peer = await listener.accept();
      await listener.close();
    }
    await play(peer, world);
    peer.end();
    return [await code, world.stdout.text];
  });
}

/** The tool as it was, with system bytes of its own. */
async function sameTool(peer: ScriptedPeer): Promise<void> {
  await peer.expect(SELECT_REQ);
  peer.send(SELECT_RSP);
  await peer.expect(S1F13);
  peer.send(S1F14);
  peer.send(LINKTEST);
  await peer.expect(LINKTEST.replace(" 05 ", " 06 "));
  peer.send(S6F11.replace("00000101", "0000abcd"));
  await peer.expect(S6F12.replace("00000101", "0000abcd"), SEPARATE);
}

test("replay is the host, with the tool's own system bytes, and finds no difference", async () => {
  for (const name of ["talk.pcap", "talk.pcapng", "talk.ndjson"]) {
    const [code, text] = await replayed(TALK, [], sameTool, name);
    assertEquals(
      text,
      `-> Select.req  system 0x00000005
<- Select.rsp  system 0x00000005
-> S1F13 W  system 0x00000006
<- S1F14  system 0x00000006
<- S6F11 W  system 0x0000abcd
-> S6F12  system 0x0000abcd
-> Separate.req  system 0x00000008
Sent 4 frames, compared 3: no difference
`,
    );
    assertEquals(code, 0);
  }
});

test("a recording that is cut, by a full disk or a kill, is played up to the cut", async () => {
  for (const name of ["talk.pcap", "talk.pcapng", "talk.ndjson"]) {
    const [code, text] = await replayed(
      TALK,
      [],
      async (peer) => {
        await peer.expect(SELECT_REQ);
        peer.send(SELECT_RSP);
        await peer.expect(S1F13);
        peer.send(S1F14);
        peer.send(S6F11);
        await peer.expect(S6F12);
      },
      name,
      20,
    );
    assertStringIncludes(text, "-> S6F12  system 0x00000101\nSent 3 frames, compared 3: no difference\n");
    assertEquals(code, 0);
  }
});

test("replay is the tool if it listens", async () => {
  const [code, text] = await replayed(TALK, ["--listen", "5000"], async (peer) => {
    peer.send(SELECT_REQ.replace("00000005", "00000001"));
    await peer.expect(SELECT_RSP.replace("00000005", "00000001"));
    peer.send(S1F13.replace("00000006", "00000002"));
    await peer.expect(S1F14.replace("00000006", "00000002"));
    await peer.expect(S6F11);
    peer.send(S6F12);
  });
  assertStringIncludes(text, "Sent 3 frames, compared 3: no difference\n");
  assertEquals(code, 0);
});

test("replay shows a body that differs as lines of SML", async () => {
  const [code, text] = await replayed(TALK.slice(0, 4), [], async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send(SELECT_RSP);
    await peer.expect(S1F13);
    peer.send("0000000f 0000 01 0e 00 00 00000006 0101 210101");
  });
  assertEquals(
    text.split("\n").slice(3).join("\n"),
    `<- S1F14  system 0x00000006 differs
     S1F14
     <L [1]
   -   <B 0x00>
   +   <B 0x01>
     >.
Sent 2 frames, compared 2: 1 difference
`,
  );
  assertEquals(code, 1);
});

test("replay finds another header, and what was not recorded", async () => {
  const [code, text] = await replayed(TALK.slice(0, 4), [], async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send(SELECT_RSP.replace("ff 00 00", "ff 00 02"));
    await peer.expect(S1F13);
    peer.send(`0000000a 0001 05 01 00 00 00000009 0000000a 0000 01 00 00 00 00000006`);
  });
  assertEquals(code, 1);
  assertStringIncludes(text, "<- Select.rsp  system 0x00000005 differs\n   - byte 3 0\n   + byte 3 2\n");
  assertStringIncludes(text, "<- S1F0  system 0x00000006 differs\n   - byte 3 14\n   + byte 3 0\n");
  assertStringIncludes(text, "<- S5F1  system 0x00000009 was not recorded\n   + S5F1.\n");
  assertStringIncludes(text, ": 3 differences\n");
});

test("replay does not compare the session if another one is given", async () => {
  const talk = TALK.slice(0, 4);
  const other = (frame: string): string => frame.replace(" 0000 ", " 0011 ");
  const [code] = await replayed(talk, ["--session", "17"], async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send(SELECT_RSP);
    await peer.expect(other(S1F13));
    peer.send(other(S1F14));
  });
  assertEquals(code, 0);
});

test("replay waits for a frame as long as it is told, and leaves out what needs it", async () => {
  const [code, text] = await replayed(
    TALK.slice(0, 8),
    ["--timeout", "3s"],
    async (peer, { stdout, clock }) => {
      await peer.expect(SELECT_REQ);
      peer.send(SELECT_RSP);
      await peer.expect(S1F13);
      peer.send(S1F14);
      await stdout.log.saw("<- S1F14");
      await clock.advance(3000);
      await stdout.log.saw("-> S6F12");
    },
  );
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "<- S6F11 W  system 0x00000101 did not come: waited 3000 ms\n   - S6F11 W\n   - <U1 7>.\n",
  );
  assertStringIncludes(text, "-> S6F12  system 0x00000101 was not sent: its primary did not come\n");
});

test("replay --speed keeps the recorded times", async () => {
  const talk: Talk = [[">", SELECT_REQ], ["<", SELECT_RSP, 100], [">", S1F13, 2100], ["<", S1F14, 2200]];
  const [code] = await replayed(talk, ["--speed", "2"], async (peer, { stdout, clock }) => {
    await peer.expect(SELECT_REQ);
    peer.send(SELECT_RSP);
    await stdout.log.saw("<- Select.rsp");
    await clock.advance(999);
    peer.expectSilence();
    await clock.advance(1);
    await peer.expect(S1F13);
    peer.send(S1F14);
  });
  assertEquals(code, 0);
});

test("replay selects by itself if the recording began later", async () => {
  const [code] = await replayed(TALK.slice(2, 4), [], async (peer) => {
    await peer.expect("0000000a ffff 00 00 00 01 fffffffe");
    peer.send("0000000a ffff 00 00 00 02 fffffffe");
    await peer.expect(S1F13);
    peer.send(S1F14);
  });
  assertEquals(code, 0);
});

test("replay says how far it came if the peer ends the connection", async () => {
  const [code, text] = await replayed(TALK, [], async (peer) => {
    await peer.expect(SELECT_REQ);
  });
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "<- Select.rsp  system 0x00000005 did not come: 127.0.0.1:5000 closed the connection\n",
  );
  assertStringIncludes(text, "5 frames were not played: 127.0.0.1:5000 closed the connection\n");
});

test("replay says in a sentence what it cannot do", async () => {
  const file = await recorded(
    "a.ndjson",
    (recorder) => recorder.bytes(LINK, "in", fromHex(S1F13), new Date(0)),
  );
  await inFolder(async (folder) => {
    const path = join(folder, "a.ndjson");
    await writeFile(path, file);
    await writeFile(join(folder, "raw.bin"), fromHex(S1F13));
    const to = ["--connect", "127.0.0.1:5000"];
    const cases: [string[], number, string][] = [
      [[path], 2, "hsms: Give either --connect HOST:PORT or --listen PORT\n"],
      [[path, ...to, "--listen", "5000"], 2, "hsms: Give either --connect HOST:PORT or --listen PORT\n"],
      [
        [path, ...to, "--as", "10.0.0.9"],
        2,
        "hsms: --as 10.0.0.9 is not a side of the recording, which has 10.0.0.7:5000 and",
      ],
      [[path, ...to, "--connection", "9"], 1, "hsms: Connection 9 of the recording has no HSMS frame"],
      [[join(folder, "raw.bin"), ...to], 1, "hsms: The recording does not say who sent which frame"],
      [[join(folder, "none"), ...to], 1, "hsms: Cannot read "],
      [[path, ...to, "--as", "10.0.0.1:40000"], 1, "hsms: Cannot connect"],
    ];
    for (const [args, code, sentence] of cases) {
      const world = new World();
      assertEquals(await world.run("replay", ...args), code);
      assertStringIncludes(world.stderr.text, sentence);
      assertEquals(world.stderr.text.split("\n").length, 2);
    }
  });
});
