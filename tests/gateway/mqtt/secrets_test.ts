// TLS and a password, from files; and no secret in what is said of them.

import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { loadMqtt, MqttLink } from "../../../src/gateway/mqtt/mod.ts";
import { shownByConsole } from "../../support/inspect.ts";
import { ca, otherCa, server as identity } from "../../transports/tls/certificates.ts";
import { linkTo, startMosquitto, WITHOUT_MOSQUITTO } from "./scene.ts";

const SECRET = "hunter2-correct-horse";
const FILES = { "server.crt": identity.certificate, "server.key": identity.key, users: `fab:${SECRET}\n` };

/** Why a link is down, or "up". */
async function said(link: MqttLink): Promise<string> {
  const first = new Promise<string>((resolve) =>
    link.onState((state) => resolve(state.isUp ? "up" : state.why))
  );
  link.start();
  const found = await first;
  assert(!shownByConsole(link).includes(SECRET));
  await link.close();
  return found;
}

for (
  const [what, password, expected] of [["right", SECRET, /^up$/], [
    "wrong",
    `${SECRET}!`,
    /[Nn]ot authorized/,
  ]] as const
) {
  test(`the ${what} password from a file`, { skip: WITHOUT_MOSQUITTO, timeout: 30_000 }, async () => {
    const server = await startMosquitto((folder) => {
      spawnSync("mosquitto_passwd", ["-U", `${folder}/users`]);
      return `allow_anonymous false\npassword_file ${folder}/users`;
    }, FILES);
    const passwordFile = server.write("pw", `${password}\n`);
    const found = await said(await linkTo(server, { credentials: { user: "fab", passwordFile } }));
    assert(expected.test(found) && !found.includes(SECRET), found);
    await server.stop();
  });
}

for (const [what, authority, isUp] of [["the", ca, true], ["another", otherCa, false]] as const) {
  test(`TLS to a broker whose certificate ${what} authority has signed`, {
    skip: WITHOUT_MOSQUITTO,
    timeout: 30_000,
  }, async () => {
    const server = await startMosquitto(
      (folder) => `allow_anonymous true\ncertfile ${folder}/server.crt\nkeyfile ${folder}/server.key`,
      FILES,
    );
    const tls = { caFile: server.write("ca.crt", authority) };
    const found = await said(await linkTo(server, { server: `mqtts://127.0.0.1:${server.port}`, tls }));
    assertEquals(found === "up", isUp, found);
    await server.stop();
  });
}

test("an address with a password is refused, without the password", async () => {
  const mqtt = await loadMqtt();
  const server = `mqtt://fab:${SECRET}@127.0.0.1:1883`;
  const error = assertThrows(() => new MqttLink(mqtt, { server, name: "a", clock: systemClock }), TypeError);
  assert(!error.message.includes(SECRET), error.message);
});
