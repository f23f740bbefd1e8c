// What the tests of wishes look at.

import { S2F53, S2F55, S2F57 } from "@secs/hsms";
import type { GemHostHandler, GemSetupOutcome, GemSetupStep } from "../../../../src/gem/mod.ts";
import type { Etcher, HostStage } from "../tool_stage.ts";

/** Steps as lines. */
export function said(steps: readonly GemSetupStep[]): string[] {
  return steps.map(({ message, sentence }) => `${message} ${sentence}`);
}

/** What there is of an outcome besides its looks. */
export function summary({ isComplete, there, done, failed, left }: GemSetupOutcome): Record<string, unknown> {
  return {
    ...isComplete && { isComplete },
    ...there.length > 0 && { there: said(there) },
    ...done.length > 0 && { done: said(done) },
    ...failed.length > 0 && {
      failed: failed.map(({ step, error }) => `${said([step])[0]} ${error.message}`),
    },
    ...left.length > 0 && { left: said(left) },
  };
}

/** Writes down what comes to the host. */
export function record({ host }: HostStage): string[] {
  const seen: string[] = [];
  host.on("collection-event", ({ name, reports }) => {
    const values = reports.flatMap(({ readings }) => readings.map((one) => ` ${one.name}=${one.value}`));
    seen.push(`${name}${values.join("")}`);
  });
  host.on("alarm", ({ name, isSet }) => seen.push(`${name} ${isSet ? "set" : "clear"}`));
  return seen;
}

/** Writes down the primaries that come to the tool. */
export function asked({ handler }: HostStage): string[] {
  const names: string[] = [];
  handler.secs.session.on("received", ({ packet: { header } }) => {
    if (header.stream > 0 && header.function % 2 === 1) names.push(header.name.replace(" W", ""));
  });
  return names;
}

/** The next outcome that is told. */
export function nextOutcome(host: GemHostHandler<Etcher>): Promise<GemSetupOutcome> {
  return new Promise((resolve) => {
    const off = host.on("set-up", ({ outcome }) => {
      off();
      resolve(outcome);
    });
  });
}

/** Reports, links, enabled events and enabled alarms of the tool. */
export async function stateOf({ host }: HostStage): Promise<unknown> {
  const links = await host.request(S2F55, []);
  return {
    reports: await host.request(S2F53, []),
    links: links.filter(({ RPTID }) => RPTID.length > 0),
    enabled: await host.request(S2F57),
    alarms: (await host.listEnabledAlarms()).map(({ name }) => name),
  };
}

/** The link is lost, and the host comes back. */
export async function reconnect({ host, clock }: HostStage): Promise<void> {
  await host.connection.disconnect();
  await clock.advance(10_000); // T5
  await host.waitForCommunicating();
}
