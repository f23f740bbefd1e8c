import { CASES } from "./cases.ts";
import type { PeerKind } from "./install.ts";
import { within } from "../support/wait.ts";
import { Scene } from "./scene.ts";

/** Longest time that a case may take; every wait in it is bounded more tightly. */
const LIMIT = 30_000;

/** How a case went. */
export interface CaseResult {
  readonly kind: PeerKind;
  /** We were the active side; undefined: there was no connection. */
  readonly active: boolean | undefined;
  readonly name: string;
  readonly ms: number;
  /** Why it failed, and what was seen; undefined: it passed. */
  readonly failure: string | undefined;
}

/** Plays the cases for one kind of peer and one role of ours, and reports each as it ends. */
export async function play(
  kind: PeerKind,
  active: boolean,
  wanted: (name: string) => boolean,
  report: (result: CaseResult) => void,
): Promise<void> {
  const cases = CASES.filter((item) => wanted(item.name) && (item.only?.({ kind, active }) ?? true));
  let shared: Scene | undefined;
  for (const item of cases) {
    const start = performance.now();
    let scene: Scene | undefined;
    let failure: string | undefined;
    try {
      const alone = item.option !== undefined || item.proxied === true;
      scene = alone
        ? await Scene.begin(kind, active, item.option, item.proxied)
        : shared ??= await Scene.begin(kind, active);
      await within(LIMIT, item.run(scene));
    } catch (error) {
      failure = describe(error, scene);
    }
    // What a failed case left behind is not for the next one.
    if (scene !== shared || failure !== undefined) await scene?.end();
    if (failure !== undefined && scene === shared) shared = undefined;
    report({ kind, active, name: item.name, ms: performance.now() - start, failure });
  }
  await shared?.end();
}

function describe(error: unknown, scene: Scene | undefined): string {
  const reason = error instanceof Error ? error.stack ?? error.message : String(error);
  if (scene === undefined) return reason;
  const last = (lines: readonly string[]): string => lines.slice(-12).map((line) => `    ${line}`).join("\n");
  return [
    reason,
    `  frames:\n${last(scene.wire.lines)}`,
    `  our side:\n${last(scene.log.lines)}`,
    `  the peer:\n${last(scene.peer.log.lines)}`,
    `  its stderr:\n${last(scene.peer.stderr.split("\n"))}`,
  ].join("\n");
}
