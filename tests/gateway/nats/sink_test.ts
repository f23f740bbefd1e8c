import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { NatsSink } from "../../../src/gateway/nats/mod.ts";
import { SinkAwayError } from "../../../src/gateway/sink.ts";
import { became, message, sinkContract, untilRejected } from "../broker_contract.ts";
import { linkTo, openNatsSink, startNats, up, WITHOUT_NATS } from "./scene.ts";

const skip = WITHOUT_NATS;

sinkContract("JetStream", openNatsSink, { skip, dropsDoubles: true });

test("the stream is made on disk, with all kinds of a site, without commands, and knows ids for two hours", {
  skip,
  timeout: 30_000,
}, async () => {
  const bench = await openNatsSink();
  await became(bench.sink, true);
  const link = await linkTo(bench.server);
  link.start();
  await up(link);
  const { config } = await (await link.clients.jetstreamManager(link.connection!)).streams.info("FAB");
  assertEquals(config.storage, "file");
  assertEquals(config.duplicate_window, 7_200_000_000_000);
  assertEquals(config.subjects.length, 8);
  assert(config.subjects.includes("FAB.*.*.process-program.>"));
  await link.close();
  await bench.stop();
});

for (
  const [what, wrong, why] of [
    ["in memory", { storage: "memory" }, "is in memory"],
    ["without a kind", { subjects: ["FAB.*.*.event.>"] }, "has no subject FAB.*.*.alarm.>"],
    ["that takes commands", { subjects: ["FAB.>"] }, "which takes commands too"],
    ["that forgets ids after a second", { duplicate_window: 1_000_000_000 }, "knows ids for 1000 ms"],
  ] as const
) {
  test(`a stream ${what} is refused, and left as it is`, { skip, timeout: 30_000 }, async () => {
    const server = await startNats();
    const first = await linkTo(server);
    first.start();
    await up(first);
    const kinds = ["event", "alarm", "trace", "limit", "terminal", "state", "process-program", "message"];
    const config = {
      name: "FAB",
      subjects: kinds.map((kind) => `FAB.*.*.${kind}.>`),
      storage: "file" as const,
      duplicate_window: 7_200_000_000_000,
      num_replicas: 1,
      ...wrong,
    };
    await (await first.clients.jetstreamManager(first.connection!)).streams
      .add({ ...config, subjects: [...config.subjects] });
    const link = await linkTo(server);
    const sink = new NatsSink(link, { site: "FAB" });
    const told = new Promise<string>((resolve) => sink.onState((state) => state.isUp || resolve(state.why)));
    link.start();
    const said = await told;
    assert(said.includes(why), said);
    await assertRejects(() => sink.put(message(1)), SinkAwayError, why);
    await Promise.all([link.close(), first.close()]);
    await server.stop();
  });
}

test(
  "a server that stands still is away after the time of an acknowledgement",
  { skip, timeout: 30_000 },
  async () => {
    const server = await startNats();
    const link = await linkTo(server);
    const sink = new NatsSink(link, { site: "FAB", ackTimeout: 200 });
    link.start();
    await up(link);
    server.signal("SIGSTOP");
    const { message: why } = await untilRejected(sink);
    assert(why.includes("within 200 ms; check the server"), why);
    assertEquals(sink.state.isUp, false);
    server.signal("SIGCONT");
    await became(sink, true);
    await sink.put(message(1));
    await link.close();
    await server.stop();
  },
);

test(
  "a message larger than the server takes is refused with both numbers",
  { skip, timeout: 30_000 },
  async () => {
    const server = await startNats(() => "max_payload: 1000");
    const link = await linkTo(server);
    const sink = new NatsSink(link, { site: "FAB" });
    link.start();
    await up(link);
    const large = { ...message(1), body: new Uint8Array(1001) };
    await assertRejects(() => sink.put(large), SinkAwayError, "has 1001 bytes, and the server takes 1000");
    await link.close();
    await server.stop();
  },
);

test("last() is the last message that a tool has sent, of all kinds but its states", {
  skip,
  timeout: 30_000,
}, async () => {
  const bench = await openNatsSink();
  const { sink } = bench;
  await became(sink, true);
  assertEquals(await sink.last!("FAB.A.ETCH-1"), undefined);
  await sink.put(message(1));
  await sink.put({ ...message(2), subject: "FAB.A.ETCH-1.alarm.Door" });
  await sink.put({ ...message(3), subject: "FAB.A.ETCH-1.state.control" });
  await sink.put(message(4, "ETCH-10"));
  const found = await sink.last!("FAB.A.ETCH-1");
  assertEquals([found?.subject, found?.id], ["FAB.A.ETCH-1.alarm.Door", "ETCH-1/2"]);
  assertEquals(new TextDecoder().decode(found?.body), '{"n":2}');
  await bench.kill();
  await became(sink, false);
  await assertRejects(() => sink.last!("FAB.A.ETCH-1"), SinkAwayError);
  await bench.stop();
});
