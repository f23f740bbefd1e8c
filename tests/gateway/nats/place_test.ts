import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler, MemoryStore } from "../../../src/gem/mod.ts";
import { answerPage, Gateway, type GatewayPlace, openNats, readFab } from "../../../src/gateway/mod.ts";
import { sharesOf } from "../../../src/gateway/lease/shares.ts";
import { ETCHER } from "../../gem/equipment/etcher.ts";
import { Log } from "../../support/log.ts";
import type { ServerProcess } from "../server_process.ts";
import { lastOf, linkTo, startNats, up, WITHOUT_NATS } from "./scene.ts";

const skip = WITHOUT_NATS;
const MODELS = new Map([["etcher", ETCHER as never]]);

/** A tool, and gateways for it, with NATS between them. */
class Fab {
  readonly network = new MemoryNetwork();
  readonly server: ServerProcess;
  readonly log = new Log();
  readonly gateways: { readonly name: string; readonly gateway: Gateway; readonly place: GatewayPlace }[] =
    [];
  readonly equipment: Equipment<typeof ETCHER.definition>;
  readonly tool: GemEquipmentHandler;

  constructor(server: ServerProcess, equipment: Equipment<typeof ETCHER.definition>) {
    this.server = server;
    this.equipment = equipment;
    this.tool = new GemEquipmentHandler("*", 5000, false, 0, "host", {
      network: this.network,
      equipment,
      timeouts: { linktest: 0 },
      control: { onlineSubstate: "remote" },
    });
    this.tool.on("communicating", () => this.log.write("communicating"));
    this.tool.secs.session.on("received", ({ packet: { header } }) => this.log.write(header.name));
  }

  static async open(names: readonly string[]): Promise<Fab> {
    const fab = new Fab(await startNats(), await Equipment.open(ETCHER));
    fab.equipment.onCommand("BEEP", () => {});
    await fab.tool.enable();
    // The one whose share it is has it before the others come: so the tool does not move.
    const first = sharesOf(["ETCH-1"], names).get("ETCH-1")!;
    await fab.start(first);
    await fab.log.saw("S2F37");
    for (const name of names) if (name !== first) await fab.start(name);
    return fab;
  }

  async start(name: string): Promise<void> {
    const fab = readFab({
      site: "FAB",
      area: "A",
      tools: {
        "ETCH-1": {
          address: "127.0.0.1",
          port: 5000,
          model: "etcher",
          want: { events: { LotStarted: ["LotId"] } },
          timers: { linktest: 0, t5: 1000 },
          commands: ["remote:BEEP"],
        },
      },
    });
    const tell = (sentence: string): void => this.log.write(`${name}: ${sentence}`);
    const nats = { servers: [`nats://127.0.0.1:${this.server.port}`], lease: 5_000 };
    const place = await openNats(nats, { site: "FAB", name, clock: systemClock, tell });
    const gateway = new Gateway({
      fab,
      models: MODELS,
      network: this.network,
      numbers: new MemoryStore(),
      journal: new MemoryStore(),
      name,
      tell,
      ...place,
    });
    place.start(gateway);
    await gateway.start();
    this.gateways.push({ name, gateway, place });
  }

  /** The gateway that has the tool, and the others. */
  owner() {
    const owner = this.gateways.find(({ gateway }) => gateway.serves("A", "ETCH-1"))!;
    return { owner, others: this.gateways.filter((one) => one !== owner) };
  }

  async end(): Promise<void> {
    for (const { gateway, place } of this.gateways) {
      await gateway.stop();
      await place.close();
    }
    await this.tool.disable();
    await this.equipment.close();
    await this.server.stop();
  }
}

function play(name: string, names: readonly string[], run: (fab: Fab) => Promise<void>): void {
  test(name, { skip, timeout: 30_000 }, async () => {
    const fab = await Fab.open(names);
    try {
      await run(fab);
    } finally {
      await fab.end();
    }
  });
}

interface Requester {
  request(
    subject: string,
    body: string,
    options: { readonly timeout: number },
  ): Promise<{ string(): string }>;
}

play("a command goes to the gateway that has the tool, and its reply is the acknowledge or a typed error", [
  "a",
  "b",
], async (fab) => {
  const link = await linkTo(fab.server);
  link.start();
  await up(link);
  const client = link.connection as unknown as Requester;
  const ask = async (name: string, body = "") =>
    JSON.parse((await client.request(`FAB.A.ETCH-1.command.${name}`, body, { timeout: 5_000 })).string());
  assertEquals(await ask("remote.BEEP"), { ok: true, result: { code: 0, isDone: true } });
  assertEquals((await ask("remote.START")).error.code, "not-allowed");
  assertEquals((await ask("explode")).error.code, "bad-request");
  assertEquals((await ask("remote.BEEP", "{")).error, {
    code: "bad-request",
    message: "The request is not right: the body is no JSON",
  });
  await assertRejects(() => client.request("FAB.A.ETCH-2.command.discover", "", { timeout: 200 }), Error);
  await link.close();
});

play(
  "a tool moves when its gateway ends; its events come from the next one, with a higher fence",
  ["a", "b"],
  async (fab) => {
    const { owner, others: [other] } = fab.owner();
    fab.equipment.trigger("LotStarted", { LotId: "1" });
    await fab.log.saw("S6F12");
    const fence = owner.place.owner!.fenceOf("ETCH-1");
    assert(fence > 0);
    await owner.gateway.stop();
    await fab.log.saw("S6F23", 2);
    assert(other!.gateway.serves("A", "ETCH-1"));
    fab.equipment.trigger("LotStarted", { LotId: "2" });
    await fab.log.saw("S6F12", 2);
    const body = await lastOf<{ gateway: string; fence: number; values: { LotId: string } }>(
      fab.server,
      "FAB.A.ETCH-1.event.LotStarted",
      ({ values }) => values.LotId === "2",
    );
    assertEquals([body.gateway, body.fence > fence], [other!.name, true]);
  },
);

play("the page of each gateway shows the tools of all", ["a", "b"], async (fab) => {
  const { owner, others: [other] } = fab.owner();
  const page = () =>
    answerPage({ path: "/", host: "localhost", method: "GET" }, () => other!.gateway.state).body;
  // A gateway says every two seconds what it has.
  while (!page().includes(`<td>${owner.name}</td><td>COMMUNICATING</td>`)) {
    await new Promise((resolve) => systemClock.schedule(() => resolve(undefined), 50));
  }
  assert(page().includes("1 of 1 tools are COMMUNICATING"), page());
});

play("a second gateway with the same name says so, and has no tool", ["a"], async (fab) => {
  await fab.start("a");
  await fab.log.saw("a: another gateway of FAB is called a too");
  const [first, second] = fab.gateways;
  assertEquals([first, second].map((one) => one!.gateway.serves("A", "ETCH-1")), [true, false]);
});
