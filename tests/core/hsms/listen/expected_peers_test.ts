import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Network } from "@secs/hsms";
import { type ExpectedPeer, ExpectedPeers } from "../../../../src/core/hsms/listen/expected_peers.ts";

interface Peer extends ExpectedPeer {
  readonly name: string;
}

/** Expected peers at these addresses, named by their number; host names are looked up by the test. */
function expected(...addresses: string[]): {
  peers: ExpectedPeers<Peer>;
  all: Peer[];
  lookUps: string[];
  answer: Record<string, Promise<string[]>>;
} {
  const lookUps: string[] = [];
  const answer: Record<string, Promise<string[]>> = {};
  const resolve = (name: string): Promise<string[]> => (lookUps.push(name), answer[name]!);
  const peers = new ExpectedPeers<Peer>({ resolve } as Network);
  const all = addresses.map((address, i) => ({ name: `${i}`, address, enabled: true, offer: () => true }));
  for (const peer of all) peers.add(peer);
  return { peers, all, lookUps, answer };
}

const names = (peers: Iterable<Peer>): string => Array.from(peers, ({ name }) => name).join(" ");

test("ExpectedPeers: each is of one kind: an exact address, a host name, or any", () => {
  const { peers } = expected("10.0.0.1", "tool-1", "*", "10.0.0.1", "*");
  assertEquals(names(peers), "0 1 2 3 4");
  assertEquals([names(peers.exact("10.0.0.1")), names(peers.any), peers.haveNames], ["0 3", "2 4", true]);
  assertEquals(names(peers.exact("10.0.0.2")), "");
  assertEquals(expected("10.0.0.1", "*").peers.haveNames, false);
});

test("ExpectedPeers: an exact address is the same however it is written", () => {
  const { peers } = expected("10.0.0.1", "fd00::1");
  assertEquals(names(peers.exact("::ffff:10.0.0.1")), "0");
  assertEquals(names(peers.exact("fd00:0:0:0:0:0:0:1")), "1");
});

test("ExpectedPeers: one that was removed is found no more, and the others of its address are", () => {
  const { peers, all } = expected("10.0.0.1", "10.0.0.1", "tool-1", "*");
  peers.delete(all[0]!);
  assertEquals([names(peers), names(peers.exact("10.0.0.1"))], ["1 2 3", "1"]);
  for (const peer of all) peers.delete(peer);
  assertEquals([names(peers), names(peers.exact("10.0.0.1")), names(peers.any)], ["", "", ""]);
  assertEquals(peers.haveNames, false);
});

test("ExpectedPeers: a host name fits a client at any of its addresses, however they are written", async () => {
  const { peers, answer } = expected("tool-1", "tool-2", "tool-1");
  answer["tool-1"] = Promise.resolve(["10.0.0.9", "::ffff:10.0.0.1"]);
  answer["tool-2"] = Promise.resolve(["10.0.0.2"]);
  assertEquals(names(await peers.named("10.0.0.1")), "0 2");
});

test("ExpectedPeers: a host name that does not resolve fits no client, and disturbs no other name", async () => {
  const { peers, answer } = expected("no-such-host", "tool-1");
  answer["no-such-host"] = Promise.reject(new Error("ENOTFOUND"));
  answer["tool-1"] = Promise.resolve(["10.0.0.1"]);
  assertEquals(names(await peers.named("10.0.0.1")), "1");
});

test("ExpectedPeers: look-ups that go on are shared, and the next one is new", async () => {
  const { peers, lookUps, answer } = expected("tool-1", "tool-1");
  answer["tool-1"] = Promise.resolve(["10.0.0.1"]);
  const found = await Promise.all([peers.named("10.0.0.1"), peers.named("10.0.0.2")]);
  assertEquals([found.map(names), lookUps], [["0 1", ""], ["tool-1"]]);
  await peers.named("10.0.0.1");
  assertEquals(lookUps, ["tool-1", "tool-1"]);
});

test("ExpectedPeers: one that is removed while its name is looked up does not fit any more", async () => {
  const { peers, all, answer } = expected("tool-1", "tool-1");
  answer["tool-1"] = Promise.resolve(["10.0.0.1"]);
  const found = peers.named("10.0.0.1");
  peers.delete(all[0]!);
  assertEquals(names(await found), "1");
});
