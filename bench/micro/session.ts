// The session alone, without I/O: a request and its reply. An internal.

import { CONTROL_SESSION, type HsmsPacket, HsmsTimeouts, selectReq, streamFunction } from "@secs/hsms";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import { SystemBytes } from "../../src/core/hsms/machine/system_bytes.ts";
import type { Case } from "./case.ts";

const T3 = 45_000;
const BATCH = 256;

/** What is measured of the session. */
export const SESSION: readonly Case[] = [1, 256, 10_000].map(transactions).concat(waiting(10_000));

/** Each run asks and is answered, the oldest first, while so many are open. */
function transactions(open: number): Case {
  const session = selected();
  const asked: number[] = Array.from({ length: open - 1 }, () => ask(session));
  let next = 0;
  const ours = (): unknown => {
    for (let i = 0; i < BATCH; i++) {
      const system = ask(session);
      next = open === 1 ? 0 : (next + 1) % asked.length;
      session.received(reply(open === 1 ? system : asked[next]!), 2);
      asked[next] = system;
      take(session);
    }
    return session.openTransactions;
  };
  if (ours() !== open - 1) throw new Error("The session does not take its replies");
  return { layer: "session", name: `transaction, ${open.toLocaleString("en-US")} open`, count: BATCH, ours };
}

/** What the time costs while so many are open and none is due. */
function waiting(open: number): Case {
  const session = selected();
  for (let i = 0; i < open; i++) ask(session);
  const ours = (): unknown => {
    let deadline: number | undefined;
    for (let i = 0; i < BATCH; i++) {
      session.tick(3);
      deadline = session.deadline;
    }
    return deadline;
  };
  if (ours() === undefined) throw new Error("Nothing is due");
  return { layer: "session", name: "tick and deadline, 10,000 open", count: BATCH, ours };
}

function selected(): Machine {
  const session = new Machine(0, {
    active: false,
    sessionId: 0,
    controlSessionId: CONTROL_SESSION,
    sessions: undefined,
    timeouts: new HsmsTimeouts(),
    systemBytes: new SystemBytes(1),
    peer: "127.0.0.1:5000",
    maxLinktestMisses: 1,
    maxOpenTransactions: 65_536,
    maxRejectsPerSecond: 100,
    rejectForeign: false,
    admit: () => 0,
  });
  session.received(selectReq(1, CONTROL_SESSION), 0);
  take(session);
  if (session.state !== "selected") throw new Error("The session is not selected");
  return session;
}

function ask(session: Machine): number {
  const system = session.nextSystem();
  const request = streamFunction(1, 1, undefined, { system, requireResponse: true });
  session.request(request.header, T3);
  session.sent(request, 1);
  return system;
}

function reply(system: number): HsmsPacket {
  return streamFunction(1, 2, undefined, { system });
}

/** What the driver does with what a session wants. */
function take(session: Machine): void {
  session.outgoing.length = 0;
  session.effects.length = 0;
}
