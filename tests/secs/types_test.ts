// What the compiler knows of the messages of SecsHandler. `deno check` reads each line; the functions named `never…` are
// not called.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  A,
  ALL_ALARMS,
  defineMessage,
  type Item,
  L,
  NO_BODY,
  S10F7,
  S1F1,
  S1F11,
  S1F13,
  S1F2,
  S1F3,
  S5F1,
  S5F3,
  S5F5,
  S6F11,
  S7F5,
  S9F5,
  schema,
  SecsHandler,
  type SecsHandlerOptions,
  type SecsId,
  type SecsIdentity,
  type SecsMessage,
  type SecsProcessProgram,
  type SecsRole,
  type SecsStatusVariable,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only if the type of `promise` is exactly Promise<T>. */
function resolvesWith<T>() {
  return <P>(_promise: P, _isEqual: Equal<P, Promise<T>>): void => {};
}
/** Compiles only if the type of `value` is exactly T. */
function has<T>() {
  return <V>(_value: V, _isEqual: Equal<V, T>): void => {};
}

const S64F1 = defineMessage(64, 1, {
  title: "Chamber report",
  toHost: schema.record({ CHAMBER: schema.byte(), STATES: schema.arrayOf(schema.ascii(10)) }),
  reply: { title: "Chamber report acknowledge", toEquipment: schema.acknowledge() },
});
const S64F3 = defineMessage(64, 3, { title: "Note", toHost: schema.ascii() });

type Host = SecsHandler;
type Equipment = SecsHandler<"equipment">;

test("types: the constructor knows the role", () => {
  const network = new MemoryNetwork();
  const host = new SecsHandler("10.0.0.7", 5000, true, 0, "host", { network });
  const tool = new SecsHandler("*", 5000, false, 0, "tool", { network, role: "equipment" });
  const options: SecsHandlerOptions = { network };
  const either = new SecsHandler("*", 5000, false, 0, "either", options);
  has<Host>()(host, true);
  has<Equipment>()(tool, true);
  has<SecsHandler<SecsRole>>()(either, true);
  const all: readonly SecsHandler<SecsRole>[] = [host, tool, either];
  assertEquals(all.map(({ role }) => role), ["host", "equipment", "host"]);
});

export function neverRequests(host: Host, tool: Equipment, either: SecsHandler<SecsRole>): void {
  resolvesWith<SecsIdentity>()(host.request(S1F1), true);
  resolvesWith<SecsIdentity>()(host.request(S1F1, undefined, { timeout: 1 }), true);
  resolvesWith<readonly Item[]>()(host.request(S1F3, [1, "TEMP"]), true);
  resolvesWith<readonly (SecsStatusVariable | undefined)[]>()(host.request(S1F11, []), true);
  resolvesWith<SecsProcessProgram | undefined>()(host.request(S7F5, "R"), true);
  resolvesWith<undefined>()(tool.request(S1F1), true);
  resolvesWith<SecsIdentity | undefined>()(either.request(S1F1), true);
  resolvesWith<number>()(tool.request(S6F11, { DATAID: 1, CEID: 2, RPT: [] }), true);
  resolvesWith<number>()(tool.request(S64F1, { CHAMBER: 1, STATES: ["IDLE"] }), true);
  resolvesWith<SecsIdentity>()(tool.request(S1F1.toEquipment), true);
  resolvesWith<SecsMessage>()(host.request(1, 3, L(), { timeout: 1 }), true);
  // @ts-expect-error a value where the message has no body
  void host.request(S1F1, { MDLN: "M" });
  // @ts-expect-error a value of the wrong type
  void host.request(S1F3, 1);
  // @ts-expect-error no value
  void host.request(S1F3);
  // @ts-expect-error the host sends no identity
  void host.request(S1F13, { MDLN: "M", SOFTREV: "1" });
  // @ts-expect-error the equipment sends its identity
  void tool.request(S1F13);
  // @ts-expect-error a message that has no reply
  void host.request(S9F5, new Uint8Array(10));
  // @ts-expect-error a message of one's own that has no reply
  void tool.request(S64F3, "note");
  // @ts-expect-error a secondary
  void tool.request(S1F2, { MDLN: "M", SOFTREV: "1" });
  // @ts-expect-error a value in place of an item
  void host.request(1, 3, [1]);
}

export function neverSends(host: Host, tool: Equipment): void {
  tool.send(S6F11, { DATAID: 1, CEID: 2, RPT: [{ RPTID: 1, V: [U4(1)] }] });
  tool.send(S10F7, 1);
  tool.send(S64F3, "note");
  host.send(S1F1);
  host.send(1, 1);
  host.send(S5F3, { ALED: 0x80, ALID: ALL_ALARMS });
  host.send(S5F5, []);
  // @ts-expect-error all alarms are meant only if it is said
  host.send(S5F3, { ALED: 0x80, ALID: undefined });
  // @ts-expect-error a field is missing
  tool.send(S6F11, { DATAID: 1, CEID: 2 });
  // @ts-expect-error a field of the wrong type
  tool.send(S64F1, { CHAMBER: "1", STATES: [] });
  // @ts-expect-error no value
  tool.send(S64F1);
  // @ts-expect-error a schema is not a message
  tool.send(schema.ascii(), "x");
  // @ts-expect-error the name of a message is not a message
  tool.send("S6F11", 1);
}

export function neverRegisters(host: Host, tool: Equipment): void {
  tool.register(S1F1, () => ({ MDLN: "M", SOFTREV: "1" }));
  tool.register(S1F1, async (value, message) => {
    has<undefined>()(value, true);
    has<SecsMessage>()(message, true);
    return await Promise.resolve(L(A("M"), A("1")));
  });
  tool.register(S1F1, () => NO_BODY);
  tool.register(S1F3, (svids) => {
    has<readonly SecsId[]>()(svids, true);
    return svids.map((svid) => U4(Number(svid)));
  });
  host.register(S1F13, (identity) => {
    has<SecsIdentity>()(identity, true);
    return { COMMACK: 0, IDENTITY: undefined };
  });
  host.register(S64F1, ({ STATES }) => STATES.length);
  host.register(S64F3, () => {});
  host.register(S1F13.toHost, (identity) => ({ COMMACK: identity.MDLN.length, IDENTITY: undefined }));
  host.register(64, 3, (message) => message.item);
  // @ts-expect-error no reply
  tool.register(S1F1, () => {});
  // @ts-expect-error a field is missing in the reply
  tool.register(S1F1, () => ({ MDLN: "M" }));
  // @ts-expect-error a reply of the wrong type, later
  tool.register(S1F1, () => Promise.resolve(1));
  // @ts-expect-error a reply of the wrong type
  host.register(S5F1, () => "0");
  // @ts-expect-error a value where only an item can be the reply
  host.register(64, 3, () => 0);
  // @ts-expect-error a field that the message does not have
  host.register(S64F1, ({ STATE }) => STATE);
}

export function neverMixes(host: Host, tool: Equipment): readonly unknown[] {
  // @ts-expect-error an equipment is not a host
  const asHost: Host = tool;
  // @ts-expect-error a host is not an equipment
  const asTool: Equipment = host;
  return [asHost, asTool];
}
