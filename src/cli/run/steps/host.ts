// What a host asks of a tool: control, commands, variables, events and alarms.

import { ALL_ALARMS } from "../../../secs/mod.ts";
import { abortable } from "../../../core/base/mod.ts";
import type { GemReading } from "../../../gem/mod.ts";
import { sentenceOf } from "../../errors.ts";
import { missesOf, shownValue } from "../conditions.ts";
import { StepFailure } from "../failure.ts";
import { type Doing, fitted, hostOf, refOf, type Running } from "../running.ts";
import type { Conditions, Switched } from "../scenario.ts";
import { saveAll } from "./await.ts";
import { call } from "./call.ts";

/** `control: on-line` */
export const control: Doing<"control"> = ({ control: to, answer }, run) =>
  call(run, `go ${to}`, answer, (host) => to === "on-line" ? host.goOnline() : host.goOffline());

/** `command: START` */
export const command: Doing<"command"> = ({ command: name, parameters = {}, answer }, run) => {
  const known = run.stage.options.model?.commands.named(name);
  const values = Object.entries(parameters).map(([parameter, value]) => [
    parameter,
    fitted(known?.parameters.named(parameter), value),
  ]);
  return call(
    run,
    `command ${name}`,
    answer,
    (host) => host.sendRemoteCommand(known === undefined ? { id: name } : name, Object.fromEntries(values)),
  );
};

/** `read: WafersDone` */
export const read: Doing<"read"> = async (step, run) => {
  const names = typeof step.read === "object" ? step.read.map(String) : [`${step.read}`];
  const variables = run.stage.options.model?.variables;
  const isConstant = (name: string): boolean => variables?.named(name)?.kind === "constant";
  const values: Record<string, unknown> = {};
  const take = (some: readonly string[], readings: readonly GemReading[]): void =>
    some.forEach((name, at) => values[name] = readings[at]?.value);
  await call(run, `read ${names.join(", ")}`, undefined, async (host) => {
    const status = names.filter((name) => !isConstant(name));
    if (status.length > 0) take(status, await host.requestSvs(status.map((name) => refOf(variables, name))));
    const constants = names.filter(isConstant);
    if (constants.length > 0) {
      take(constants, await host.requestEcs(constants.map((name) => refOf(variables, name))));
    }
  });
  requireValues(step.with, values, run);
  saveAll(step.save, values, run);
  return Object.entries(values).slice(0, 5).map(([name, value]) => `${name} ${shownValue(value)}`).join(", ");
};

/** What is read has to be as the conditions say. @throws {StepFailure} When it is not. */
export function requireValues(
  conditions: Conditions | undefined,
  values: Readonly<Record<string, unknown>>,
  { stage }: Running,
): void {
  const misses = missesOf(conditions ?? {}, values);
  if (misses.length === 0) return;
  throw new StepFailure(
    `${misses.map(({ name, wanted }) => `${name} ${wanted}`).join(", ")} of ${stage.peerName}`,
    misses.map(({ name, got }) => `${name} was ${got}`),
  );
}

/** `constants: { MaxPressure: 2 }` */
export const constants: Doing<"constants"> = ({ constants: values, answer }, run) => {
  const variables = run.stage.options.model?.variables;
  const pairs = Object.entries(values).map(([name, value]) =>
    [refOf(variables, name), fitted(variables?.named(name), value)] as const
  );
  return call(run, `set ${Object.keys(values).join(", ")}`, answer, (host) => host.setEcs(pairs as never));
};

/** `want: { events: { LotStarted: [LotId] }, alarms: all }` */
export const want: Doing<"want"> = async ({ want: { events = {}, alarms, others } }, run) => {
  const host = hostOf(run);
  const model = run.stage.options.model;
  const wished = Object.entries(events).map(([event, variables]) => ({
    event: refOf(model?.events, event),
    variables: variables.map((name) => refOf(model?.variables, name)),
  }));
  const wish = {
    online: false,
    events: wished,
    ...(alarms !== undefined && {
      alarms: alarms === "all" ? alarms : alarms.map((name) => refOf(model?.alarms, name)),
    }),
    ...(others !== undefined && { others }),
  };
  await call(run, "what is wanted", undefined, async () => {
    const setup = await abortable(host.want(wish, { signal: run.signal }), run.signal);
    setup.stop();
    const { failed } = setup.outcome;
    if (failed.length === 0) return;
    throw new StepFailure(
      `${run.stage.peerName} to be set up as it is wanted`,
      failed.map(({ step, error }) => `${step.sentence} ${sentenceOf(error)}`),
    );
  });
};

/** `enable: { alarms: all }` */
export const enable: Doing<"enable"> = ({ enable: what, answer }, run) => switched(true, what, answer, run);

/** `disable: { events: [LotDone] }` */
export const disable: Doing<"disable"> = ({ disable: what, answer }, run) =>
  switched(false, what, answer, run);

function switched(isOn: boolean, what: Switched, answer: string | undefined, run: Running): Promise<string> {
  const { events, alarms } = what;
  const model = run.stage.options.model;
  return call(
    run,
    `${isOn ? "enable" : "disable"} ${Object.keys(what).join(" and ")}`,
    answer,
    async (host) => {
      if (events === "all" && isOn) {
        await host.enableCollectionEvents((model?.events.all ?? []).map(({ id }) => ({ id })));
      } else if (events === "all") await host.disableCollectionEvents();
      else if (events !== undefined) {
        const refs = events.map((name) => refOf(model?.events, name));
        await (isOn ? host.enableCollectionEvents(refs) : host.disableCollectionEvents(refs));
      }
      const refs = alarms === "all" ? [ALL_ALARMS] : (alarms ?? []).map((name) => refOf(model?.alarms, name));
      for (const ref of refs) await (isOn ? host.enableAlarm(ref) : host.disableAlarm(ref));
    },
  );
}
