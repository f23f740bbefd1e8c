import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import type { RecordedLink } from "../../src/cli/record/format.ts";
import { openRecorder, type Recorder } from "../../src/cli/record/recorder.ts";
import { recordingLog } from "../../src/cli/view/file_log.ts";
import { LogTimes } from "../../src/cli/view/log_time.ts";
import { policyOf, viewPage } from "../../src/cli/view/page.ts";
import { LogWriter } from "../../src/view/log/mod.ts";
import type { Story, ViewOptions } from "../../src/view/story/mod.ts";
import { realisticLog } from "../../bench/view/realistic.ts";
import { fromHex } from "../support/hex.ts";
import { faultsOf } from "../view/play.ts";
import {
  AT,
  chunksOf,
  inFolder,
  ipv4,
  linesIn,
  LINK,
  pcap,
  S1F1,
  S1F2,
  SELECT_REQ,
  SELECT_RSP,
} from "./captures.ts";
import { FakeIo } from "./fake_io.ts";
import { storyIn } from "./view_page.ts";

/** Runs `hsms view` with files of a folder, and reads the page that it writes. */
async function view(
  folder: string,
  files: readonly string[],
  ...args: string[]
): Promise<{ story: Story; options: ViewOptions; io: FakeIo }> {
  const io = new FakeIo("");
  const code = await io.run("view", ...files.map((file) => join(folder, file)), ...args);
  assertEquals([code, io.out], [0, ""], io.err);
  const html = await readFile(join(folder, `${files[0]}.html`), "utf8");
  return { ...await storyIn(html), io };
}

function names(story: Story): string[] {
  return [...Array(story.length).keys()].map((entry) =>
    `${story.nameOf(entry)} ${story.fromOf(entry) ?? "-"}`
  );
}

async function record(path: string, play: (recorder: Recorder) => void): Promise<void> {
  const recorder = await openRecorder(path);
  play(recorder);
  await recorder.close();
}

function selected(recorder: Recorder, link: RecordedLink = LINK): void {
  recorder.opened(link, AT);
  recorder.bytes(link, "out", fromHex(SELECT_REQ), AT);
  recorder.bytes(link, "in", fromHex(SELECT_RSP), AT);
  recorder.bytes(link, "out", fromHex(S1F1), AT);
}

for (const ending of ["pcap", "pcapng", "ndjson"]) {
  test(`hsms view: who opened and closed a connection is in a .${ending}`, () =>
    inFolder(async (folder) => {
      for (
        const [how, by, why] of [["reset", "remote", "reset with RST"], [
          "closed",
          "local",
          "closed with FIN",
        ]] as const
      ) {
        await record(join(folder, `a.${ending}`), (recorder) => {
          selected(recorder);
          recorder.ended(LINK, new Date(AT.getTime() + 1000), { how, by });
        });
        const { story } = await view(folder, [`a.${ending}`]);
        assertEquals(names(story), [
          "TCP opened 0",
          "Select.req 0",
          "Select.rsp 1",
          "S1F1 0",
          `TCP closed ${by === "remote" ? 1 : 0}`,
        ]);
        assertEquals(story.entry(4).why, why);
        assertEquals(faultsOf(story), ["bad closed-without-separate 4 TCP closed"]);
        assertEquals(story.at(0), AT.getTime());
      }
    }));

  test(`hsms view: a frame that was cut has waited for its rest, from a .${ending}`, () =>
    inFolder(async (folder) => {
      await record(join(folder, `a.${ending}`), (recorder) => {
        selected(recorder);
        recorder.bytes(LINK, "in", fromHex(S1F2).subarray(0, 12), AT);
        recorder.ended(LINK, new Date(AT.getTime() + 5000), { how: "closed", by: "local" });
      });
      const { story } = await view(folder, [`a.${ending}`]);
      assertEquals(story.faults.map(({ title }) => title), [
        "Frame cut, T8",
        "Closed in the middle of a request",
      ]);
      assertEquals(story.entry(4).since, AT.getTime());
    }));
}

test("hsms decode and replay pass over the lines of connections that are opened and closed", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.ndjson");
    await record(file, (recorder) => {
      selected(recorder);
      recorder.ended(LINK, AT, { how: "reset", by: "remote" });
    });
    const lines = (await readFile(file, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.map(({ tcp, name, by }) => [tcp ?? name, by]), [
      ["opened", "10.0.0.1:40000"],
      ["Select.req", undefined],
      ["Select.rsp", undefined],
      ["S1F1 W", undefined],
      ["closed", "10.0.0.7:5000"],
    ]);
    assertEquals(await linesIn(await readFile(file, "utf8")), [
      "1 40000>5000 Select.req",
      "1 5000>40000 Select.rsp",
      "1 40000>5000 S1F1 W",
    ]);
    const io = new FakeIo("");
    assertEquals(await io.run("decode", file, "--brief"), 0);
    assertEquals(io.out.trim().split("\n").length, 3);
    let html = "";
    const log = recordingLog(chunksOf(await readFile(file, "utf8")));
    for await (const piece of viewPage(log, { title: "x", openAt: 3 })) html += piece;
    const { story, options } = await storyIn(html);
    assertEquals([story.length, story.nameOf(options.openAt!)], [lines.length, "S1F1"]);
  }));

test("hsms view: times of a capture have microseconds", () =>
  inFolder(async (folder) => {
    const file = pcap(101, [
      ipv4({ seq: 1, data: SELECT_REQ }),
      ipv4({ from: "tool", seq: 1, data: SELECT_RSP }),
    ]);
    new DataView(file.buffer).setUint32(28, 250, true);
    await writeFile(join(folder, "a.pcap"), file);
    const { story } = await view(folder, ["a.pcap"]);
    assertEquals([story.at(0), story.at(1)], [0.25, 1000]);
  }));

test("hsms view: other traffic of a capture is left out, but not what failed at the same port", () =>
  inFolder(async (folder) => {
    const web = (hex: string): string => hex.replaceAll("1388", "0050");
    const file = pcap(101, [
      ipv4({ seq: 0, flags: "02", port: 41000 }),
      ipv4({ from: "tool", seq: 0, ack: 1, flags: "14", port: 41000 }),
      web(ipv4({ seq: 0, flags: "02", port: 42000 })),
      web(ipv4({ seq: 1, data: "474554202f20485454502f312e31", port: 42000 })),
      ipv4({ seq: 0, flags: "02" }),
      ipv4({ seq: 1, data: SELECT_REQ }),
      ipv4({ seq: 15, flags: "14" }),
      // Late segments of a connection that has ended.
      ipv4({ from: "tool", seq: 1, flags: "10" }),
      ipv4({ seq: 15, flags: "04" }),
    ]);
    await writeFile(join(folder, "a.pcap"), file);
    const { story } = await view(folder, ["a.pcap"]);
    assertEquals(names(story), ["TCP closed 1", "TCP opened 0", "Select.req 0", "TCP closed 0"]);
    assertEquals(story.faults.map(({ title, entry }) => `${entry} ${title}`), [
      "0 TCP connection refused",
      "2 Closed before Select.rsp came",
    ]);
  }));

test("hsms view: several files are merged by time, and a connection that both have is shown once", () =>
  inFolder(async (folder) => {
    const later = new Date(AT.getTime() + 500);
    const other: RecordedLink = { ...LINK, local: { address: "10.0.0.2", port: 41000 } };
    await record(join(folder, "host.ndjson"), (recorder) => {
      selected(recorder);
      recorder.bytes(LINK, "in", fromHex(S1F2), new Date(AT.getTime() + 1000));
    });
    await record(join(folder, "tool.pcapng"), (recorder) => {
      selected(recorder, { local: LINK.remote, remote: LINK.local, id: 1, opener: "remote" });
      recorder.bytes({ ...other, id: 2 }, "out", fromHex(SELECT_REQ), later);
    });
    const { story, options } = await view(folder, ["host.ndjson", "tool.pcapng"]);
    assertEquals(names(story), [
      "TCP opened 0",
      "Select.req 0",
      "Select.rsp 1",
      "S1F1 0",
      "TCP opened 0",
      "Select.req 0",
      "S1F2 1",
    ]);
    assertEquals([story.linkOf(4), story.linkOf(6), story.links.length], [1, 0, 2]);
    assertEquals(options.title, "host.ndjson, tool.pcapng");
  }));

test("hsms view: a log of text has its times and its sides", () =>
  inFolder(async (folder) => {
    const lines = [
      "2026-01-05 23:59:59.500 SEND 0000000affff000000010000 0001",
      "2026-01-06 00:00:00.250 RECV 0000000affff00000002 00000001",
    ];
    await writeFile(join(folder, "tool.log"), lines.join("\n"));
    const { story } = await view(folder, ["tool.log"]);
    assertEquals(names(story), ["Select.req 0", "Select.rsp 1"]);
    assertEquals(story.at(1) - story.at(0), 750);
    assertEquals(story.links[0]!.sides.map(({ address }) => address), ["this side", "the peer"]);
  }));

test("hsms view: times of logs", () => {
  const read = (...texts: string[]): number[] => {
    const times = new LogTimes();
    return texts.map((text) => times.read(text));
  };
  assertEquals(read("2026-01-05T08:30:00.250Z", "2026-01-05 08:30:00+01:00"), [
    Date.UTC(2026, 0, 5, 8, 30, 0, 250),
    Date.UTC(2026, 0, 5, 7, 30),
  ]);
  const local = (...parts: [number, number, number]): number => new Date(...parts).getTime();
  assertEquals(read("05.01.2026 00:00:00", "01/05/2026 00:00:00", "25-01-26 00:00:00"), [
    local(2026, 0, 5),
    local(2026, 0, 5),
    local(2026, 0, 25),
  ]);
  const [before, after] = read("23:59:59", "00:00:01");
  assertEquals(after! - before!, 2000);
  assert(Number.isNaN(read("yesterday")[0]));
});

test("hsms view: --model has the names, --t3 the timers", () =>
  inFolder(async (folder) => {
    await record(join(folder, "a.ndjson"), selected);
    const { options } = await view(
      folder,
      ["a.ndjson"],
      "--model",
      "etcher",
      "--t3",
      "120s",
      "--encoding",
      "gb18030",
    );
    assertEquals([options.timers?.t3, options.encoding, options.model?.events["4001"]], [
      120_000,
      "gb18030",
      "LotStarted",
    ]);
  }));

test("hsms view: a page of its own is replaced, another file only with --force", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.ndjson");
    await record(file, selected);
    await view(folder, ["a.ndjson"]);
    await view(folder, ["a.ndjson"]);
    await writeFile(`${file}.html`, "<!doctype html><title>precious</title>");
    const io = new FakeIo("");
    assertEquals(await io.run("view", file), 2);
    assertStringIncludes(
      io.err,
      "is there, and it is not a page of hsms view. Give another --out, or --force",
    );
    assertEquals(await readFile(`${file}.html`, "utf8"), "<!doctype html><title>precious</title>");
    await view(folder, ["a.ndjson"], "--force");
  }));

test("hsms view: a file without a frame, and one that is not there", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.pcap");
    await writeFile(file, pcap(101, [ipv4({ seq: 0, flags: "02" })]));
    const io = new FakeIo("");
    assertEquals(await io.run("view", file), 1);
    assertStringIncludes(io.err, "there is no HSMS frame in it");
    const none = new FakeIo("");
    assertEquals(await none.run("view", join(folder, "b.pcap")), 1);
    assertMatch(none.err, /Cannot read .*b\.pcap/);
  }));

const HOSTILE = `</script><script>alert(1)</script><!--"'&\u2028--><img src=x onerror=alert(1)>`;

test("hsms view: nothing in a log or in the options leaves its script", async () => {
  const writer = new LogWriter();
  const end = { address: HOSTILE, port: 1 };
  writer.connection({ number: 1, a: end, b: end });
  const body = new TextEncoder().encode(HOSTILE);
  writer.entry({ kind: "bytes", connection: 1, at: 0, from: "a", bytes: body, why: HOSTILE });
  const model = { name: HOSTILE, variables: { [HOSTILE]: { name: HOSTILE } }, events: {}, alarms: {} };
  let html = "";
  for await (const piece of viewPage([writer.take()], { title: HOSTILE, model })) html += piece;
  assert(!html.includes("alert(1)</script>"));
  assert(!html.includes("<img"));
  assertEquals(html.match(/<script/g)?.length, html.match(/<\/script>/g)?.length);
  const { story, options } = await storyIn(html);
  assertEquals([options.title, options.model?.name], [HOSTILE, HOSTILE]);
  assertEquals(story.entry(0).why, HOSTILE);
});

test("hsms view: a page may load nothing, and runs the scripts of its template only", async () => {
  const template = `<html><head></head><body><!--OPTIONS--><!--LOG--><script>run()</script></body></html>`;
  let html = "";
  `<!doctype html><html><head></head><body><!--OPTIONS--><!--LOG--><script>run()</script></body></html>`;
  for await (const piece of viewPage([], { title: "x" }, template)) html += piece;
  const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  assertStringIncludes(policy, "default-src 'none'");
  assertStringIncludes(policy, "connect-src 'none'");
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode("run()"))).toString(
    "base64",
  );
  assertStringIncludes(policy, `script-src 'sha256-${hash}';`);
  assertStringIncludes(policyOf(template, true), "connect-src 'self'");
});

test("hsms view: a template that has a mark twice is refused", async () => {
  const template = `<html><head></head><!--OPTIONS--><!--LOG--><script>"<!--LOG-->"</script></html>`;
  const pieces = viewPage([], { title: "x" }, template);
  await assertRejects(() => pieces.next(), TypeError, "must have <!--LOG--> once, and has it 2 times");
});

test("hsms view: a long log is in several scripts, in order", async () => {
  const noise = function* (): Generator<Uint8Array> {
    const writer = new LogWriter();
    writer.connection({ number: 1, a: LINK.local, b: LINK.remote });
    let state = 1;
    for (let i = 0; i < 100; i++) {
      const bytes = new Uint8Array(64 * 1024);
      for (let at = 0; at < bytes.length; at++) {
        bytes[at] = (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
      }
      writer.entry({ kind: "bytes", connection: 1, at: i, from: "a", bytes });
      yield writer.take();
    }
  };
  let html = "";
  for await (const piece of viewPage(noise(), { title: "x" })) html += piece;
  assertEquals(html.match(/id="log"/g)?.length, 3);
  const { story } = await storyIn(html);
  assertEquals([story.length, story.sizeOf(99)], [100, 64 * 1024]);
});

test("hsms view: the realistic recording is what it says", async () => {
  let html = "";
  for await (const piece of viewPage(realisticLog(1000), { title: "x" })) html += piece;
  const { story } = await storyIn(html);
  assert(story.length >= 1000);
  assertEquals(story.links.map(({ sides }) => sides[1].model), ["ETCH-3 1.2.0"]);
  assertEquals(
    story.series(0).map(({ name }) => name),
    ["report 1, value 1", "report 1, value 2"].map((_, i) => `variable ${1001 + i}`),
  );
});
