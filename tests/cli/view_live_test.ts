import { request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LiveLog } from "../../src/cli/view/live_log.ts";
import { livePage } from "../../src/cli/view/page.ts";
import { ViewServer } from "../../src/cli/view/view_server.ts";
import { StoryBuilder } from "../../src/view/story/mod.ts";
import { fromHex } from "../support/hex.ts";
import { AT, LINK, S1F1, S1F2, SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { toolIn } from "./exploring.ts";
import { World } from "./world.ts";

const PAST = 64 * 1024 * 1024;

/** Everything that is kept of a log. */
function allOf(log: LiveLog, position: string | null = null): Uint8Array[] {
  const { at, head } = log.begin(position);
  const chunks = [head];
  for (let place = at; place < log.end;) {
    const bytes = log.read(place)!;
    chunks.push(bytes);
    place += bytes.length;
  }
  return chunks;
}

function selectOn(log: LiveLog): void {
  log.opened(LINK, AT);
  log.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
  log.bytes(LINK, "in", fromHex(SELECT_RSP), AT);
}

/** A server of a log, until the test has ended. */
async function serving(log: LiveLog, play: (url: string) => Promise<void>): Promise<void> {
  const server = new ViewServer(log, await livePage({ title: "x", live: "/log" }));
  await server.listen(0);
  try {
    await play(server.url);
  } finally {
    await log.close();
    await server.close();
  }
}

/** Follows a log until its story has so many entries. */
async function follow(url: string, builder: StoryBuilder, count: number): Promise<void> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  assertEquals(response.status, 200);
  const reader = response.body!.getReader();
  while (builder.story.length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    builder.append(value);
  }
  stop.abort();
  await reader.cancel().catch(() => {});
}

/** The status and the body of an answer, with headers of one's own. */
function ask(url: string, headers: Record<string, string>, method = "GET"): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers, method }, (response) => {
      let text = `${response.statusCode} `;
      response.setEncoding("utf8");
      response.on("data", (part) => text += part);
      response.on("end", () => resolve(text));
    });
    asking.on("error", reject).end();
  });
}

test("a live log is read while it grows, and goes on where a reader was", () => {
  const log = new LiveLog(7, PAST);
  const builder = new StoryBuilder();
  selectOn(log);
  for (const chunk of allOf(log)) builder.append(chunk);
  const { story } = builder;
  assertEquals(story.length, 3);
  log.bytes(LINK, "out", fromHex(S1F1), AT);
  log.ended(LINK, AT, { by: "remote", how: "reset" });
  for (const chunk of allOf(log, builder.position)) builder.append(chunk);
  assertEquals([builder.story, story.length], [story, 5]);
  assertEquals([story.nameOf(4), story.fromOf(4), story.entry(4).why], ["TCP closed", 1, "reset with RST"]);
});

test("a live log begins anew for who read another one, or a place that is gone", () => {
  const log = new LiveLog(7, PAST);
  selectOn(log);
  for (const position of ["8-0", "7-99999", "x", "", null]) {
    const builder = new StoryBuilder();
    for (const chunk of allOf(log, position)) builder.append(chunk);
    assertEquals(builder.story.length, 3, `${position}`);
  }
});

test("a live log keeps its last bytes only, and who comes later still knows the connections", () => {
  const log = new LiveLog(7, 1024 * 1024);
  const builder = new StoryBuilder();
  selectOn(log);
  for (const chunk of allOf(log)) builder.append(chunk);
  const old = builder.position;
  const place = log.end;
  for (let i = 0; i < 50_000; i++) log.bytes(LINK, "out", fromHex(S1F1), AT);
  assertEquals(log.read(place), undefined);
  for (const chunk of allOf(log, old)) builder.append(chunk);
  const { story } = builder;
  assert(story.length > 20_000 && story.length < 31_000, `${story.length}`);
  assertEquals(story.links[0]!.sides.map(({ address }) => address), ["10.0.0.1:40000", "10.0.0.7:5000"]);
  const chunks = allOf(log);
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  assert(bytes <= 1024 * 1024 + 100, `${bytes}`);
});

test("a live log forgets connections that have ended with their last entry", () => {
  const log = new LiveLog(7, 512 * 1024);
  for (let id = 1; id <= 30_000; id++) {
    log.opened({ ...LINK, id }, AT);
    log.ended({ ...LINK, id }, AT);
  }
  const { head } = log.begin(null);
  assert(head.length < 200, `${head.length}`);
});

test("the server of a view gives the page, and the log as it grows", () =>
  serving(new LiveLog(7, PAST), async (url) => {
    const page = await (await fetch(url)).text();
    assertStringIncludes(page, '"live":"/log"');
    assertStringIncludes(page, "connect-src 'self'");
  }));

test("the server of a view: a reader follows, leaves, and goes on", async () => {
  const log = new LiveLog(7, PAST);
  await serving(log, async (url) => {
    const builder = new StoryBuilder();
    selectOn(log);
    const first = follow(`${url}log`, builder, 4);
    log.bytes(LINK, "out", fromHex(S1F1), AT);
    await first;
    builder.cut();
    log.bytes(LINK, "in", fromHex(S1F2), AT);
    const { story } = builder;
    await follow(`${url}log?from=${builder.position}`, builder, 5);
    assertEquals([builder.story, story.length, story.partnerOf(4)], [story, 5, 3]);
  });
});

test("the server of a view ends its readers when the log ends", async () => {
  const log = new LiveLog(7, PAST);
  await serving(log, async (url) => {
    selectOn(log);
    const builder = new StoryBuilder();
    const reading = follow(`${url}log`, builder, 1000);
    await log.close();
    await reading;
    assertEquals(builder.story.length, 3);
  });
});

test("the server of a view refuses other names, methods and paths", () =>
  serving(new LiveLog(7, PAST), async (url) => {
    const port = new URL(url).port;
    assertStringIncludes(
      await ask(url, { host: `evil.example:${port}` }),
      `403 This is ${url}, not evil.example:${port}`,
    );
    assertStringIncludes(await ask(`${url}log`, { host: "evil.example" }), "403 ");
    assertStringIncludes(await ask(url, { host: `localhost:${port}` }), "200 <!doctype html>");
    assertStringIncludes(await ask(url, {}, "POST"), "405 Only GET");
    assertStringIncludes(await ask(`${url}etc/passwd`, {}), "404 There is only / and /log here");
  }));

test("the server of a view drops a reader that is too slow, and the link goes on", async () => {
  const log = new LiveLog(7, 1024 * 1024);
  await serving(log, async (url) => {
    selectOn(log);
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const begun = new Promise<void>((resolve) => socket.once("data", () => resolve()));
    socket.write(`GET /log HTTP/1.1\r\nHost: 127.0.0.1:${new URL(url).port}\r\n\r\n`);
    await begun;
    socket.pause();
    const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    const body = new Uint8Array(256 * 1024);
    const frame = new Uint8Array(14 + body.length);
    frame.set(fromHex("0004000a 0000 06 0b 00 00 00000009"));
    // More than the buffers of two sockets hold.
    for (let i = 0; i < 200; i++) {
      log.bytes(LINK, "in", frame, AT);
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.resume();
    await ended;
    const builder = new StoryBuilder();
    await follow(`${url}log`, builder, 1);
    assert(builder.story.length > 0);
  });
});

test("a port of a view that is taken is said in a sentence", () =>
  serving(new LiveLog(7, PAST), async (url) => {
    const port = Number(new URL(url).port);
    const server = new ViewServer(new LiveLog(8, PAST), "");
    let message = "";
    await server.listen(port).catch((error) => message = String(error.message));
    assertStringIncludes(message, `Cannot show a view on port ${port} of 127.0.0.1: `);
  }));

for (const command of ["simulate", "listen", "connect", "proxy", "watch"] as const) {
  test(`hsms ${command} --view: the frames are in the browser while they come`, async () => {
    const world = new World();
    const args = {
      simulate: ["simulate", "etcher"],
      listen: ["listen", "5000"],
      connect: ["connect", "127.0.0.1", "5000"],
      proxy: ["proxy", "6000", "127.0.0.1:5000"],
      watch: ["watch", "127.0.0.1", "5000"],
    }[command];
    const isTool = command === "simulate" || command === "listen";
    const tool = isTool ? undefined : await toolIn(world);
    const running = world.run(...args, "--view");
    await world.stderr.log.saw("View: ");
    const url = /View: (\S+)/.exec(world.stderr.text)![1]!;
    if (command === "simulate") await world.stderr.log.saw("ETCHER 1.0 listens");
    if (command === "proxy") await world.stderr.log.saw("Listening on");
    if (command === "listen") await world.stdout.log.saw("08:30:00.005 0.0.0.0:5000 listening");
    const other = new World({ network: world.network });
    const host = isTool || command === "proxy"
      ? other.run("connect", "127.0.0.1", command === "proxy" ? "6000" : "5000")
      : undefined;
    const builder = new StoryBuilder();
    await follow(`${url}log`, builder, 3);
    const { story } = builder;
    assertEquals([0, 1, 2].map((entry) => story.nameOf(entry)), ["TCP opened", "Select.req", "Select.rsp"]);
    if (command === "watch") await world.stderr.log.saw("Watching ");
    other.interrupt();
    world.interrupt();
    await Promise.all([running, host]);
    await tool?.disable();
    const gone = await fetch(url).then(() => "there", () => "gone");
    assertEquals(gone, "gone");
  });
}
