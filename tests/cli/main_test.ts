import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { inFolder } from "./captures.ts";
import { World } from "./world.ts";

const COMMANDS = ["probe", "listen", "connect"];

test("hsms alone lists its commands, and --help of each ends with an example", async () => {
  const world = new World();
  assertEquals(await world.run(), 0);
  for (const command of COMMANDS) assertStringIncludes(world.stdout.text, command);
  for (const command of COMMANDS) {
    const asked = new World();
    assertEquals([await asked.run(command, "--help"), asked.stderr.text], [0, ""]);
    assertStringIncludes(asked.stdout.text, `Examples:\n$ hsms ${command} `);
  }
});

test("hsms --version prints the version of the package", async () => {
  const world = new World();
  assertEquals([await world.run("--version"), world.stdout.text], [0, `${config.version}\n`]);
});

test("wrong usage is exit code 2, on stderr", async () => {
  for (
    const [args, sentence] of [
      [["lissten"], "Did you mean `listen`?"],
      [["probe", "tool"], "PORT"],
      [["probe", "tool", "70000"], "65,535"],
      [["probe", "tool", "5000", "--t3", "45"], '"45" is not a time. Add the unit: 45s, or 45ms.'],
      [["probe", "tool", "5000", "--t3", "soon"], "Write 45s, 500ms or 2min."],
      [["probe", "tool", "5000", "--ca", "ca.pem"], "--ca, --cert, --key and --server-name need --tls"],
      [["probe", "tool", "5000", "--t3", "500s"], "t3 must be a whole number from 1 to 120000, got 500000"],
      [["listen", "5000", "--linktest", "48000min"], "linktest must be"],
      [["listen", "5000", "--send", "S1F1 <"], 'Cannot send "S1F1 <": Line 1, column'],
      [["listen", "5000", "--send", "__proto__"], 'Cannot send "__proto__": Line 1, column 1'],
      [
        ["listen", "5000", "--send", "@no-such.txt"],
        "Cannot take what to send from no-such.txt: no such file",
      ],
      [
        ["listen", "5000", "--send", "@/dev/zero"],
        "Cannot take what to send from /dev/zero: it is not a file",
      ],
      [
        ["listen", "5000", "--peer", "10.1.2.3/16"],
        '--peer must have no bits after its length, got "10.1.2.3/16"',
      ],
      [["listen", "5000", "--peer", "tool-7"], "--peer must be"],
      [["listen", "5000", "--peer", ""], "--peer must be"],
      [["listen", "5000", "--bind", ""], '"" is not a host name or an IP address'],
      [["connect", "", "5000"], '"" is not a host name or an IP address'],
      [["probe", " ", "5000"], '" " is not a host name or an IP address'],
      [
        ["probe", "tool", "5000", "--tls", "--ca", "/dev/zero"],
        "Cannot take --ca from /dev/zero: it is not a file",
      ],
      [["listen", "5000", "--encoding", "gb1803"], '"gb1803" is not an encoding that this runtime knows'],
      [["listen", "5000", "--rotate", "10M"], "--rotate needs --record"],
      [
        ["connect", "tool", "5000", "--reply", "no-such.sml"],
        "Cannot take replies from no-such.sml: no such file or directory (ENOENT)",
      ],
      [
        ["connect", "tool", "5000", "--reply", "/dev/zero"],
        "Cannot take replies from /dev/zero: it is not a file",
      ],
    ] as const
  ) {
    const world = new World();
    assertEquals([await world.run(...args), world.stdout.text], [2, ""], args.join(" "));
    assertStringIncludes(world.stderr.text, sentence);
  }
});

test("a file of text that is too long is refused before it is read", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "long.sml");
    await writeFile(path, "");
    await truncate(path, 600 * 1024 * 1024);
    for (const option of [["--reply", path], ["--send", `@${path}`]]) {
      const world = new World();
      assertEquals(await world.run("listen", "5000", ...option), 2);
      assertStringIncludes(world.stderr.text, `from ${path}: it is longer than 16777216 bytes`);
    }
  });
});

test("an error is one sentence without a stack, exit code 1", async () => {
  const world = new World();
  await world.network.listen({ address: "0.0.0.0", port: 5000 }, () => {});
  assertEquals(await world.run("listen", "5000"), 1);
  assertEquals(
    world.stderr.text,
    "hsms: Cannot listen on 0.0.0.0:5000: the port is in use (EADDRINUSE). " +
      "Stop the program that listens on it, or choose another port\n",
  );
});

test("colours and progress are for terminals, and NO_COLOR takes the colours away", async () => {
  const colour = "\x1b[3";
  const rewritten = "\r\x1b[2K";
  for (
    const [tty, env, colours, progress] of [
      [true, {}, true, true],
      [true, { NO_COLOR: "1" }, false, true],
      [false, {}, false, false],
    ] as const
  ) {
    const world = new World({ tty, env });
    assertEquals(await world.run("probe", "10.0.0.7", "5000"), 1);
    assertEquals(world.stdout.text.includes(colour), colours);
    assertEquals(world.stderr.text.includes(rewritten), progress);
  }
});
