import { concat } from "@std/bytes";
import { HsmsHeader, HsmsPacket } from "../../../src/core/mod.ts";
import { A, B, encodeItem, F4, L, U4 } from "../../../src/secs2/mod.ts";
import { LogWriter } from "../../../src/view/log/mod.ts";
import { World } from "../../../src/view/playground/mod.ts";

/** When recordings begin. */
export const EPOCH = Date.UTC(2026, 10, 28, 9, 41, 7, 250);

/** What our two handlers say to each other in a bad hour: two lots, and then one fault after the other. */
export async function badHour(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const world = await World.open({ log: (chunk) => chunks.push(chunk), said: () => {} }, EPOCH);
  const { host, tool, equipment, line } = world;
  const started = world.start();
  await world.advance(2000);
  await started;
  await act(() => host.goOnline());
  await act(() => world.setUp());
  for (const lot of ["LOT-7", "LOT-8"]) {
    await act(() => host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" }), 4000);
    await act(() => host.sendRemoteCommand("START", { LotId: lot }), 22_000);
  }
  equipment.set("DoorClosed", false);
  await world.advance(3000);
  equipment.set("DoorClosed", true);
  await world.advance(3000);
  tool.controlSwitchOnlineLocal();
  await act(() => host.sendRemoteCommand("START", { LotId: "LOT-9" }));
  tool.controlSwitchOnlineRemote();
  await world.advance(1000);
  line.losesTo = "host";
  await act(() => host.areYouThere(), 46_000);
  line.stopsTo = "host";
  await act(() => host.areYouThere(), 18_000);
  line.ways.toTool = "loses";
  await world.advance(40_000);
  line.ways.toTool = "passes";
  await world.advance(15_000);
  await act(() => world.send("host", "S7F99 W <L [0]>."));
  await act(() => world.connectSilently(), 14_000);
  await world.advance(5000);
  line.cut();
  await world.advance(13_000);
  await world.stop();
  return concat(chunks);

  async function act(action: () => unknown, ms = 500): Promise<void> {
    const done = world.act("", action);
    await world.advance(ms);
    await done;
  }
}

/** A log with a number of events and their replies, and as many links as are said. */
export function longLog(pairs: number, links = 1): Uint8Array {
  const writer = new LogWriter();
  for (let link = 1; link <= links; link++) {
    const [a, b] = [{ address: "10.0.0.1", port: 40_000 + link }, { address: `10.0.1.${link}`, port: 5000 }];
    writer.connection({ number: link, a, b, opener: "a" });
    writer.entry({ kind: "opened", connection: link, at: EPOCH, from: "a", bytes: new Uint8Array() });
    writer.entry(frame(link, EPOCH + 1, "a", { sType: 1, sessionId: 0xffff, system: 1 }));
    writer.entry(frame(link, EPOCH + 3, "b", { sType: 2, sessionId: 0xffff, system: 1 }));
  }
  for (let i = 0; i < pairs; i++) {
    const link = i % links + 1;
    const at = EPOCH + 1000 + i * 400;
    const body = encodeItem(L(U4(i), U4(4001), L(L(U4(1), L(A(`LOT-${i % 50}`), F4(Math.sin(i / 50)))))));
    const header = { stream: 6, function: 11, requireResponse: true, system: i + 2 };
    writer.entry(frame(link, at, "b", header, body));
    writer.entry(
      frame(link, at + 3 + i % 40, "a", { stream: 6, function: 12, system: i + 2 }, encodeItem(B(0))),
    );
  }
  return writer.take();
}

/** A frame for a {@linkcode LogWriter}. */
export function frame(
  connection: number,
  at: number,
  from: "a" | "b",
  header: ConstructorParameters<typeof HsmsHeader>[0],
  body: Uint8Array = new Uint8Array(),
): Parameters<LogWriter["entry"]>[0] {
  const bytes = new HsmsPacket(new HsmsHeader(header), body).encode();
  return { kind: "frame", connection, at, from, bytes };
}
