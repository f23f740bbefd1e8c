import { HsmsStateError } from "../../core/mod.ts";
import type { SecsMessage, SecsMessageType, SecsRole } from "../../secs/mod.ts";
import type { CommunicationModel, ConnectState } from "../models/communication.ts";
import { startControl } from "../models/control.ts";
import {
  admitToEquipment,
  admitToHost,
  equipmentMaySend,
  type GateMessage,
  hostMaySend,
  type Verdict,
} from "../models/gate.ts";

/** An equipment without a control state model is on-line. */
const ONLINE = startControl({}).model;
const WAIT = "Await waitForCommunicating() first";
const STATES: Readonly<Record<ConnectState, string>> = {
  "disabled": "DISABLED. Call enable() first",
  "wait-cra": `NOT COMMUNICATING (its S1F14 has not come). ${WAIT}`,
  "wait-delay": `NOT COMMUNICATING (S1F13 failed, or no session is selected). ${WAIT}`,
  "wait-cr": `NOT COMMUNICATING (its S1F13 has not come). ${WAIT}`,
  "communicating": "COMMUNICATING",
};

/** A message of this side, as far as the gate looks at it. */
export function outgoing(what: SecsMessageType | number, func: unknown, wantsReply: boolean): GateMessage {
  if (typeof what === "number") return { stream: what, function: func as number, wantsReply };
  const body = "toHost" in what ? what.toHost : what;
  return { stream: body.stream, function: body.function, wantsReply };
}

/** What becomes of a message of the peer, by the communication state alone. */
export function admit(role: SecsRole, communication: CommunicationModel, message: SecsMessage): Verdict {
  if (role === "host") return admitToHost(communication);
  const { stream, function: func, requireResponse: wantsReply } = message;
  return admitToEquipment({ communication, control: ONLINE }, { stream, function: func, wantsReply }, {});
}

/**
 * Nothing if a message may be sent, by the communication state alone.
 *
 * @throws {HsmsStateError} when it may not.
 */
export function requireMaySend(
  { role, name }: { readonly role: SecsRole; readonly name: string },
  communication: CommunicationModel,
  message: GateMessage,
): void {
  const maySend = role === "host"
    ? hostMaySend(communication, message)
    : equipmentMaySend({ communication, control: ONLINE }, message, {});
  if (maySend) return;
  const what = `S${message.stream}F${message.function}`;
  const said = `Cannot send ${what} to ${name}: it is ${STATES[communication.state]}`;
  throw new HsmsStateError("not-communicating", said);
}
