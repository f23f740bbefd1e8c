import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ca, otherCa, server } from "../transports/tls/certificates.ts";
import { World } from "./world.ts";

test("listen and probe speak TLS with certificates from files, and say what is wrong with them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hsms-tls-"));
  const path = (name: string): string => join(folder, name);
  const files = { ca, "other-ca": otherCa, cert: server.certificate, key: server.key };
  for (const [name, text] of Object.entries(files)) await writeFile(path(name), text);
  const tool = new World();
  const identity = ["--tls", "--cert", path("cert"), "--key", path("key")];
  const listening = tool.run("listen", "0", "--bind", "127.0.0.1", ...identity);
  await tool.stdout.log.saw("08:30:00.005 127.0.0.1:");
  const port = /127\.0\.0\.1:(\d+) listening/.exec(tool.stdout.text)![1]!;
  const where = ["probe", "127.0.0.1", port, "--tls", "--server-name", "localhost"];

  const trusting = new World();
  assertEquals(await trusting.run(...where, "--ca", path("ca")), 0, trusting.stdout.text);
  const distrusting = new World();
  assertEquals(await distrusting.run(...where, "--ca", path("other-ca")), 1);
  assertStringIncludes(
    distrusting.stdout.text,
    "no authority that this side trusts signed the peer's certificate",
  );
  const wrong = new World();
  assertEquals(await wrong.run(...where, "--ca", path("key")), 2);
  assertStringIncludes(wrong.stderr.text, "hsms: ca must be the text of a certificate in PEM");

  tool.interrupt();
  assertEquals(await listening, 0);
  await rm(folder, { recursive: true });
});
