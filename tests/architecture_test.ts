// The house rules that a program can check. Each rule is run over the source, and over a few lines that break it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { checkCycles, checkFloors } from "./architecture/floors.ts";
import { ROOT } from "./architecture/root.ts";
import { codeOf, importsOf, type Source } from "./architecture/source.ts";
import { checkDoors, checkLength, checkPaths, checkWords } from "./architecture/words.ts";

const SOURCES = readSources();

test("the source is found", () => {
  assert(SOURCES.length > 10, `only ${SOURCES.length} files`);
  assert(SOURCES.some(({ path }) => path === "src/core/base/mod.ts"));
});

test("floors only import downward and enter each other through mod.ts", () => {
  assertNone(checkFloors(SOURCES));
});

test("a floor that imports upward is found", () => {
  assertFound(
    checkFloors(file("src/core/base/alarm.ts", 'import { a } from "../network/mod.ts";')),
    "src/core/base/alarm.ts:1 src/core/base may not import src/core/network",
  );
  assertFound(
    checkFloors(file("src/secs2/item.ts", 'import { a } from "../core/network/mod.ts";')),
    "src/secs2/item.ts:1 src/secs2 may not import src/core/network",
  );
  assertFound(
    checkFloors(file("src/transports/node/dial.ts", '\nimport type { A } from "../../core/hsms/mod.ts";')),
    "src/transports/node/dial.ts:2 src/transports may not import src/core/hsms",
  );
  assertFound(
    checkFloors(
      file("src/core/hsms/link/link.ts", 'const tcp = await import("../../../transports/tcp.ts");'),
    ),
    "src/core/hsms/link/link.ts:1 src/core/hsms/link may not import src/transports",
  );
});

test("a floor that is entered past its mod.ts is found", () => {
  assertFound(
    checkFloors(file("src/core/hsms/link/link.ts", 'import { Alarm } from "../../base/alarm.ts";')),
    "src/core/hsms/link/link.ts:1 src/core/base is entered through its mod.ts, not through alarm.ts",
  );
  assertFound(
    checkFloors(file("mod.ts", 'export * from "./src/secs2/item.ts";')),
    "mod.ts:1 src/secs2 is entered through its mod.ts, not through item.ts",
  );
  assertFound(
    checkFloors(file("src/testing/peer.ts", 'import { dial } from "../transports/node/dial.ts";')),
    "src/testing/peer.ts:1 src/transports is entered through its mod.ts, not through node/dial.ts",
  );
});

test("a room that imports a room above it is found", () => {
  assertFound(
    checkFloors(file("src/core/hsms/wire/header.ts", 'import { a } from "../machine/state.ts";')),
    "src/core/hsms/wire/header.ts:1 src/core/hsms/wire may not import src/core/hsms/machine",
  );
  assertFound(
    checkFloors(file("src/core/hsms/machine/state.ts", 'import { Alarm } from "../../base/mod.ts";')),
    "src/core/hsms/machine/state.ts:1 src/core/hsms/machine may not import src/core/base",
  );
  assertFound(
    checkFloors(file("src/gem/models/spooling.ts", 'import { Alarm } from "../../core/base/mod.ts";')),
    "src/gem/models/spooling.ts:1 src/gem/models may not import src/core/base",
  );
  assertFound(
    checkFloors(file("src/core/hsms/errors.ts", 'import { a } from "./machine/state.ts";')),
    "src/core/hsms/errors.ts:1 src/core/hsms may not import src/core/hsms/machine",
  );
  assertFound(
    checkFloors(file("src/core/hsms/link/link.ts", 'import { a } from "../mod.ts";')),
    "src/core/hsms/link/link.ts:1 src/core/hsms is entered through its mod.ts only from outside",
  );
  assertFound(
    checkFloors(file("src/secs/handler.ts", 'import { a } from "../core/hsms/link/link.ts";')),
    "src/secs/handler.ts:1 src/secs may not import src/core/hsms/link",
  );
  assertNone(checkFloors(file("src/core/hsms/link/link.ts", 'import { a } from "../wire/packet.ts";')));
  assertNone(checkFloors(file("src/core/hsms/link/link.ts", 'import { a } from "../errors.ts";')));
});

test("a sibling that is imported through the own mod.ts is found", () => {
  assertFound(
    checkFloors(file("src/core/base/alarm.ts", 'import type { Clock } from "./mod.ts";')),
    "src/core/base/alarm.ts:1 files of one floor import each other, not their own mod.ts",
  );
  assertFound(
    checkFloors(file("src/transports/node/dial.ts", 'import { a } from "./mod.ts";')),
    "src/transports/node/dial.ts:1 files of one adapter import each other, not their own mod.ts",
  );
});

test("an adapter that imports another one is found", () => {
  assertFound(
    checkFloors(file("src/transports/bun/mod.ts", 'export * from "../node/mod.ts";')),
    "src/transports/bun/mod.ts:1 the adapter bun may not import the adapter node",
  );
  assertFound(
    checkFloors(file("src/transports/tcp.ts", 'import { nodeTcp } from "./node/mod.ts";')),
    "src/transports/tcp.ts:1 the adapter node may only be imported dynamically here: another runtime cannot load it",
  );
  assertNone(checkFloors(file("src/transports/tcp.ts", 'await import("./node/mod.ts");')));
});

test("a foreign module, a path out of the house and a folder without a floor are found", () => {
  assertFound(
    checkFloors(file("src/core/hsms/link/link.ts", 'import { Buffer } from "node:buffer";')),
    'src/core/hsms/link/link.ts:1 the core imports no module of a runtime: "node:buffer"',
  );
  assertFound(
    checkFloors(file("src/transports/names.ts", 'await import("node:dns/promises");')),
    'src/transports/names.ts:1 ask builtin() for "node:dns/promises": a bundler would import it on top of every bundle',
  );
  assertFound(
    checkFloors(file("src/testing/peer.ts", 'import { tcp } from "@secs/hsms";')),
    "src/testing/peer.ts:1 the source imports its own files by their paths",
  );
  assertFound(
    checkFloors(file("src/core/base/clock.ts", 'import { a } from "../../../../other/mod.ts";')),
    'src/core/base/clock.ts:1 "../../../../other/mod.ts" leaves the repository',
  );
  assertFound(
    checkFloors(file("src/attic/box.ts", 'import { a } from "./lid.ts";')),
    "src/attic/box.ts:1 src/attic/box.ts lies on no floor: add it to the table in tests/architecture/floors.ts",
  );
});

test("a package that need not be installed is found where it is imported, and outside its room", () => {
  assertFound(
    checkFloors(file("src/gateway/nats/sink.ts", "const a = await import('@nats-io/kv');")),
    'src/gateway/nats/sink.ts:1 load "@nats-io/kv" by loadPeers(): who does not use it does not install it',
  );
  assertFound(
    checkFloors(file("src/gateway/tool/x.ts", 'await loadPeers("it", ["mqtt"]);')),
    "src/gateway/tool/x.ts:1 only src/gateway/mqtt names this package",
  );
  assertNone(checkFloors(file("src/gateway/mqtt/client.ts", 'await loadPeers("it", ["mqtt"]);')));
});

test("no file imports itself in a ring", () => {
  assertNone(checkCycles(SOURCES));
});

test("a ring of imports is found", () => {
  const ring = [
    ...file("src/gem/a.ts", 'import { b } from "./b.ts";'),
    ...file("src/gem/b.ts", 'import { c } from "./c.ts";'),
    ...file("src/gem/c.ts", 'import { b } from "./b.ts";'),
  ];
  assertFound(
    checkCycles(ring),
    "src/gem/b.ts imports itself in a ring: src/gem/b.ts → src/gem/c.ts → src/gem/b.ts",
  );
  const types = [
    ...file("src/gem/a.ts", 'import { b } from "./b.ts";'),
    ...file("src/gem/b.ts", 'import type { a } from "./a.ts";'),
  ];
  assertFound(
    checkCycles(types),
    "src/gem/a.ts imports itself in a ring: src/gem/a.ts → src/gem/b.ts → src/gem/a.ts",
  );
  assertNone(checkCycles(types, [["src/gem/b.ts", "src/gem/a.ts"]]));
});

test("the source keeps to the house's words", () => {
  assertNone(checkWords(SOURCES));
});

test("a runtime's name in the core is found", () => {
  for (const name of ["Deno", "Bun", "process", "Buffer", "console", "globalThis.Deno"]) {
    assertFound(
      checkWords(file("src/core/base/x.ts", `/** Not on ${name}. */\nconst a = ${name}.b;`)),
      `src/core/base/x.ts:2 the core names no runtime: ${name}`,
    );
  }
  assertNone(
    checkWords(file("src/core/base/x.ts", 'this.process("Deno"); // Bun\n/console/.test(`Buffer`);')),
  );
  assertNone(checkWords(file("src/transports/deno/x.ts", "const a = Deno.b;")));
});

test("mutable state of a module is found", () => {
  assertFound(
    checkWords(file("src/gem/x.ts", "export let count = 0;")),
    "src/gem/x.ts:1 no mutable state of a module: export let",
  );
  const registry = "const peers: Map<string, Peer> = new Map<string, Peer>();";
  assertEquals(checkWords(file("src/gem/x.ts", registry)).length, 1);
  assertNone(
    checkWords(file("src/gem/x.ts", "function f() {\n  let count = 0;\n}\nconst A = new Map([[1, 2]]);")),
  );
});

test("syntax that Node 20 cannot read is found", () => {
  assertFound(
    checkWords(file("src/gem/x.ts", "async function f() {\n  await using a = g();\n}")),
    "src/gem/x.ts:2 no using declaration: Node 20 cannot read it: using a =",
  );
});

test("what is not erasable, and private, are found", () => {
  assertFound(
    checkWords(file("src/gem/x.ts", "export enum State {\n}")),
    "src/gem/x.ts:1 no enum: use a union of strings or a const object: enum State {",
  );
  const fields = "class A {\n  constructor(a: () => void, readonly b: number) {}\n}";
  assertFound(
    checkWords(file("src/gem/x.ts", fields)),
    "src/gem/x.ts:2 no parameter property: it is not erasable: void, readonly b",
  );
  assertFound(
    checkWords(file("src/gem/x.ts", "class A {\n  private b = 1;\n}")),
    "src/gem/x.ts:2 #name instead of private: private b",
  );
});

test("no file is long", () => {
  assertNone(checkLength(SOURCES));
});

test("a long file is found", () => {
  assertNone(checkLength(file("src/gem/x.ts", "a\n".repeat(250))));
  assertNone(checkLength(file("src/gem/x.ts", "/**\n * A.\n */\na; // b\n\n".repeat(250))));
  assertFound(
    checkLength(file("src/gem/x.ts", "a\n".repeat(251))),
    "src/gem/x.ts has 251 lines of code, more than 250: split it",
  );
});

test("a mod.ts only exports what other files define", () => {
  assertNone(checkDoors(SOURCES));
});

test("a mod.ts may make one check as it loads", () => {
  const check = 'import { api } from "./api.ts";\n\n// Here.\napi();\n\nexport { a } from "./a.ts";\n';
  assertNone(checkDoors(file("src/transports/deno/mod.ts", check)));
  for (const more of ["api();\n", 'import { b } from "./b.ts";\nb();\n', "other();\n"]) {
    assertEquals(checkDoors(file("src/transports/deno/mod.ts", check + more)).length, 1, more);
  }
});

test("a mod.ts that does more is found", () => {
  const door = '/** A. */\nexport { a, type B } from "./a.ts";\nexport type * from "./b.ts";\n';
  assertNone(checkDoors(file("src/gem/mod.ts", door)));
  assertFound(
    checkDoors(file("src/gem/mod.ts", `${door}export const c = 1;`)),
    "src/gem/mod.ts:4 a mod.ts only exports what other files define",
  );
});

test("the source names no path outside the repository", () => {
  assertNone(checkPaths(SOURCES, (path) => existsSync(join(ROOT, path))));
});

test("a path outside the repository is found", () => {
  const sources = file("src/gem/x.ts", "// See ../notes/A.md and ../../README.md.");
  assertFound(
    checkPaths(sources, (path) => path === "README.md"),
    "src/gem/x.ts:1 names a path that is not in the repository: ../notes/A.md",
  );
  assertEquals(checkPaths(file("src/gem/x.ts", '"/home/me/notes"'), () => true).length, 1);
});

test("comments, strings, templates and regular expressions are not code", () => {
  const text =
    'a("x // y"); b(/["/]/.test(c)); /* "d */ e(`f ${g("}", `h`)} "i`); j = k / l / m; // n\'\nconst o = 1;';
  const code = codeOf(text);
  assertEquals(code.length, text.length);
  assertEquals(code.replace(/\s+/g, ""), 'a("");b(.test(c));e(`${g("",``)}`);j=k/l/m;consto=1;');
});

test("imports of every form are read", () => {
  const text = `import "./a.ts";
import b, { c } from "./b.ts"; // from "./no.ts"
import type { D } from './d.ts';
export {
  e,
} from "./e.ts";
export * from "./f.ts";
const g = await import("./g.ts"), no = 'import "./no.ts"';
`;
  const found = importsOf({ path: "x.ts", text });
  assertEquals(found.map(({ specifier }) => specifier), [
    "./a.ts",
    "./b.ts",
    "./d.ts",
    "./e.ts",
    "./f.ts",
    "./g.ts",
  ]);
  assertEquals(found.map(({ line }) => line), [1, 2, 3, 4, 7, 8]);
  assertEquals(found.filter(({ typeOnly }) => typeOnly).map(({ specifier }) => specifier), ["./d.ts"]);
  assertEquals(found.filter(({ dynamic }) => dynamic).map(({ specifier }) => specifier), ["./g.ts"]);
});

function readSources(): Source[] {
  const paths = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path));
  if (existsSync(join(ROOT, "mod.ts"))) paths.push("mod.ts");
  return paths.sort().map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

function file(path: string, text: string): Source[] {
  return [{ path, text }];
}

function assertNone(messages: readonly string[]): void {
  assert(messages.length === 0, `\n${messages.join("\n")}\n`);
}

function assertFound(messages: readonly string[], expected: string): void {
  assertEquals(messages, [expected]);
}
