// TLS and credentials, from files; and no secret in what is said of them.

import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { loadNats, type NatsCredentials, NatsLink } from "../../../src/gateway/nats/mod.ts";
import { loadPeers, PeerMissingError } from "../../../src/gateway/load_peer.ts";
import { shownByConsole } from "../../support/inspect.ts";
import { ca, otherCa, server as identity } from "../../transports/tls/certificates.ts";
import type { ServerProcess } from "../server_process.ts";
import { linkTo, startNats, up, WITHOUT_NATS } from "./scene.ts";

const SECRET = "hunter2-correct-horse";

/** A new connection to a server with such lines in its configuration: why it is down, or "up". */
async function connect(
  lines: (folder: string) => string,
  credentials: (server: ServerProcess) => NatsCredentials,
): Promise<string> {
  const server = await startNats(lines);
  const link = await linkTo(server, { credentials: credentials(server) });
  const said = new Promise<string>((resolve) =>
    link.onState((state) => resolve(state.isUp ? "up" : `${state.why} ${shownByConsole(state)}`))
  );
  link.start();
  const found = await said;
  assert(!shownByConsole(link).includes(SECRET));
  await link.close();
  await server.stop();
  return found;
}

function play(name: string, run: () => Promise<void>): void {
  test(name, { skip: WITHOUT_NATS, timeout: 30_000 }, run);
}

const PASSWORD = (): string => `authorization { user: fab, password: "${SECRET}" }`;

play("a user and a password from a file are accepted, with the newline of an editor", async () => {
  const found = await connect(
    PASSWORD,
    (server) => ({ user: "fab", passwordFile: server.write("pw", `${SECRET}\n`) }),
  );
  assertEquals(found, "up");
});

play("a wrong password is refused, and what is said has neither it nor the right one", async () => {
  const wrong = `${SECRET}-wrong`;
  const found = await connect(
    PASSWORD,
    (server) => ({ user: "fab", passwordFile: server.write("pw", wrong) }),
  );
  assert(/[Aa]uthori[sz]ation/.test(found), found);
  assert(!found.includes(SECRET), found);
});

play("a token from a file is accepted", async () => {
  const found = await connect(
    () => `authorization { token: "${SECRET}" }`,
    (server) => ({ tokenFile: server.write("token", SECRET) }),
  );
  assertEquals(found, "up");
});

play("an nkey from a file is accepted", async () => {
  const { nkeys } = await loadNats() as unknown as {
    readonly nkeys: { createUser(): { getSeed(): Uint8Array; getPublicKey(): string } };
  };
  const user = nkeys.createUser();
  const seed = new TextDecoder().decode(user.getSeed());
  const found = await connect(
    () => `authorization { users: [ { nkey: ${user.getPublicKey()} } ] }`,
    (server) => ({ nkey: server.write("seed.nk", `${seed}\n`) }),
  );
  assertEquals(found, "up");
});

play("a file of creds that is none is named, without what is in it", async () => {
  const found = await connect(PASSWORD, (server) => ({ creds: server.write("x.creds", SECRET) }));
  assert(found.includes("x.creds") && !found.includes(SECRET), found);
});

play("a file that is not there is named", async () => {
  const found = await connect(PASSWORD, () => ({ user: "fab", passwordFile: "/nowhere/pw" }));
  assert(found.includes("/nowhere/pw cannot be read: ENOENT"), found);
});

const TLS = (folder: string): string =>
  `${PASSWORD()}\ntls { cert_file: "${folder}/server.crt", key_file: "${folder}/server.key" }`;

for (const [what, authority, isUp] of [["the", ca, true], ["another", otherCa, false]] as const) {
  play(
    `TLS to a server whose certificate ${what} authority has signed is ${isUp ? "accepted" : "refused"}`,
    async () => {
      const server = await startNats(TLS, { "server.crt": identity.certificate, "server.key": identity.key });
      const link = await linkTo(server, {
        credentials: { user: "fab", passwordFile: server.write("pw", SECRET) },
        tls: { caFile: server.write("ca.crt", authority) },
      });
      const said = new Promise<boolean>((resolve) => link.onState((state) => resolve(state.isUp)));
      link.start();
      assertEquals(await said, isUp);
      if (isUp) await up(link);
      await link.close();
      await server.stop();
    },
  );
}

test("an address with a password is refused, without the password", async () => {
  const clients = await loadNats();
  for (const server of [`nats://fab:${SECRET}@127.0.0.1:4222`, `fab:${SECRET}@127.0.0.1`]) {
    const make = (): NatsLink => new NatsLink(clients, { servers: [server], name: "a", clock: systemClock });
    const error = assertThrows(make, TypeError);
    assert(!error.message.includes(SECRET), error.message);
  }
});

test("a package that is not installed: the error says what to install", async () => {
  const error = await loadPeers("--nats", ["@nats-io/no-such-package"]).then(
    () => undefined,
    (found) => found,
  );
  assert(error instanceof PeerMissingError);
  assert(
    error.message.startsWith(
      "--nats needs packages that are not installed: npm install @nats-io/no-such-package",
    ),
  );
});
