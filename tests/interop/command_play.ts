import { PeerProcess } from "./peer_process.ts";
import { type PeerKind, secsgem, secsgemGem } from "./install.ts";

/** Longest time that one play may take. */
const LIMIT = 30_000;

/** A play of the `hsms` command against a peer of that kind. */
export interface CommandPlay {
  readonly name: string;
  /** The command is the active side. */
  readonly active: boolean;
  /** The only kind of peer that it is played with. */
  readonly only?: PeerKind;
  run(kind: PeerKind): Promise<void>;
}

/** All of them. */
export const COMMAND_PLAYS: readonly CommandPlay[] = [
  { name: "hsms probe finds that a passive peer answers", active: true, run: probePassivePeer },
  {
    name: "hsms probe finds that an equipment that has just started answers, which ignores S1F1 before S1F13",
    active: true,
    only: secsgem,
    run: () => probeWith((port) => secsgemGem("equipment", false, port, 0, "")),
  },
  { name: "hsms listen serves an active peer", active: false, run: listenForActivePeer },
];

/** The peers answer a message with its own body, and so S1F1 with S1F2. */
function probePassivePeer(kind: PeerKind): Promise<void> {
  return probeWith((port) => kind.command("passive", port, 0));
}

async function probeWith(commandAt: (port: number) => readonly [string, ...string[]]): Promise<void> {
  const port = freePort();
  const peer = new PeerProcess(commandAt(port));
  try {
    await peer.log.saw("ready");
    await peer.command("enable");
    const outcome = await hsms("probe", "127.0.0.1", `${port}`).output();
    const said = text(outcome.stdout) + text(outcome.stderr);
    if (outcome.code !== 0 || !said.includes("All passed")) {
      throw new Error(
        `hsms probe ended with ${outcome.code}:\n${said}\nthe peer:\n${peer.log.lines.join("\n")}`,
      );
    }
  } finally {
    await peer.kill();
  }
}

async function listenForActivePeer(kind: PeerKind): Promise<void> {
  const port = freePort();
  const child = hsms("listen", `${port}`, "--bind", "127.0.0.1").spawn();
  const peer = new PeerProcess(kind.command("active", port, 0));
  const said = { text: "" };
  const heard = (async () => {
    for await (const chunk of child.stdout) said.text += text(chunk);
  })();
  const errors = new Response(child.stderr).text();
  try {
    await peer.log.saw("ready");
    await peer.command("enable");
    await peer.log.saw("selected");
    const reply = await peer.request(1, 1);
    if (reply.stream !== 1 || reply.function !== 2) {
      throw new Error(`S1F1 was answered with ${JSON.stringify(reply)}`);
    }
    child.kill("SIGINT");
    const { code } = await child.status;
    await heard;
    const separated = said.text.includes("-> Separate.req");
    if (code !== 0 || !separated || !said.text.includes('S1F2 <L [2] <A "hsms">')) {
      throw new Error(`hsms listen ended with ${code}:\n${said.text}\n${await errors}`);
    }
    await peer.log.saw("closed");
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await Promise.all([heard, errors, child.status, peer.kill()]);
  }
}

/** The command with these arguments, as a process of its own. */
export function hsms(...args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "src/cli/bin.ts", ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT),
  });
}

/** A port on which nobody listens. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
