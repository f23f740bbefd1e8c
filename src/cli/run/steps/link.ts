// Steps of the link, of messages of one's own, and of the simulated tool.

import { abortable } from "../../../core/base/mod.ts";
import { decodeItem } from "../../../secs2/mod.ts";
import { describeMessage, type SecsHandler, type SecsMessage, type SecsRole } from "../../../secs/mod.ts";
import { parseMessages } from "../../../sml/mod.ts";
import { parseFault } from "../../simulate/faults.ts";
import { fitsPattern, parsePattern } from "../conditions.ts";
import { seconds, StepFailure } from "../failure.ts";
import { type Doing, fitted, toolOf } from "../running.ts";
import { isState } from "../states.ts";
import { timeIn } from "../words.ts";
import { judged } from "./call.ts";

/** How long communications are waited for if a step does not say it, in ms. */
const OPEN = 30_000;

/** `link: open` */
export const link: Doing<"link"> = async ({ link: how, within }, run) => {
  const { stage } = run;
  if (how === "close") return await stage.disable();
  await abortable(stage.enable(), run.signal);
  if (how === "enable") return;
  const ms = within === undefined ? OPEN : timeIn(within);
  const look = (): true | undefined =>
    isState(stage, { kind: "state", of: "communication", state: "communicating" }) || undefined;
  if (await stage.inbox.until(look, ms, run.signal)) return;
  const { peer } = stage.options;
  throw new StepFailure(
    `communications with ${stage.peerName} within ${seconds(ms)}`,
    [
      stage.trouble ??
        (stage.ours.connection.connected ? "it is connected, and not communicating" : "nobody is connected"),
      ...stage.inbox.ends.slice(-3).map(({ why }) => `the link ended: ${why}`),
    ],
    peer.kind === "listen"
      ? "The address and the port at the peer"
      : "Address, port and session; hsms probe says more",
  );
};

/** `line: cut` */
export const line: Doing<"line"> = (step, run) => {
  toolOf(run);
  const { network } = run.stage.fab!;
  network.isDown = step.line === "down";
  if (step.line !== "up") network.cut();
  return Promise.resolve();
};

/** `send: S1F1 W.` */
export const send: Doing<"send"> = async (step, run) => {
  const [message] = parseMessages(step.send);
  const { stream, function: func, requireResponse, item } = message!;
  const secs = run.stage.ours.secs as unknown as SecsHandler<SecsRole>;
  const name = `S${stream}F${func}`;
  if (!requireResponse) return secs.send(stream, func, item);
  return await judged(run, name, step.answer, async () => {
    const reply = await secs.request(stream, func, item);
    if (step.body !== undefined) requireBody(step.body, reply, run.stage.peerName);
  });
};

function requireBody(pattern: string, reply: SecsMessage, peer: string): void {
  if (fitsPattern(parsePattern(pattern), decodeItem(reply.packet.data))) return;
  throw new StepFailure(`an answer of ${peer} with the body ${pattern}`, [describeMessage(reply.packet)]);
}

/** `set: { CurrentLot: A1 }` */
export const set: Doing<"set"> = async ({ set: values }, run) => {
  const { equipment } = toolOf(run);
  for (const [name, value] of Object.entries(values)) {
    const variable = equipment.model.variables.require(name);
    const fit = fitted(variable, value) as never;
    if (variable.kind === "constant") await equipment.setConstant(name as never, fit);
    else equipment.set(name as never, fit);
  }
};

/** `operator: alarm DoorOpen` */
export const operator: Doing<"operator"> = async (step, run) => {
  toolOf(run);
  await run.stage.panel!.perform(step.operator);
};

/** `fault: no-reply S1F3 once` */
export const fault: Doing<"fault"> = (step, run) => {
  const tool = toolOf(run);
  if (step.fault === "none") tool.faults.clear();
  else tool.faults.add(parseFault(step.fault.trim().split(/\s+/)));
  return Promise.resolve();
};
