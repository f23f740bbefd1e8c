import type { MessageBody, MessageDefinition } from "../../secs/mod.ts";
import { schema } from "../../secs/mod.ts";
import { table } from "./markdown.ts";

/** A message of any kind. */
export type AnyMessage = MessageDefinition<unknown, unknown, MessageDefinition<unknown, unknown> | undefined>;

/** The messages by stream and function, with the messages that answer them: title, sender, W and structure. */
export function messageTable(messages: Iterable<AnyMessage>): string {
  const all = new Map<string, AnyMessage>();
  for (const message of messages) {
    all.set(message.toHost.name, message);
    if (message.reply !== undefined) all.set(message.reply.toHost.name, message.reply as AnyMessage);
  }
  const rows = [...all.values()].sort((a, b) =>
    a.toHost.stream - b.toHost.stream || a.toHost.function - b.toHost.function
  ).map(messageRow);
  return table(["message", "title", "sent by", "W", "structure"], rows);
}

/** The row of a message: its name, its title, who sends it, whether it has a reply, its structure. */
export function messageRow({ title, toHost, toEquipment, reply }: AnyMessage): string[] {
  const sender = toHost.isSent && toEquipment.isSent ? "both" : toHost.isSent ? "equipment" : "host";
  return [toHost.name, title, sender, reply === undefined ? "" : "W", structureOf(toHost, toEquipment)];
}

function structureOf(toHost: AnyMessage["toHost"], toEquipment: AnyMessage["toEquipment"]): string {
  const [fromEquipment, fromHost] = [bodyText(toHost), bodyText(toEquipment)];
  if (!toHost.isSent) return fromHost;
  if (!toEquipment.isSent || fromEquipment === fromHost) return fromEquipment;
  return `equipment: ${fromEquipment}; host: ${fromHost}`;
}

function bodyText({ shape }: Pick<MessageBody<unknown>, "shape">): string {
  return shape === undefined ? "header alone" : `\`${schema.structureOf(shape)}\``;
}
