import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";
import { FakeIo } from "../cli/fake_io.ts";

const PAGE = readFileSync(join(ROOT, "docs/logs.md"), "utf8");

const EXAMPLES = [...PAGE.matchAll(/```text\n([^]*?)```\n\n```console\n([^]*?)```/g)];

test("each log in docs/logs.md is decoded to what stands below it", async () => {
  assert(EXAMPLES.length > 15);
  assertEquals(EXAMPLES.length, PAGE.split("```text\n").length - 1, "each log has its output below it");
  for (const [, log, output] of EXAMPLES) {
    const io = new FakeIo(log!);
    const code = await io.run("decode", "-", "--brief");
    assertEquals(io.out + io.err, output, log!);
    assertEquals(code, output!.includes("hsms: ") ? 1 : 0, log!);
  }
});
