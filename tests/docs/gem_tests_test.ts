import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/gem-tests.md"), "utf8");
const FOLDER = join(ROOT, "tests/gem/equipment");

/** The acknowledge codes of E5 that a tool answers with; those of the spool are shown with it. */
const CODES: Readonly<Record<string, number>> = {
  ONLACK: 2,
  DRACK: 4,
  LRACK: 5,
  ERACK: 1,
  TIAACK: 5,
  VLAACK: 1,
  LVACK: 3,
  LIMITACK: 7,
  ACKC5: 1,
  HCACK: 6,
  CPACK: 3,
  CMDA: 2,
  EAC: 3,
  TIACK: 1,
  ACKC10: 2,
  PPGNT: 5,
  ACKC7: 6,
  GRANT: 3,
};

function sources(): string {
  return readdirSync(FOLDER).filter((name) => name.endsWith("_test.ts"))
    .map((name) => readFileSync(join(FOLDER, name), "utf8")).join("\n");
}

test("docs/gem-tests.md names a test for each row, and each of them is there", () => {
  const rows = [...PAGE.matchAll(/^\| .* \| `([^`]+)` *\|$/gm)].map(([, title]) => title!);
  const all = sources();
  assert(rows.length > 150, `${rows.length}`);
  assertEquals(rows.filter((title) => !all.includes(title)), []);
});

test("docs/gem-tests.md has every row of the control state model", () => {
  const named = [...PAGE.matchAll(/`control (\d+)/g)].map(([, row]) => Number(row));
  const others = [...PAGE.matchAll(/`control 8, control (\d+)/g)].map(([, row]) => Number(row));
  assertEquals(
    [...new Set([...named, ...others])].sort((a, b) => a - b),
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
});

test("docs/gem-tests.md names every acknowledge code", () => {
  const missing = Object.entries(CODES).flatMap(([name, last]) =>
    Array.from({ length: last + 1 }, (_, code) => code)
      .filter((code) => !new RegExp(`\\b${name} (\\d+, )*(\\d+ and )?${code}\\b`).test(PAGE))
      .map((code) => `${name} ${code}`)
  );
  assertEquals(missing.filter((code) => !/^(VLAACK|LVACK|LIMITACK|ACKC5|CPACK|PPGNT) 0$/.test(code)), []);
});
