import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { folderPlace, NdjsonSink, SinkAwayError } from "../../src/gateway/mod.ts";
import { MemoryPlace } from "./memory_place.ts";
import { numbered } from "./sink_contract.ts";

test("a line has the subject, the id and the body as JSON", async () => {
  const place = new MemoryPlace();
  const sink = new NdjsonSink(place);
  await sink.put(numbered(1));
  assertEquals(place.durable, [
    { subject: numbered(1).subject, id: numbered(1).id, body: { number: 1, text: "é\n" } },
  ]);
  await sink.close();
});

test("messages that come together share an fsync, and none is acknowledged before it", async () => {
  const place = new MemoryPlace();
  const sink = new NdjsonSink(place);
  const puts = Array.from(
    { length: 100 },
    (_, number) => sink.put(numbered(number)).then(() => assert(place.durable.length > number)),
  );
  await Promise.all(puts);
  assert(place.syncs <= 2, `${place.syncs}`);
  await sink.close();
});

for (const failing of ["create", "append", "sync"] as const) {
  test(`a disk that is full at ${failing}: SinkAwayError, and a new file after it`, async () => {
    const place = new MemoryPlace();
    const sink = new NdjsonSink(place);
    await sink.put(numbered(1));
    if (failing === "create") {
      place.failing = "append";
      await assertRejects(() => sink.put(numbered(9)), SinkAwayError);
    }
    place.failing = failing;
    const error = await assertRejects(() => sink.put(numbered(9)), SinkAwayError);
    assert(error.message.includes("ENOSPC"), error.message);
    place.failing = undefined;
    await sink.put(numbered(2));
    assertEquals(place.durable.map(({ id }) => id), [numbered(1).id, numbered(2).id]);
    assertEquals(place.files.size, 2);
    await sink.close();
  });
}

test("a file that is large is followed by another one, and the oldest go", async () => {
  const place = new MemoryPlace();
  let ms = 0;
  const sink = new NdjsonSink(place, { rotateAbove: 1, keep: 2, date: () => new Date(ms++) });
  for (let number = 1; number <= 5; number++) await sink.put(numbered(number));
  assertEquals(place.files.size, 2);
  assertEquals(place.durable.map(({ id }) => id), [numbered(4).id, numbered(5).id]);
  await sink.close();
});

test("put() after close() rejects", async () => {
  const sink = new NdjsonSink(new MemoryPlace());
  await sink.close();
  await assertRejects(() => sink.put(numbered(1)), SinkAwayError, "closed");
});

test("a real folder: it is made, and each start begins a file", async () => {
  const above = await mkdtemp(join(tmpdir(), "hsms-ndjson-"));
  try {
    const folder = join(above, "deep", "messages");
    for (const number of [1, 2]) {
      const sink = new NdjsonSink(folderPlace(folder));
      await sink.put(numbered(number));
      await sink.close();
    }
    const names = (await readdir(folder)).sort();
    assertEquals(names.length, 2);
    const lines = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    assertEquals(lines.map((line) => JSON.parse(line).body.number), [1, 2]);
  } finally {
    await rm(above, { recursive: true });
  }
});
