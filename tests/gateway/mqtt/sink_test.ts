import { test } from "node:test";
import { assert } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { MqttSink } from "../../../src/gateway/mqtt/mod.ts";
import { became, message, sinkContract, untilRejected } from "../broker_contract.ts";
import { linkTo, openMqttSink, startMosquitto, WITHOUT_MOSQUITTO } from "./scene.ts";

const skip = WITHOUT_MOSQUITTO;

sinkContract("MQTT", openMqttSink, { skip, dropsDoubles: false });

test("a broker that stands still is away after the time of a PUBACK", { skip, timeout: 30_000 }, async () => {
  const bench = await openMqttSink({ ackTimeout: 200 });
  await became(bench.sink, true);
  bench.server.signal("SIGSTOP");
  const { message: why } = await untilRejected(bench.sink);
  assert(why.includes("no PUBACK within 200 ms; check the broker"), why);
  await became(bench.sink, false);
  bench.server.signal("SIGCONT");
  await became(bench.sink, true);
  await bench.sink.put(message(1));
  await bench.stop();
});

test(
  "more messages than the broker takes without a PUBACK wait for their turn",
  { skip, timeout: 30_000 },
  async () => {
    const server = await startMosquitto(() => "allow_anonymous true\nmax_inflight_messages 2");
    const link = await linkTo(server);
    link.start();
    const sink = new MqttSink(link, { clock: systemClock });
    await became(sink, true);
    assert(link.session!.window <= 20, `${link.session!.window}`);
    await Promise.all(Array.from({ length: 100 }, (_, at) => sink.put(message(at, `ETCH-${at}`))));
    await link.close();
    await server.stop();
  },
);
