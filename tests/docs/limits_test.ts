import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/limits.md"), "utf8");

function sourceOf(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts")
  )
    .map((name) => readFileSync(join(ROOT, folder, name), "utf8")).join("\n");
}

test("docs/limits.md names every option that bounds something", () => {
  const folders = ["src/core/hsms", "src/secs", "src/secs2", "src/transports", "src/gem", "src/files"];
  const source = folders.map(sourceOf).join("\n");
  const options = [...source.matchAll(/^ {2}(?:readonly )?(max[A-Z]\w*|\w+Limit)\?:/gm)].map(([, name]) =>
    name!
  );
  assert(options.length > 10, `${options}`);
  // A time, of the attempts to connect; and the pieces in which the memory network gives what came.
  const others = ["maxInterval", "maxChunk"];
  assertEquals(options.filter((name) => !others.includes(name) && !PAGE.includes(`\`${name}\``)), []);
});

test("docs/limits.md names every reason for which a client is refused", () => {
  const type = /type HsmsRefusal =([^;]+);/.exec(sourceOf("src/core/hsms"))![1]!;
  const reasons = [...type.matchAll(/"([\w-]+)"/g)].map(([, reason]) => reason!);
  assert(reasons.length > 7, `${reasons}`);
  assertEquals(reasons.filter((reason) => !PAGE.includes(`\`${reason}\``)), []);
});
