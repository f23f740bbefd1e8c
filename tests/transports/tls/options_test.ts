import { test } from "node:test";
import { assert, assertThrows } from "@std/assert";
import { createTls } from "@secs/hsms";
import { ca, client, server } from "./certificates.ts";
import { assertSecret } from "./setup.ts";

const LOCKED = server.key.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");

test("a wrong option of TLS is a TypeError or a RangeError at the call, which names it and holds no key", () => {
  const wrong: [string, () => unknown][] = [
    ["certificate and key go together", () => createTls({ certificate: server.certificate })],
    ["certificate and key go together", () => createTls({ key: server.key })],
    ["certificate must be the text", () => createTls({ certificate: "/etc/tool.pem", key: server.key })],
    ["certificate must be the text", () => createTls({ certificate: server.key, key: server.certificate })],
    ["key must be the text", () => createTls({ certificate: server.certificate, key: server.certificate })],
    ["ca must be the text", () => createTls({ ca: "fab-ca.pem" })],
    ["ca must be the text", () => createTls({ ca: [ca, server.key] })],
    ["ca must hold", () => createTls({ ca: [] })],
    ["requireClientCertificate needs ca", () => createTls({ ...server, requireClientCertificate: true })],
    ["handshakeTimeout must be", () => createTls({ ca, handshakeTimeout: 0 })],
    ["maxHandshakes must be", () => createTls({ ca, maxHandshakes: 1.5 })],
  ];
  for (const [says, make] of wrong) assertSecret(assertThrows(make, Error, says));
  const error = assertThrows(() => createTls({ ...client, key: LOCKED }), TypeError);
  assert(error.message.startsWith("key is encrypted"));
});
