// Puts the peers below .scratch/: once, and then they are there.

import { fileURLToPath } from "node:url";
import { run } from "../../scripts/run.ts";

const ROOT = new URL("../../", import.meta.url);
const here = (path: string): string => fileURLToPath(new URL(path, ROOT));

/** A kind of peer: how it is called, and how a process of it starts. */
export interface PeerKind {
  readonly name: string;
  readonly version: string;
  /** The command of a peer that has this role, on this port, with this session id. */
  command(
    role: "active" | "passive",
    port: number,
    session: number,
    option?: string,
  ): readonly [string, ...string[]];
  /** Installs it where it is missing; an Error says what went wrong. */
  install(): Promise<void>;
}

const SECSGEM_FOLDER = here(".scratch/interop/secsgem-0.3.0");
const PYTHON = `${SECSGEM_FOLDER}/bin/python`;
const SECS4JS_FOLDER = here(".scratch/interop/secs4js-0.4.7");

/** The command of a process with the message classes of secsgem. */
export const secsgemMessages: readonly [string, ...string[]] = [
  PYTHON,
  "-B",
  here("tests/interop/secsgem_messages.py"),
];

/** The command of a process with a GEM handler of secsgem: a host or an equipment. */
export function secsgemGem(
  side: "host" | "equipment",
  active: boolean,
  port: number,
  session: number,
  option: string,
): readonly [string, ...string[]] {
  const role = active ? "active" : "passive";
  return [PYTHON, "-B", here("tests/interop/secsgem_gem.py"), side, role, `${port}`, `${session}`, option];
}

export const secsgem: PeerKind = {
  name: "secsgem",
  version: "0.3.0",
  command: (role, port, session, option = "") => [
    PYTHON,
    // Leaves no compiled files beside the sources.
    "-B",
    here("tests/interop/secsgem_peer.py"),
    role,
    `${port}`,
    `${session}`,
    option,
  ],
  async install() {
    const version = "import importlib.metadata as m; assert m.version('secsgem') == '0.3.0'";
    if ((await run([PYTHON, "-c", version])).ok) return;
    await must(["python3", "-m", "venv", "--clear", SECSGEM_FOLDER]);
    await must([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "secsgem==0.3.0"]);
  },
};

export const secs4js: PeerKind = {
  name: "secs4js",
  version: "0.4.7",
  command: (role, port, session) => [
    "node",
    here("tests/interop/secs4js_peer.mjs"),
    SECS4JS_FOLDER,
    role,
    `${port}`,
    `${session}`,
  ],
  async install() {
    const manifest = `${SECS4JS_FOLDER}/node_modules/secs4js/package.json`;
    const installed = await Deno.readTextFile(manifest).catch(() => "{}");
    if (JSON.parse(installed).version === "0.4.7") return;
    await Deno.mkdir(SECS4JS_FOLDER, { recursive: true });
    await Deno.writeTextFile(`${SECS4JS_FOLDER}/package.json`, '{ "private": true, "type": "module" }\n');
    const options = ["--prefix", SECS4JS_FOLDER, "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    await must(["npm", "install", ...options, "secs4js@0.4.7"]);
  },
};

/** All of them. */
export const PEERS: readonly PeerKind[] = [secsgem, secs4js];

async function must(command: readonly [string, ...string[]]): Promise<void> {
  const { ok, output } = await run(command);
  if (!ok) throw new Error(`${command.join(" ")} failed:\n${output}`);
}
