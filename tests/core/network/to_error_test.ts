import { test } from "node:test";
import { assertEquals, assertInstanceOf, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { SecsError } from "../../../src/core/base/mod.ts";
import { toTransportError, TransportError } from "../../../src/core/network/mod.ts";

const PEER = { address: "10.0.0.7", port: 5000 };

function coded(code: string): Error {
  return Object.assign(new Error("as the runtime says it"), { code });
}

test("toTransportError() maps the names that the runtimes share", () => {
  const codes = {
    ECONNREFUSED: "refused",
    ETIMEDOUT: "unreachable",
    EHOSTUNREACH: "unreachable",
    ENETUNREACH: "unreachable",
    ENOTFOUND: "unreachable",
    EAI_AGAIN: "unreachable",
    ECONNRESET: "reset",
    EPIPE: "reset",
    ENOTCONN: "reset",
    ECONNABORTED: "reset",
    EADDRINUSE: "in-use",
    EADDRNOTAVAIL: "failed",
    EACCES: "failed",
    EMFILE: "failed",
  };
  for (const [name, code] of Object.entries(codes)) {
    const cause = coded(name);
    const error = toTransportError(cause, "connect", PEER);
    assertEquals(error.code, code, name);
    assertStringIncludes(error.message, `(${name})`);
    assertStrictEquals(error.cause, cause);
  }
});

test("toTransportError() says what was asked, of whom, and what happened", () => {
  const cause = coded("EADDRINUSE");
  const said = (action: "connect" | "listen" | "talk" | "resolve") =>
    toTransportError(cause, action, PEER).message.split(":")[0];
  assertEquals(said("connect"), "Cannot connect to 10.0.0.7");
  assertEquals(said("listen"), "Cannot listen on 10.0.0.7");
  assertEquals(said("talk"), "Lost 10.0.0.7");
  const name = { address: "tool-1", port: 0 };
  const message = toTransportError(coded("ENOTFOUND"), "resolve", name).message;
  assertStringIncludes(message, "Cannot resolve tool-1: the host name cannot be resolved (ENOTFOUND)");
});

test("toTransportError() knows Deno's message for a name that does not resolve", () => {
  const cause = new Error("failed to lookup address information: Name or service not known");
  assertEquals(toTransportError(cause, "connect", PEER).code, "unreachable");
});

test("toTransportError() keeps the words of an error that it does not know", () => {
  const error = toTransportError(coded("EWEIRD"), "listen", PEER);
  assertEquals(error.code, "failed");
  assertEquals(error.message, "Cannot listen on 10.0.0.7:5000: as the runtime says it (EWEIRD)");
  assertEquals(toTransportError("a word", "talk", PEER).message, "Lost 10.0.0.7:5000: a word");
  assertEquals(toTransportError(undefined, "talk", PEER).code, "failed");
});

test("toTransportError() returns a TransportError as it is", () => {
  const error = new TransportError("reset", "gone");
  assertStrictEquals(toTransportError(error, "connect", PEER), error);
  assertInstanceOf(error, SecsError);
  assertEquals(error.name, "TransportError");
});
