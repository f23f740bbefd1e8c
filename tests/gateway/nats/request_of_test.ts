import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { requestOf } from "../../../src/gateway/nats/request_of.ts";

const command = (name: string, body: string) => ({
  subject: `F1.ETCH.ETCH-3.command.${name}`,
  area: "ETCH",
  tool: "ETCH-3",
  name,
  body: new TextEncoder().encode(body),
});

test("the subject says the command, and the body its fields", () => {
  assertEquals(requestOf(command("variables", '{"refs":["Pressure"]}')), {
    request: { tool: "ETCH-3", command: "variables", refs: ["Pressure"] } as never,
    by: "nats",
  });
  assertEquals(requestOf(command("discover", " ")).request, { tool: "ETCH-3", command: "discover" } as never);
});

test("a remote command is in the subject, or in the body", () => {
  const wanted = { tool: "ETCH-3", command: "remote", name: "START", parameters: { LotId: "A1" } };
  const parameters = '"parameters":{"LotId":"A1"}';
  assertEquals(requestOf(command("remote.START", `{${parameters}}`)).request, wanted as never);
  assertEquals(requestOf(command("remote", `{"name":"START",${parameters}}`)).request, wanted as never);
});

test("who asks says so in by", () => {
  assertEquals(requestOf(command("variables", '{"by":"mes"}')).by, "nats: mes");
});

test("a body that says what the subject says is refused: the broker has checked the subject", () => {
  for (
    const [name, body, what] of [
      ["remote.START", '{"name":"STOP"}', "name"],
      ["variables", '{"tool":"ETCH-4"}', "tool"],
      ["variables", '{"command":"remote"}', "command"],
    ] as const
  ) {
    assertThrows(() => requestOf(command(name, body)), SyntaxError, `the subject says ${what}`);
  }
});

test("a body that is no JSON object is refused", () => {
  assertThrows(() => requestOf(command("variables", "{")), SyntaxError, "the body is no JSON");
  assertThrows(() => requestOf(command("variables", "[]")), SyntaxError, "the body is no JSON object");
});
