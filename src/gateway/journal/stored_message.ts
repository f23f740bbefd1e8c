import type { GatewayMessage } from "../message.ts";

/** The bytes of a message in the journal: its subject and id as JSON, a line break, and its body. */
export function encodeMessage({ subject, id, body }: GatewayMessage): Uint8Array {
  const head = new TextEncoder().encode(`${JSON.stringify([subject, id])}\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** The message of these bytes. */
export function decodeMessage(bytes: Uint8Array): GatewayMessage {
  const end = bytes.indexOf(0x0a);
  const [subject, id] = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { subject, id, body: bytes.subarray(end + 1) };
}
