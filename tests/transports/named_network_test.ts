import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { type Transport, TransportError } from "../../src/core/network/mod.ts";
import { dialByName, resolveName } from "../../src/transports/named_network.ts";

const HERE = { address: "127.0.0.1", port: 5000 };

test("dialByName() gives up when the signal does, and tells its reason rather than the failure", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const dial = dialByName(HERE, controller.signal, () => {
    controller.abort(reason);
    return Promise.reject(new Error("closed"));
  });
  assertStrictEquals(await dial.catch((error) => error), reason);
});

test("dialByName() tells the runtime's failure with the endpoint that was asked for", async () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const dial = () =>
    dialByName({ address: "localhost", port: 5000 }, undefined, () => Promise.reject(refused));
  const error = await assertRejects(dial, TransportError, "Cannot connect to localhost:5000");
  assertEquals(error.code, "refused");
});

test("dialByName() dials IP addresses only", async () => {
  const dialled: string[] = [];
  const transport = {} as Transport;
  const won = await dialByName({ address: "localhost", port: 5000 }, undefined, ({ address }) => {
    dialled.push(address);
    return Promise.resolve(transport);
  });
  assertStrictEquals(won, transport);
  assert(["127.0.0.1", "::1"].includes(dialled[0]!), dialled[0]);
});

test("resolveName() gives an IP address back as it is, and rejects a name that has none", async () => {
  assertEquals(await resolveName("10.0.0.7"), ["10.0.0.7"]);
  const error = await assertRejects(() => resolveName("no-such-tool.invalid"), TransportError);
  assertEquals(error.code, "unreachable");
});
