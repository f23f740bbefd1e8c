import { HsmsTimeouts, type Network } from "../../core/mod.ts";
import { pathTo } from "../../gem/definition/problems.ts";
import { MemoryNetwork, VirtualClock } from "../../testing/mod.ts";
import { sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { defined } from "../options.ts";
import type { Recorder } from "../record/recorder.ts";
import { Ended, Engine, type StepProgress } from "./engine.ts";
import { Frames } from "./frames.ts";
import type { Peer, Suite } from "./read_scenario.ts";
import type { ScenarioResult } from "./results.ts";
import type { Step, Timers, Value } from "./scenario.ts";
import { stepOf } from "./sides.ts";
import { Stage, type StageOptions } from "./stage.ts";
import { Variables } from "./variables.ts";
import { inVirtualTime } from "./virtual_time.ts";
import { timeIn } from "./words.ts";
import { storyModelOf } from "../view/story_model.ts";

/** How scenarios are played. */
export interface PlayOptions {
  readonly io: Pick<CommandIo, "clock" | "date" | "network" | "signal">;
  /** How a real peer is reached. */
  readonly network: Network;
  readonly time: "real" | "virtual";
  /** In place of the peer of the file. */
  readonly peer?: Peer | undefined;
  readonly session?: number | undefined;
  /** Variables of the command line. */
  readonly variables: Readonly<Record<string, Value>>;
  readonly recorder?: Recorder | undefined;
  readonly progress: StepProgress;
}

/** When a virtual clock begins. */
const VIRTUAL_BEGIN = Date.UTC(2026, 0, 1);

/** Plays a scenario; never rejects. */
export async function playScenario(
  suite: Suite,
  name: string,
  options: PlayOptions,
): Promise<ScenarioResult> {
  const { file, data, play } = suite;
  const scenario = data.scenarios[name]!;
  const peer = options.peer ?? suite.peer;
  const about = { name, about: scenario.about, place: file.at(["scenarios", name]) };
  const isVirtual = options.time === "virtual";
  const clock = isVirtual ? new VirtualClock() : options.io.clock;
  const date = isVirtual ? () => new Date(VIRTUAL_BEGIN + clock.now()) : options.io.date;
  const frames = new Frames(date, options.recorder);
  const { t3, t6, t7, t8 } = timeoutsOf(data.timers ?? {});
  const model = suite.model && storyModelOf(suite.model);
  const known = { timers: { t3, t6, t7, t8 }, ...model && { model } };
  const begin = clock.now();
  const at = date();
  const result = (
    result: ScenarioResult["result"],
    why: string | undefined,
    engine?: Engine,
    failedAt?: number,
  ): ScenarioResult => ({
    ...about,
    result,
    why,
    steps: engine?.results ?? [],
    left: engine?.left ?? 0,
    at,
    took: clock.now() - begin,
    recording: { lines: frames.lines, dropped: frames.dropped, failedAt, known },
  });
  const lack = lackOf([...data.before ?? [], ...scenario.steps, ...data.after ?? []], play, peer, isVirtual);
  if (lack !== undefined) return result("skip", lack);
  if (options.io.signal.aborted) return result("skip", "the run was ended");
  const stageOptions: StageOptions = {
    play,
    peer,
    model: suite.model,
    simulated: { ...data.simulated, ...scenario.simulated },
    session: options.session ?? data.session ?? 0,
    timeouts: timeoutsOf(data.timers ?? {}),
    network: isVirtual
      ? new MemoryNetwork({ clock })
      : peer.kind === "simulated"
      ? options.io.network
      : options.network,
    clock,
    date,
    isVirtual,
    frames,
  };
  let engine: Engine | undefined;
  let failedAt: number | undefined;
  const work = async (): Promise<ScenarioResult> => {
    const stage = await Stage.open(stageOptions);
    const variables = new Variables(data.variables, scenario.variables, options.variables);
    engine = new Engine(stage, variables, file, options.progress);
    const stop = (): void => engine!.end(new Error("it was ended"));
    options.io.signal.addEventListener("abort", stop, { once: true });
    try {
      let failed = await outcomeOf(async () => {
        await engine!.run(data.before ?? [], "before", "before");
        await engine!.run(scenario.steps, pathTo(pathTo("scenarios", name), "steps"));
      });
      if (failed !== undefined) failedAt = frames.count;
      if (!options.io.signal.aborted) {
        engine.goOn();
        const after = await outcomeOf(() => engine!.run(data.after ?? [], "after", "after"));
        failed ??= after;
        if (failed !== undefined) failedAt ??= frames.count;
      }
      if (failed === undefined) return result("pass", undefined, engine);
      return result("fail", failed instanceof Ended ? undefined : sentenceOf(failed), engine, failedAt);
    } finally {
      options.io.signal.removeEventListener("abort", stop);
      await stage.close();
    }
  };
  try {
    const working = work();
    return isVirtual ? await inVirtualTime(clock as VirtualClock, working, options.io.signal) : await working;
  } catch (error) {
    return result("fail", sentenceOf(error), engine, frames.count);
  }
}

/** What something rejects with; undefined: it does not. */
async function outcomeOf(act: () => Promise<void>): Promise<Error | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Why a scenario cannot be played with this peer; undefined: it can. */
function lackOf(
  steps: readonly Step[],
  play: "host" | "tool",
  peer: Peer,
  isVirtual: boolean,
): string | undefined {
  if (peer.kind === "simulated") return undefined;
  if (isVirtual) return "in virtual time the peer is simulated: leave out --time virtual";
  const side = play === "host" ? "tool" : "host";
  const word = stepOf(side, steps);
  return word === undefined
    ? undefined
    : `${word} is a step of a ${side} that is simulated, and the ${side} is a real one`;
}

function timeoutsOf(timers: Timers): HsmsTimeouts {
  const ms = Object.fromEntries(Object.entries(timers).map(([name, time]) => [name, timeIn(time)]));
  return new HsmsTimeouts({ ...defined(ms), allowShort: true });
}
