import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { tcp } from "@secs/hsms";
import { ca, server } from "../transports/tls/certificates.ts";
import { inFolder } from "./captures.ts";
import { FakeIo } from "./fake_io.ts";
import { World } from "./world.ts";

const TOOL = { address: "127.0.0.1", port: 5000 };

async function checked(fab: unknown): Promise<{ code: number; out: string; err: string }> {
  return await inFolder(async (folder) => {
    const file = join(folder, "fab.json");
    await mkdir(join(folder, "models"));
    await writeFile(join(folder, "models", "x.json"), '{ "model": "X", "revision": "1" }');
    await writeFile(file, typeof fab === "string" ? fab : JSON.stringify(fab, undefined, 2));
    const io = new FakeIo("");
    const code = await io.run("gateway", file, "--check");
    return { code, out: io.out.replaceAll(file, "FILE"), err: io.err.replaceAll(file, "FILE") };
  });
}

test("hsms gateway --check: a file that is right, with models of the command and beside it", async () => {
  const tools = {
    A: { ...TOOL, model: "etcher", want: { events: { LotStarted: [] } } },
    B: { ...TOOL, model: "models/x.json" },
  };
  assertEquals(await checked({ site: "F1", tools }), {
    code: 0,
    out: "FILE is right: 2 tools of F1, 2 models\n",
    err: "",
  });
});

test("hsms gateway --check: each mistake has its place in the file", async () => {
  const { code, err } = await checked({ site: "F1", tools: { A: { address: "a", prot: 5000 } } });
  assertEquals(code, 2);
  assert(err.includes("FILE:6:7: tools.A.prot: there is no such field here; did you mean port?"), err);
  assert(err.includes("FILE:4:5: tools.A: it needs address and port"), err);
  const broken = await checked('{ "site": "F1",\n tools: {} }');
  assert(broken.err.includes("FILE:2:2: this is no JSON"), broken.err);
});

test("hsms gateway --check: a wish that the model does not have, and a model that is not there", async () => {
  const { code, err } = await checked({
    site: "F1",
    tools: { A: { ...TOOL, model: "etcher", want: { events: { LotStartd: [] } } } },
  });
  assertEquals(code, 2);
  assert(/FILE:8:7: tools\["A"\]\.want: .*LotStartd.*did you mean LotStarted\?/.test(err), err);
  const missing = await checked({ site: "F1", tools: { A: { ...TOOL, model: "none.json" } } });
  assert(missing.code === 2 && missing.err.includes("none.json"), missing.err);
});

/** What the command says to these options, for a file that is right. */
async function refused(...options: string[]): Promise<string> {
  return await inFolder(async (folder) => {
    const file = join(folder, "fab.json");
    await writeFile(file, JSON.stringify({ site: "F1", tools: { A: TOOL } }));
    const io = new FakeIo("");
    assertEquals(await io.run("gateway", file, "--check", ...options), 2);
    assertEquals(io.out, "");
    return io.err;
  });
}

test("hsms gateway: one broker, and credentials only for NATS", async () => {
  assert(
    (await refused("--nats", "nats://a", "--mqtt", "mqtt://b")).includes("--nats or --mqtt: one of them"),
  );
  assert((await refused("--creds", "x.creds")).includes("--creds is for NATS"));
  assert((await refused("--mqtt", "mqtt://b", "--creds", "x.creds")).includes("--creds is for NATS"));
});

test("hsms gateway: an address with a password is refused, and the password is not shown", async () => {
  for (
    const [option, url] of [["--nats", "nats://gw:s3cret@a:4222"], [
      "--mqtt",
      "mqtt://gw:s3cret@a:1883",
    ]] as const
  ) {
    const said = await refused(option, url);
    assert(said.includes("expected no user and password in an address"), said);
    assert(!said.includes("s3cret"), said);
  }
  const wrong = await refused("--nats", "http://a");
  assert(wrong.includes("The command line: sinks.nats.servers[0]: expected nats://HOST:PORT"), wrong);
});

test("hsms gateway --check: a certificate that cannot be read, with its tool and path", async () => {
  const { code, err } = await checked({ site: "F1", tools: { A: { ...TOOL, tls: { caFile: "none.pem" } } } });
  assertEquals(code, 2);
  assert(err.includes("Cannot take tls of A from ") && err.includes("none.pem"), err);
});

test("hsms gateway: a tool over TLS is served, and its messages are in the files", async () => {
  await inFolder(async (folder) => {
    const path = (name: string): string => join(folder, name);
    for (const [name, text] of Object.entries({ ca, cert: server.certificate, key: server.key })) {
      await writeFile(path(name), text);
    }
    const tool = new World({ network: tcp });
    const simulated = tool.run(
      ...["simulate", "etcher", "--port", "0", "--bind", "127.0.0.1"],
      ...["--tls", "--cert", path("cert"), "--key", path("key")],
    );
    const port = Number(await tool.stderr.log.match(/listens on port (\d+)/));
    const tls = { caFile: "ca", serverName: "localhost" };
    const want = { events: { LotStarted: ["LotId"] } };
    const tools = { A: { address: "127.0.0.1", port, model: "etcher", want, tls } };
    await writeFile(path("fab.json"), JSON.stringify({ site: "F1", tools }));
    const gateway = new World({ network: tcp });
    const served = gateway.run("gateway", path("fab.json"), "--name", "gw-1");
    await tool.stdout.log.match(/(The host is communicating)/);
    gateway.interrupt();
    assertEquals(await served, 0, gateway.stderr.text);
    tool.interrupt();
    assertEquals(await simulated, 0);
    const [name] = await readdir(path("messages"));
    const [first] = (await readFile(join(path("messages"), name!), "utf8")).split("\n");
    const { subject, body } = JSON.parse(first!);
    assertEquals([subject, body.gateway], ["F1.all.A.state.communication", "gw-1"]);
    assert((await readdir(join(path("gateway"), "gw-1"))).includes("numbers.store"));
  });
});
