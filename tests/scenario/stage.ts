import { test } from "node:test";
import { HsmsProtocol, type HsmsProtocolOptions, tcp } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Log } from "../support/log.ts";
import { SELECT_REQ, SELECT_RSP } from "../support/stage.ts";

/** How a scenario begins. */
export interface Setting extends Partial<HsmsProtocolOptions> {
  /** The handler connects; otherwise the peer does. @default {false} */
  active?: boolean;
  /** The play begins in SELECTED. @default {false} */
  selected?: boolean;
}

/** A handler, and its peer in the hands of the test. */
export interface Stage {
  readonly handler: HsmsProtocol;
  readonly peer: ScriptedPeer;
  /** `connected`, `selected ID`, `deselected ID`, `disconnected ERROR`, `primary NAME`, `late NAME`, `fault CODE`. */
  readonly log: Log;
  /** Errors of the `error` event, and what ended the connection. */
  readonly errors: Error[];
  /** Lets time pass: at once if time is virtual, by itself on TCP. */
  pass(ms: number): Promise<void>;
  /** The next TCP connection of the peer. */
  again(): Promise<ScriptedPeer>;
}

export { SELECT_REQ, SELECT_RSP };
/** The first system bytes of every handler here, so that bytes can be written out. */
export const FIRST = 0x100;

/**
 * One scenario, played on the memory network in virtual time and on real TCP. With a trace no message of the handler takes the
 * short way.
 */
export function scenario(name: string, setting: Setting, play: (stage: Stage) => Promise<void>): void {
  const inMemory = async (more: Setting): Promise<void> => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock });
    await run({ network, clock, ...more, ...setting }, (ms) => clock.advance(ms), play);
  };
  test(`${name} (memory)`, () => inMemory({}));
  test(`${name} (memory, traced)`, () => inMemory({ trace: () => {} }));
  test(`${name} (tcp)`, () => run({ network: tcp, ...setting }, () => Promise.resolve(), play));
}

async function run(
  setting: Setting & { network: HsmsProtocolOptions["network"] },
  pass: (ms: number) => Promise<void>,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const { network, active = false, selected = false } = setting;
  const options = { bindAddress: "127.0.0.1", firstSystem: FIRST, ...setting };
  const listener = active ? await ScriptedPeer.listen(network, { address: "127.0.0.1", port: 0 }) : undefined;
  const port = listener?.endpoint.port ?? 0;
  const handler = new HsmsProtocol("127.0.0.1", port, active, 0, "peer", options);
  const { log, errors } = listen(handler);
  await handler.enable();
  const again = async (): Promise<ScriptedPeer> => {
    if (listener !== undefined) return listener.accept();
    return await ScriptedPeer.dial(network, handler.connection.listeningEndpoint!);
  };
  const peer = await again();
  await log.saw("connected");
  try {
    if (active && selected) await answerSelect(peer);
    else if (selected) {
      peer.send(SELECT_REQ);
      await peer.expect(SELECT_RSP);
    }
    if (selected) await log.saw("selected");
    await play({ handler, peer, log, errors, pass, again });
  } finally {
    peer.end();
    const disabled = handler.disable();
    await pass(10_000);
    await disabled;
    await listener?.close();
  }
}

/** Takes the active handler's Select.req, and accepts it. */
async function answerSelect(peer: ScriptedPeer): Promise<void> {
  await peer.expect("0000000a ffff 00 00 00 01 00000100");
  peer.send("0000000a ffff 00 00 00 02 00000100");
}

function listen(handler: HsmsProtocol): { log: Log; errors: Error[] } {
  const log = new Log();
  const errors: Error[] = [];
  handler.on("connected", () => log.write("connected"));
  handler.on("selected", ({ sessionId: id }) => log.write(`selected ${id}`));
  handler.on("deselected", ({ sessionId: id }) => log.write(`deselected ${id}`));
  handler.on("closed", ({ error }) => {
    if (error !== undefined) errors.push(error);
    log.write(`disconnected ${error?.name ?? ""}`.trimEnd());
  });
  handler.on("primary", ({ packet }) => log.write(`primary ${packet.header.name}`));
  handler.on("late-reply", ({ packet }) => log.write(`late ${packet.header.name}`));
  handler.on("fault", ({ error }) => {
    errors.push(error);
    log.write(`fault ${(error as Error & { code: string }).code}`);
  });
  return { log, errors };
}
