// deno-lint-ignore-file no-console
// A user of the command that the package installs: listens, probes, asks, and ends it with ^C.

import { spawn } from "node:child_process";
import process from "node:process";

/** The command as this runtime starts it. */
const bin = "node_modules/@secs/hsms/bin/hsms.mjs";

/** What a parent is told of a command that ended gracefully after ^C: Deno tells of the signal, not of the exit code. */
const GRACEFUL = "Deno" in globalThis ? null : 0;

/** A process of the command, and what it has printed. */
function hsms(...args) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const said = { text: "" };
  let changed = () => {};
  const hear = (chunk) => {
    said.text += new TextDecoder().decode(chunk);
    changed();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise((resolve) => child.on("close", resolve));
  const sees = async (pattern) => {
    while (true) {
      const found = pattern.exec(said.text);
      if (found !== null) return found;
      await new Promise((resolve) => (changed = resolve));
    }
  };
  return { child, said, ended, sees };
}

const limit = setTimeout(() => fail("it took more than 30 seconds"), 30_000);
const tool = hsms("listen", "0", "--bind", "127.0.0.1");
const [, port] = await tool.sees(/127\.0\.0\.1:(\d+) listening/);

const probe = hsms("probe", "127.0.0.1", port);
expect(await probe.ended === 0 && probe.said.text.includes("All passed"), `probe said: ${probe.said.text}`);

const host = hsms("connect", "127.0.0.1", port, "--once", "--send", "S1F1 W.");
expect(await host.ended === 0 && host.said.text.includes('<A "hsms">'), `connect said: ${host.said.text}`);

const lasting = hsms("connect", "127.0.0.1", port);
await lasting.sees(/session 0xffff selected/);
tool.child.kill("SIGINT");
expect(await tool.ended === GRACEFUL, `listen ends gracefully after ^C: ${tool.said.text}`);
await lasting.sees(/<- Separate\.req/);
lasting.child.kill("SIGINT");
expect(await lasting.ended === GRACEFUL, `connect ends gracefully after ^C: ${lasting.said.text}`);

const wrong = hsms("prob");
expect(await wrong.ended === 2, "wrong usage is exit code 2");
clearTimeout(limit);
console.log("the package works");

function expect(ok, what) {
  if (!ok) fail(what);
}

function fail(what) {
  console.error(`Not so: ${what}`);
  process.exit(1);
}
