import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { A, B, encodeItem, type Item, L, S7F3, type SecsByteId, U4 } from "@secs/hsms";
import { FolderPrograms, type ProgramDisk } from "../../src/files/mod.ts";
import { encodeProgram, ppidKey, ProcessProgramError, ProcessPrograms } from "../../src/gem/mod.ts";
import { assertSame, formatted, unformatted } from "../gem/programs/bench.ts";
import { CutDisk } from "./cut_disk.ts";

/** Runs `work` with an empty folder, which is removed afterwards. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "recipes-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** PPIDs that a disk could misunderstand. */
const HOSTILE: readonly SecsByteId[] = [
  "../../etc/passwd",
  "..",
  ".",
  "/",
  "C:\\Windows\\system32",
  "a/b",
  "a\\b",
  "CON",
  "nul.txt",
  "recipe",
  "RECIPE",
  "Recipe ",
  "recipe.",
  "\0",
  "a\nb",
  "*?<>|\"'`$(rm -rf)",
  "pp-00000000000000000000000000000000.secs",
  "removing.txt",
  "recipe.tmp",
  "x".repeat(120),
  "X".repeat(120),
  "é".repeat(120),
  "报警",
  "\u202e\u0301",
  "-",
  "",
  7,
  "7",
  -7,
  2n ** 64n - 1n,
  Uint8Array.of(0xff, 0x00, 0x2f, 0x2e),
  new Uint8Array(120),
];

test("every PPID has a file of its own, whose name no disk misunderstands", async () => {
  await inFolder(async (parent) => {
    const folder = join(parent, "deep", "recipes");
    const store = new FolderPrograms(folder);
    for (const PPID of HOSTILE) await store.write({ PPID, PPBODY: A(`body of ${ppidKey(PPID).length}`) });
    const names = await readdir(folder);
    assertEquals(names.length, HOSTILE.length);
    for (const name of names) assertMatch(name, /^pp-[a-z0-9-]{32,80}\.secs$/);
    assertEquals([await readdir(parent), await readdir(join(parent, "deep"))], [["deep"], ["recipes"]]);
    const again = new FolderPrograms(folder);
    assertEquals((await again.list()).length, HOSTILE.length);
    for (const PPID of HOSTILE) {
      const program = await again.read(PPID);
      assertSame(program, { PPID, PPBODY: A(`body of ${ppidKey(PPID).length}`) });
    }
    await again.remove(HOSTILE);
    assertEquals([await again.list(), await readdir(folder)], [[], []]);
  });
});

test("bodies of B, A and L come back byte for byte, also from another FolderPrograms", async () => {
  const bodies: readonly Item[] = [
    B(Uint8Array.from({ length: 1_000_000 }, (_, i) => i * 7 & 0xff)),
    A(String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))),
    L(A("step 1"), L(U4(7), B(0)), L()),
    A(""),
  ];
  await inFolder(async (folder) => {
    for (const PPBODY of bodies) {
      await new FolderPrograms(folder).write({ PPID: "ETCH-1", PPBODY });
      const back = await new FolderPrograms(folder).read("ETCH-1");
      assert(back !== undefined && "PPBODY" in back);
      assertEquals(encodeItem(back.PPBODY), encodeItem(PPBODY));
      const [name] = await readdir(folder);
      const file = new Uint8Array(await readFile(join(folder, name!)));
      assertEquals(file, encodeItem(S7F3.toHost.build({ PPID: "ETCH-1", PPBODY })));
    }
    await new FolderPrograms(folder).write(formatted("ETCH-1"));
    const back = await new FolderPrograms(folder).read("ETCH-1");
    assertSame(back, formatted("ETCH-1"));
  });
});

test("list() has PPIDs in the format in which they came, and the lengths of the files", async () => {
  await inFolder(async (folder) => {
    const programs = [unformatted(Uint8Array.of(0x41, 0xff)), unformatted(7), unformatted("B")];
    for (const program of programs) await new FolderPrograms(folder).write(program);
    const stored = await new FolderPrograms(folder).list();
    for (const program of programs) {
      const found = stored.find(({ PPID }) => ppidKey(PPID) === ppidKey(program.PPID));
      assertEquals(found, { PPID: program.PPID, LENGTH: encodeProgram(program).length });
    }
  });
});

test("files that are not process programs are left alone, and damaged ones are listed", async () => {
  await inFolder(async (folder) => {
    const store = new FolderPrograms(folder);
    await store.write(unformatted("ETCH-1"));
    await store.write(unformatted("ETCH-2"));
    const [first, second] = (await readdir(folder)).sort();
    await writeFile(join(folder, "readme.txt"), "not ours");
    await writeFile(join(folder, "readme.txt.tmp"), "not ours");
    await writeFile(join(folder, "pp-copy.secs"), "not ours");
    await writeFile(join(folder, first!), "");
    await writeFile(
      join(folder, second!.replace(/.{10}\.secs$/, "0000000000.secs")),
      await readFile(join(folder, second!)),
    );
    const again = new FolderPrograms(folder);
    assertEquals((await again.list()).length, 1);
    assertEquals((await again.listDamaged()).length, 2);
    assertEquals((await readdir(folder)).length, 6);
    await again.write(unformatted("ETCH-1"));
    assertEquals((await new FolderPrograms(folder).listDamaged()).length, 1);
  });
});

test("a file that was cut or changed is damaged, and the message names it", async () => {
  await inFolder(async (folder) => {
    const store = new FolderPrograms(folder);
    await store.write(unformatted("ETCH-1"));
    const [name] = await readdir(folder);
    const path = join(folder, name!);
    const bytes = await readFile(path);
    for (const changed of [bytes.subarray(0, bytes.length - 1), encodeProgram(unformatted("ETCH-2"))]) {
      await writeFile(path, changed);
      const error = await assertRejects(() => store.read("ETCH-1"), ProcessProgramError, name);
      assertEquals(error.code, "damaged-program");
    }
    await rm(path);
    await assertRejects(() => store.read("ETCH-1"), Error, "ENOENT");
  });
});

test("what a power cut has left is removed: a draft, and files that were being removed", async () => {
  await inFolder(async (folder) => {
    const store = new FolderPrograms(folder);
    for (const ppid of ["ETCH-1", "ETCH-2", "ETCH-3"]) await store.write(unformatted(ppid));
    const names = (await readdir(folder)).sort();
    await writeFile(join(folder, `${names[0]}.tmp`), "half");
    await writeFile(join(folder, "removing.txt.tmp"), "half");
    await writeFile(
      join(folder, "removing.txt"),
      [names[1], names[2], "../outside.txt", "readme.txt"].join("\n"),
    );
    await writeFile(join(folder, "readme.txt"), "not ours");
    assertEquals((await new FolderPrograms(folder).list()).map(({ PPID }) => PPID).length, 1);
    assertEquals((await readdir(folder)).sort(), [names[0], "readme.txt"]);
  });
});

/** A disk on which an operation of a name fails, as long as it says so. */
class FailingDisk extends CutDisk {
  fails: "write" | "rename" | "remove" | "syncNames" | undefined;

  override write(name: string, bytes: Uint8Array): Promise<void> {
    return this.#or("write", () => super.write(name, bytes));
  }

  override rename(from: string, to: string): Promise<void> {
    return this.#or("rename", () => super.rename(from, to));
  }

  override remove(name: string): Promise<void> {
    return this.#or("remove", () => super.remove(name));
  }

  override syncNames(): Promise<void> {
    return this.#or("syncNames", () => super.syncNames());
  }

  #or(operation: string, work: () => Promise<void>): Promise<void> {
    return this.fails === operation ? Promise.reject(new Error("ENOSPC: no space left on device")) : work();
  }
}

function onDisk(disk: ProgramDisk): FolderPrograms {
  return new FolderPrograms("recipes", () => Promise.resolve(disk));
}

test("on a disk that fails the process programs stay as they are, and the next call works", async () => {
  for (const operation of ["write", "rename"] as const) {
    const disk = new FailingDisk();
    const store = onDisk(disk);
    for (const ppid of ["A", "B"]) await store.write(unformatted(ppid, "old"));
    disk.fails = operation;
    await assertRejects(() => store.write(unformatted("A", "new")), Error, "ENOSPC");
    await assertRejects(() => store.remove(["A", "B"]), Error, "ENOSPC");
    for (const folder of [store, onDisk(disk)]) {
      assertEquals((await folder.list()).length, 2);
      assertSame(await folder.read("A"), unformatted("A", "old"));
    }
    disk.fails = undefined;
    await store.write(unformatted("A", "new"));
    assertSame(await onDisk(disk).read("A"), unformatted("A", "new"));
    assertEquals((await disk.names()).length, 2, "and no draft is left");
  }
});

test("on a full disk one process program can be removed", async () => {
  const disk = new FailingDisk();
  const store = onDisk(disk);
  for (const ppid of ["A", "B"]) await store.write(unformatted(ppid));
  disk.fails = "write";
  await store.remove(["A"]);
  assertEquals((await onDisk(disk).list()).map(({ PPID }) => PPID), ["B"]);
});

test("process programs that are removed stay removed if their files resist, and the next write waits for them", async () => {
  const disk = new FailingDisk();
  const store = onDisk(disk);
  for (const ppid of ["A", "B", "C"]) await store.write(unformatted(ppid));
  disk.fails = "remove";
  await store.remove(["A", "B"]);
  assertEquals((await store.list()).map(({ PPID }) => PPID), ["C"]);
  await assertRejects(() => store.write(unformatted("A", "new")), Error, "ENOSPC");
  disk.fails = undefined;
  await store.write(unformatted("A", "new"));
  assertEquals((await onDisk(disk).list()).length, 2);
  assertSame(await onDisk(disk).read("A"), unformatted("A", "new"));
});

test("a folder that cannot be opened is tried again at the next call", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "recipes");
    await writeFile(path, "a file");
    const store = new FolderPrograms(path);
    await assertRejects(() => store.list(), Error);
    await rm(path);
    assertEquals(await store.list(), []);
  });
});

test("a PPID that is too long for any limit is refused", async () => {
  await inFolder(async (folder) => {
    const store = new FolderPrograms(folder);
    await assertRejects(() => store.write(unformatted("x".repeat(4001))), RangeError, "PPID");
    const longest = unformatted("报".repeat(4000));
    await store.write(longest);
    assertSame(await new FolderPrograms(folder).read(longest.PPID), longest);
  });
});

test("calls at the same time are done in their order", async () => {
  await inFolder(async (folder) => {
    const store = new FolderPrograms(folder);
    const [, , first, , second] = await Promise.all([
      store.write(unformatted("A", "first")),
      store.write(unformatted("B")),
      store.read("A"),
      store.write(unformatted("A", "second")),
      store.read("A"),
      store.remove(["A", "B"]),
    ]);
    assertSame(first, unformatted("A", "first"));
    assertSame(second, unformatted("A", "second"));
    assertEquals(await readdir(folder), []);
  });
});

test("ProcessPrograms answers hosts from a folder, before and after the process ends", async () => {
  await inFolder(async (folder) => {
    const before = new ProcessPrograms(new FolderPrograms(folder), { maxTotalBytes: 100 });
    assertEquals(await before.host.receive(unformatted("ETCH-1", "x".repeat(60))), { ACKC7: 0 });
    const after = new ProcessPrograms(new FolderPrograms(folder), { maxTotalBytes: 100 });
    assertEquals(await after.host.receive(unformatted("ETCH-2", "x".repeat(60))), { ACKC7: 3 });
    assertEquals(await after.host.directory(), ["ETCH-1"]);
    assertSame(await after.host.request("ETCH-1"), unformatted("ETCH-1", "x".repeat(60)));
    assertEquals(await after.host.remove([]), 0);
    assertEquals(await readdir(folder), []);
  });
});
