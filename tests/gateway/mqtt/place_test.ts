import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Gateway, openMqtt, readFab } from "../../../src/gateway/mod.ts";
import { Equipment, GemEquipmentHandler, MemoryStore } from "../../../src/gem/mod.ts";
import { ETCHER } from "../../gem/equipment/etcher.ts";
import { Log } from "../../support/log.ts";
import { consumerOf, startMosquitto, WITHOUT_MOSQUITTO } from "./scene.ts";

test("the events of a tool come to a consumer of MQTT, and the tool gets S6F12", {
  skip: WITHOUT_MOSQUITTO,
  timeout: 30_000,
}, async () => {
  const broker = await startMosquitto();
  const consumer = await consumerOf(broker, "F1/#");
  const network = new MemoryNetwork();
  const log = new Log();
  const equipment = await Equipment.open(ETCHER);
  const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    network,
    equipment,
    timeouts: { linktest: 0 },
    control: { onlineSubstate: "remote" },
  });
  tool.secs.session.on("received", ({ packet: { header } }) => log.write(header.name));
  await tool.enable();
  const place = await openMqtt({ server: `mqtt://127.0.0.1:${broker.port}` }, {
    site: "F1",
    name: "gw-1",
    clock: systemClock,
    tell: () => {},
  });
  const want = { events: { LotStarted: ["LotId"] } };
  const gateway = new Gateway({
    fab: readFab({ site: "F1", tools: { A: { address: "127.0.0.1", port: 5000, model: "etcher", want } } }),
    models: new Map([["etcher", ETCHER as never]]),
    network,
    numbers: new MemoryStore(),
    journal: new MemoryStore(),
    name: "gw-1",
    ...place,
  });
  place.start(gateway);
  await gateway.start();
  await log.saw("S6F23");
  equipment.trigger("LotStarted", { LotId: "A1" });
  await log.saw("S6F12");
  const isEvent = ({ subject }: { readonly subject: string }): boolean =>
    subject === "F1.all.A.event.LotStarted";
  const seen = await consumer.seen((all) => all.some(isEvent));
  const { id, text } = seen.find(isEvent)!;
  const { values, gateway: name } = JSON.parse(text);
  assertEquals([values, name, id.startsWith("A.")], [{ LotId: "A1" }, "gw-1", true]);
  await gateway.stop();
  await place.close();
  await consumer.stop();
  await tool.disable();
  await equipment.close();
  await broker.stop();
});
