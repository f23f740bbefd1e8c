import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  type HsmsServerAcceptOptions,
  readAcceptOptions,
  refuseAcceptOptions,
  withoutAcceptOptions,
} from "../../../../src/core/hsms/listen/accept_options.ts";

const ALL: Required<HsmsServerAcceptOptions> = {
  bindAddress: "10.0.0.7",
  allow: ["10.1.0.0/16"],
  busy: "close",
  maxPending: 1,
  maxConnections: 2,
  maxConnectionsPerAddress: 3,
};

test("the options of a port have their defaults", () => {
  assertEquals(readAcceptOptions({}), {
    bindAddress: "0.0.0.0",
    allow: undefined,
    busy: "select-rsp",
    maxPending: 64,
    maxConnections: 10_000,
    maxConnectionsPerAddress: 10_000,
  });
});

test("maxConnectionsPerAddress is as large as maxConnections, unless it is said", () => {
  assertEquals(readAcceptOptions({ maxConnections: 5 }).maxConnectionsPerAddress, 5);
  assertEquals(readAcceptOptions(ALL).maxConnectionsPerAddress, 3);
});

test("the options of a port are taken as they are, and allow is read", () => {
  const { allow, ...others } = readAcceptOptions(ALL);
  const { allow: _, ...asked } = ALL;
  assertEquals(others, asked);
  assertEquals(["10.1.2.3", "10.2.2.3"].map((address) => allow!.allows(address)), [true, false]);
  assertEquals(readAcceptOptions({ allow: [] }).allow!.allows("10.1.2.3"), false);
});

test("an option of a port that is wrong is an error that names it", () => {
  const wrong: readonly [options: object, kind: typeof TypeError | typeof RangeError, message: string][] = [
    [{ bindAddress: 5000 }, TypeError, "bindAddress must be a string, got 5000"],
    [{ busy: "wait" }, TypeError, 'busy must be "select-rsp" or "close", got "wait"'],
    [{ allow: "10.0.0.1" }, TypeError, 'allow must be an array, got "10.0.0.1"'],
    [{ allow: ["tool-1"] }, TypeError, "allow[0]"],
    [{ maxPending: "64" }, TypeError, 'maxPending must be a number, got "64"'],
    [{ maxConnections: 0 }, RangeError, "maxConnections must be a whole number"],
    [{ maxConnectionsPerAddress: 1.5 }, RangeError, "maxConnectionsPerAddress must be a whole number"],
  ];
  for (const [options, kind, message] of wrong) assertThrows(() => readAcceptOptions(options), kind, message);
});

test("options of a port that are given to a peer of it are refused, each by its name", () => {
  for (const [name, value] of Object.entries(ALL)) {
    const refuse = (): void => refuseAcceptOptions({ name: "tool-1", [name]: value }, "manager");
    assertThrows(refuse, TypeError, `${name} belongs to the port: give it to the manager`);
  }
  refuseAcceptOptions({ name: "tool-1", bindAddress: undefined }, "manager");
});

test("the options that are not about a port are kept, and those of the caller are not changed", () => {
  const options = { ...ALL, name: "tool-1" };
  assertEquals(withoutAcceptOptions(options), { name: "tool-1" });
  assertEquals(options, { ...ALL, name: "tool-1" });
});
