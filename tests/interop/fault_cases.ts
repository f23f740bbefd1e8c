import { HsmsActiveConnection, HsmsRejectError, linktestReq, selectReq, streamFunction } from "@secs/hsms";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { fromHex } from "../support/hex.ts";
import { Log } from "../support/log.ts";
import type { Case } from "./case.ts";
import { secs4js, secsgem } from "./install.ts";
import type { Scene } from "./scene.ts";

/** Known faults of the peers: what they do, what our side makes of it, and what helps. */
export const FAULT_CASES: readonly Case[] = [
  {
    name: "two Select.req in one write",
    only: ({ kind, active }) => kind === secsgem && active,
    run: (scene) => pipelined(scene, ["Select.rsp 1", "Select.rsp 2", "Linktest.rsp 3"]),
  },
  {
    name: "two Select.req in one write (its fault: loses the second)",
    only: ({ kind, active }) => kind === secs4js && active,
    run: (scene) => pipelined(scene, ["Select.rsp 1", "Linktest.rsp 3"]),
  },
  {
    name: "its fault: accepts Select.req and is not selected",
    only: ({ kind, active }) => kind === secsgem && active,
    option: "late",
    run: losesSelect,
  },
  {
    name: "its fault: loses bytes where the socket is full",
    only: ({ kind }) => kind === secsgem,
    option: "spilling",
    run: losesBytes,
  },
];

/**
 * HsmsProtocol never does this; a raw connection shows whether the peer keeps what follows its Select.req.
 *
 * secs4js sometimes drops a connection that comes at once after another; then the next one, T5 later, is looked at.
 */
async function pipelined({ ours, port, wire, peer }: Scene, expected: readonly string[]): Promise<void> {
  const closed = peer.log.count("closed");
  await ours.disable();
  await peer.log.saw("closed", closed + 1);
  const log = new Log();
  let answers: string[] = [];
  const raw = new HsmsActiveConnection("127.0.0.1", port, 0, {
    onConnectionEstablished(connection) {
      answers = [];
      connection.sendPacket(selectReq(1));
      connection.sendPacket(selectReq(2));
    },
    onConnectionPacketReceived(connection, { header }) {
      answers.push(`${header.name} ${header.system}`);
      if (header.system === 1) connection.sendPacket(linktestReq(3));
      if (answers.length === expected.length) log.write("answered");
    },
  }, { network: wire, timeouts: { t5: 300, allowShort: true } });
  await raw.enable();
  try {
    await log.saw("answered");
  } finally {
    await raw.disable();
  }
  // secsgem answers in any order after a reconnect: each connection leaves it with one thread more.
  assertEquals(answers.toSorted(), expected.toSorted());
}

/**
 * Select.rsp 0, and the peer is not selected: it rejects our data with reason 4. Our request fails at once and says so,
 * and our side selects again by itself, on the same connection, which makes the peer selected.
 */
async function losesSelect(scene: Scene): Promise<void> {
  const { ours, peer, log } = scene;
  const request = streamFunction(2, 25, fromHex("210101"));
  await peer.log.saw("connected");
  const frames = [
    "> 0000000d 0007 82 19 00 00 #1",
    "< 0000000a ffff 00 04 00 07 #1",
    "> 0000000a ffff 00 00 00 01 #2",
    "< 0000000a ffff 00 00 00 02 #2",
  ];
  const selected = log.count("selected");
  const error = await scene.passes(frames, async () => {
    const rejected = await assertRejects(() => ours.sendAndWaitForResponse(request), HsmsRejectError);
    await log.saw("selected", selected + 1);
    return rejected;
  });
  assertEquals(error.reason, 4);
  await peer.log.saw("selected");
  await scene.works();
}

/** It says that it has sent 1 MiB and has sent less: the frame never ends, T8 drops the connection, the next works. */
async function losesBytes(scene: Scene): Promise<void> {
  const { peer, log } = scene;
  const primaries = log.count("primary");
  const body = `23100000${"ab".repeat(1_048_576)}`;
  await scene.reselected(async () => {
    const { sent } = await peer.command("send", { stream: 2, function: 25, body });
    assert(sent);
    await log.saw("disconnected HsmsTimeoutError timeout");
  });
  assertEquals(log.count("primary"), primaries);
  await scene.works();
}
