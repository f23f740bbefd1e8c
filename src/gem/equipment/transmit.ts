import { HsmsHeader, HsmsPacket, HsmsStateError, streamFunction } from "../../core/mod.ts";
import type { SecsHandler, SecsMessage } from "../../secs/mod.ts";
import { inquire, isInquired } from "./inquire.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/**
 * Sends a message; resolves with its reply. Without W it resolves with undefined, once there is room for it. An event report of
 * `inquireFrom` bytes or more is sent once S6F5 is granted.
 */
export function transmit(
  secs: SecsHandler<"equipment">,
  message: OutgoingMessage,
  inquireFrom: number,
): Promise<SecsMessage | undefined> {
  if (!isInquired(message, inquireFrom)) return send(secs, message);
  return inquire(secs, message).then(() => send(secs, message));
}

function send(
  secs: SecsHandler<"equipment">,
  message: OutgoingMessage,
): Promise<SecsMessage | undefined> {
  const { stream, function: func, body, wantsReply } = message;
  if (wantsReply) return secs.requestPacket(streamFunction(stream, func, body));
  return sendWhenRoom(secs, message);
}

async function sendWhenRoom(
  { name, protocol, session: { connection, connectionState, sessionId } }: SecsHandler<"equipment">,
  { stream, function: func, body }: OutgoingMessage,
): Promise<undefined> {
  if (connectionState !== "selected") {
    const said = `Cannot send S${stream}F${func} to ${name}: the session is ${connectionState}`;
    throw new HsmsStateError("session-not-selected", said);
  }
  const system = protocol.getNextSystemCounter();
  const header = new HsmsHeader({ sessionId, stream, function: func, system, requireResponse: false });
  await connection.sendPacketWhenRoom(new HsmsPacket(header, body));
  return undefined;
}
