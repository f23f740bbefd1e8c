// What a host asks of a tool: process programs, lists, the spool, the clock, terminals, traces and limits.

import type { GemHostHandler } from "../../../gem/mod.ts";
import { A, type Item } from "../../../secs2/mod.ts";
import { StepFailure } from "../failure.ts";
import { type Doing, refOf } from "../running.ts";
import type { Listed } from "../scenario.ts";
import { spoolStreamsOf } from "../spool_streams.ts";
import { timeIn } from "../words.ts";
import { saveAll } from "./await.ts";
import { call } from "./call.ts";
import { requireValues } from "./host.ts";

/** `download: R1` */
export const download: Doing<"download"> = ({ download: ppid, text, answer }, run) =>
  call(run, `download ${ppid}`, answer, (host) => host.sendProcessProgram(ppid, A(text)));

/** `upload: R1` */
export const upload: Doing<"upload"> = async (step, run) => {
  const { upload: ppid, answer } = step;
  let body: Item | undefined;
  const said = await call(run, `upload ${ppid}`, answer, async (host) => {
    body = await host.requestProcessProgram(ppid);
    if (body === undefined && answer === undefined) {
      throw new StepFailure(`the process program ${ppid} of ${run.stage.peerName}`, [
        "the tool does not have it",
      ]);
    }
  });
  const values = body === undefined ? {} : { text: textOf(body) };
  requireValues(step.with, values, run);
  saveAll(step.save, values, run);
  return said;
};

/** `delete: [R1]` */
export const deletePrograms: Doing<"delete"> = ({ delete: ppids, answer }, run) =>
  call(
    run,
    `delete ${ppids === "all" ? "all process programs" : ppids.join(", ")}`,
    answer,
    (host) =>
      ppids === "all" ? host.deleteAllProcessPrograms() : host.deleteProcessPrograms(ppids.map(String)),
  );

/** `list: programs` */
export const list: Doing<"list"> = async ({ list: what, has = [], lacks = [] }, run) => {
  let names: readonly string[] = [];
  await call(run, `list ${what}`, undefined, async (host) => names = await LISTS[what](host));
  const missing = has.map(String).filter((name) => !names.includes(name));
  const left = lacks.map(String).filter((name) => names.includes(name));
  if (missing.length + left.length === 0) return `${names.length} of them`;
  const wanted = [...missing, ...left.map((name) => `no ${name}`)].join(", ");
  throw new StepFailure(`${wanted} among the ${what} of ${run.stage.peerName}`, [
    names.length === 0 ? "there are none" : `there are ${names.slice(0, 40).join(", ")}`,
  ]);
};

type Part = { readonly name: string | undefined; readonly id: unknown };

const LISTS: Readonly<Record<Listed, (host: GemHostHandler) => Promise<readonly string[]>>> = {
  "programs": async (host) => (await host.getProcessProgramList()).map((ppid) => `${ppid}`),
  "alarms": async (host) => namesOf(await host.listAlarms()),
  "enabled alarms": async (host) => namesOf(await host.listEnabledAlarms()),
  "status variables": async (host) => namesOf(await host.listSvs()),
  "data variables": async (host) => namesOf(await host.listDvs()),
  "constants": async (host) => namesOf(await host.listEcs()),
  "events": async (host) => namesOf(await host.listCollectionEvents()),
};

function namesOf(parts: readonly Part[]): string[] {
  return parts.map(({ name, id }) => name ?? `${id}`);
}

/** `spool: empty` */
export const spool: Doing<"spool"> = async ({ spool: how, answer }, run) => {
  let messages: number | undefined;
  const said = await call(run, `${how} the spool`, answer, async (host) => {
    if (how === "read") await host.requestSpool();
    else if (how === "purge") await host.purgeSpool();
    else messages = (await host.emptySpool({ signal: run.signal })).messages;
  });
  return messages === undefined ? said : `${messages} messages`;
};

/** `spooling: [S6F11]` */
export const spooling: Doing<"spooling"> = ({ spooling: messages, answer }, run) =>
  call(
    run,
    `spool ${messages.join(", ") || "nothing"}`,
    answer,
    (host) => host.setSpooling(spoolStreamsOf(messages)),
  );

/** `clock: read` */
export const clock: Doing<"clock"> = async ({ clock: what, near, answer }, run) => {
  let time: number | undefined;
  const said = await call(run, what === "read" ? "read the clock" : "set the clock", answer, async (host) => {
    if (what === "read") time = (await host.requestClock())?.time;
    else await host.setClock(what === "now" ? undefined : what);
  });
  if (near === undefined || what !== "read") return said;
  const away = time === undefined ? Infinity : Math.abs(time - run.stage.options.date().getTime());
  if (away <= timeIn(near)) return said;
  throw new StepFailure(`the clock of ${run.stage.peerName} at most ${near} from ours`, [
    time === undefined
      ? "the tool has no time"
      : `it was ${new Date(time).toISOString()}, ${away / 1000} s from ours`,
  ]);
};

/** `terminal: Come here` */
export const terminal: Doing<"terminal"> = ({ terminal: text, to, answer }, run) =>
  call(run, "show text", answer, (host) => host.sendTerminal(text, to === undefined ? {} : { terminal: to }));

/** `trace: 1` */
export const trace: Doing<"trace"> = (step, run) => {
  const variables = step.variables.map((name) => refOf(run.stage.options.model?.variables, name));
  const { trace: id, samples, answer, "per report": perReport = 1 } = step;
  const period = timeIn(step.every);
  return call(
    run,
    `trace ${id}`,
    answer,
    (host) => host.startTrace({ id, variables, period, samples, perReport }),
  );
};

/** `stop trace: 1` */
export const stopTrace: Doing<"stop trace"> = (step, run) =>
  call(run, `stop trace ${step["stop trace"]}`, step.answer, (host) => host.stopTrace(step["stop trace"]));

/** `limits: { ChamberPressure: [{ id: 1, upper: 0.9, lower: 0.8 }] }` */
export const limits: Doing<"limits"> = ({ limits: of, answer }, run) => {
  if (of === "none") return call(run, "take all limits away", answer, (host) => host.clearLimits());
  const wanted = Object.entries(of).map(([name, limits]) => ({
    variable: refOf(run.stage.options.model?.variables, name),
    limits,
  }));
  return call(run, "set limits", answer, (host) => host.defineLimits(wanted as never));
};

/** The text of a body, if it is text or bytes. */
function textOf(item: Item): string | undefined {
  if (item.format === "A" || item.format === "J") return item.text;
  return item.format === "B" ? new TextDecoder().decode(item.bytes) : `${item}`;
}
