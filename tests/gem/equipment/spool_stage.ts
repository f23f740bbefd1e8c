import { test } from "node:test";
import { S10F1, S1F3, S2F33, S2F35, S2F37, S2F43, S5F1, S5F3, S6F11, S6F23 } from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { openStage, START, type ToolStage, type ToolStageOptions } from "./stage.ts";

/** The events that the host enables, by their CEIDs. */
export const EVENTS: Readonly<Record<number, string>> = {
  4001: "LotStarted",
  60_313: "Spooling Activated",
  60_314: "Spooling Deactivated",
  60_315: "Spool Transmit Failure",
};

/** What the host lets the tool spool, if a test does not say another thing. */
export const SPOOLED = [
  { STRID: 5, FCNID: [] },
  { STRID: 6, FCNID: [11] },
  { STRID: 10, FCNID: [1] },
] as const;

/** What a test may change. */
export interface SpoolOptions extends ToolStageOptions {
  /** S2F43; nothing is sent if it is null. */
  readonly spooled?: readonly { readonly STRID: number; readonly FCNID: readonly number[] }[] | null;
}

/** A host that has set up what it wants of the tool, and may spool. `got` of the stage has `LotStarted A1`, `S5F1 128`. */
export class SpoolHost {
  readonly stage: ToolStage;
  /** Answers what the tool sends; a test may take another one. */
  answer: () => number | Promise<number> = () => 0;
  /** Number of lots that were started. */
  triggered = 0;
  /** The time of day at the tool, after its start. */
  readonly time: { ms: number };

  constructor(stage: ToolStage, time = { ms: 0 }) {
    this.stage = stage;
    this.time = time;
    const { host: { secs }, got } = stage;
    secs.register(S6F11, ({ CEID, RPT }) => {
      const values = RPT.flatMap(({ V }) => V).map((item) => (item as { text?: string }).text);
      got.write([EVENTS[Number(CEID)], ...values].join(" "));
      return this.answer();
    });
    secs.register(S5F1, ({ ALCD }) => (got.write(`S5F1 ${ALCD}`), this.answer()));
    secs.register(S10F1, ({ TEXT }) => (got.write(`S10F1 ${TEXT}`), this.answer()));
  }

  /** One report with the lot, the events, the alarm, what is spooled. */
  async setUp(spooled: SpoolOptions["spooled"] = SPOOLED): Promise<void> {
    const { host } = this.stage;
    const requests = [
      host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: [2001] }] }),
      host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4001, RPTID: [1] }] }),
      host.request(S2F37, { CEED: true, CEID: Object.keys(EVENTS).map(Number) }),
      host.request(S5F3, { ALED: 128, ALID: 5001 }),
    ];
    assertEquals(await Promise.all(requests), [0, 0, 0, 0]);
    if (spooled === null) return;
    assertEquals(await host.request(S2F43, spooled), { RSPACK: 0, STREAMS: [] });
  }

  /** The host comes again, once T5 is over. */
  async comeAgain(): Promise<void> {
    const { clock, host } = this.stage;
    await host.enable();
    await clock.advance(10_000);
    await host.waitForCommunicating();
    await clock.settle();
  }

  /** Lots are started. */
  lots(...names: readonly string[]): void {
    for (const LotId of names) this.stage.tool.trigger("LotStarted", { LotId });
    this.triggered += names.length;
  }

  /** S6F23: 0 transmits, 1 purges; RSDA, when all that follows is done. */
  async ask(rsdc: 0 | 1): Promise<number> {
    const rsda = await this.stage.host.request(S6F23, rsdc);
    await this.stage.clock.settle();
    return rsda;
  }

  /** The lines that came since the last time. */
  take(): string[] {
    return this.stage.got.lines.splice(0);
  }

  /** SpoolCountActual, SpoolCountTotal; SpoolStartTime and SpoolFullTime as minutes and seconds (the tool starts at 0405). */
  async counts(): Promise<string> {
    const items = await this.stage.host.request(S1F3, [60_011, 60_012, 60_014, 60_013]);
    const [actual, total] = items.map((item) =>
      (item as unknown as { values?: ArrayLike<number> }).values?.[0]
    );
    const [, , started, full] = items.map((item) => (item as { text?: string }).text?.slice(10, 14) || "-");
    return `${actual} of ${total}, from ${started}, full ${full}`;
  }
}

/** Plays a scenario with a tool and a host that has set it up. EnableSpooling becomes true once they communicate. */
export function spoolTest(
  name: string,
  options: SpoolOptions,
  play: (host: SpoolHost, stage: ToolStage) => Promise<void>,
): void {
  test(name, async () => {
    const time = { ms: 0 };
    const stage = await openStage({
      ...options,
      tool: { time: { now: () => START + time.ms, zone: 0 }, ...options.tool },
    });
    const host = new SpoolHost(stage, time);
    try {
      await stage.establish();
      await host.setUp(options.spooled);
      await stage.tool.setConstant("EnableSpooling", true);
      await play(host, stage);
    } finally {
      await stage.end();
    }
  });
}
