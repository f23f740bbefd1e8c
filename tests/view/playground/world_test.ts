import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { StoryBuilder } from "../../../src/view/story/mod.ts";
import { ETCHER_NAMES, World } from "../../../src/view/playground/mod.ts";

/** A world, and the story of its line. */
async function open(): Promise<
  { readonly world: World; readonly builder: StoryBuilder; readonly said: string[] }
> {
  const builder = new StoryBuilder({ model: ETCHER_NAMES });
  const said: string[] = [];
  const world = await World.open({
    log(chunk, at) {
      builder.append(chunk);
      builder.idle(at);
    },
    said: (text) => said.push(text),
  }, Date.UTC(2026, 10, 28));
  const started = world.start();
  await world.advance(2000);
  await started;
  return { world, builder, said };
}

/** Does something while time goes by. */
async function act(world: World, ms: number, action: () => unknown): Promise<void> {
  const done = world.act("It", action);
  await world.advance(ms);
  await done;
}

function namesOf({ story }: StoryBuilder): string[] {
  return Array.from({ length: story.length }, (_, i) => story.nameOf(i));
}

test("a host and a tool find each other, and nothing is wrong", async () => {
  const { world, builder, said } = await open();
  assertEquals(namesOf(builder).slice(0, 3), ["TCP opened", "Select.req", "Select.rsp"]);
  assertEquals(builder.story.faults, []);
  assert(said.includes("Host: communication is established"));
  assertEquals(builder.story.links[0]!.sides.map(({ role, mode }) => [role, mode]), [
    ["host", "active"],
    ["equipment", "passive"],
  ]);
  await world.stop();
});

test("a lot tells its events by name", async () => {
  const { world, builder } = await open();
  await act(world, 1000, () => world.setUp());
  await act(world, 4000, () => world.host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" }));
  await act(world, 20_000, () => world.host.sendRemoteCommand("START", { LotId: "A1" }));
  assertEquals([...builder.story.moments].map(({ name }) => name), [
    "LotStarted",
    "WaferDone",
    "WaferDone",
    "WaferDone",
    "LotDone",
  ]);
  await world.stop();
});

test("each timer runs out as the lessons say", async () => {
  const { world, builder } = await open();
  const kinds = (): string[] => builder.story.faults.map(({ kind }) => kind);
  world.line.losesTo = "host";
  await act(world, 46_000, () => world.host.areYouThere());
  assertEquals(kinds(), ["no-reply"]);
  world.line.ways.toTool = "loses";
  await world.advance(40_000);
  world.line.ways.toTool = "passes";
  assert(kinds().includes("linktest-unanswered"));
  await world.advance(15_000);
  world.line.stopsTo = "host";
  await act(world, 20_000, () => world.host.areYouThere());
  assert(kinds().includes("frame-cut"));
  await act(world, 20_000, () => world.connectSilently());
  assert(kinds().includes("never-selected"));
  await world.stop();
});

test("a line that was cut is connected again after T5", async () => {
  const { world, builder } = await open();
  world.line.cut();
  await world.advance(9000);
  assertEquals(namesOf(builder).at(-1), "TCP closed");
  await world.advance(2000);
  assert(namesOf(builder).lastIndexOf("Select.rsp") > namesOf(builder).lastIndexOf("TCP closed"));
  await world.stop();
});

test("SML is sent from either side, and what cannot be sent is said", async () => {
  const { world, builder, said } = await open();
  await act(world, 500, () => world.send("host", "S1F1 W."));
  await act(world, 500, () => world.send("tool", 'S10F1 <L [2] <B 0> <A "Hi">>.'));
  assertEquals(namesOf(builder).slice(-3), ["S1F1", "S1F2", "S10F1"]);
  await act(world, 0, () => world.send("host", "S1F1 W <A"));
  assert(said.at(-1)!.startsWith("It: "), said.at(-1));
  await world.stop();
});

test("time goes to the next timer", async () => {
  const { world } = await open();
  const next = world.clock.next!;
  await world.step();
  assertEquals(world.clock.now(), next);
  await world.stop();
});
