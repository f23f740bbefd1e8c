import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { inFolder } from "./captures.ts";
import { FakeIo } from "./fake_io.ts";

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
