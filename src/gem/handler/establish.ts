import {
  defineMessage,
  type MessageBody,
  schema,
  type SecsEstablishCommunications,
  type SecsIdentity,
  type SecsRole,
} from "../../secs/mod.ts";

const IDENTITY = schema.orEmptyList(schema.record({ MDLN: schema.ascii(20), SOFTREV: schema.ascii(20) }));
const COMM = schema.record({
  COMMACK: schema.acknowledge("COMMACK"),
  IDENTITY: schema.optional(IDENTITY, undefined),
});

/** S1F13 as peers send it: equipment without MDLN, hosts with it, and either with a header alone. */
const ESTABLISH = defineMessage(1, 13, {
  title: "Establish communications request",
  toHost: IDENTITY,
  toEquipment: IDENTITY,
  reply: { title: "Establish communications request acknowledge", toHost: COMM, toEquipment: COMM },
});

/** S1F13 in one direction, with S1F14. */
export type EstablishBody = MessageBody<SecsIdentity | undefined, MessageBody<SecsEstablishCommunications>>;

/** S1F13 as the side of this role sends it. */
export function establishBy(role: SecsRole): EstablishBody {
  return role === "host" ? ESTABLISH.toEquipment : ESTABLISH.toHost;
}

/** S1F13 as it comes to the side of this role. */
export function establishTo(role: SecsRole): EstablishBody {
  return role === "host" ? ESTABLISH.toHost : ESTABLISH.toEquipment;
}
