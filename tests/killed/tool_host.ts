import {
  S2F13,
  S2F15,
  S2F33,
  S2F35,
  S2F37,
  S2F43,
  S2F45,
  S2F47,
  S2F53,
  S2F59,
  S5F3,
  S5F7,
  S6F11,
  S6F23,
  tcp,
  U4,
} from "@secs/hsms";
import { BOOLEAN } from "@secs/hsms";
import { GemHandler } from "../../src/gem/mod.ts";
import { Log } from "../support/log.ts";
import type { Random } from "../support/random.ts";

/** What a host has changed, by what it is about; several values: the last one was not acknowledged, the others were before. */
export type Known = Map<string, readonly string[]>;

/** A change of a host: what it is about, the value that it gets, and how. */
interface Change {
  readonly about: string;
  readonly value: string;
  readonly make: (host: GemHandler) => Promise<unknown>;
}

/** The host of a tool that is killed again and again. */
export class ToolHost {
  /** What was acknowledged. */
  readonly known: Known = new Map();
  /** The lots that came, for each connection. */
  readonly lots: number[][] = [];
  readonly #random: Random;
  readonly #events = new Log();
  #host: GemHandler | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Connects; resolves when they communicate. */
  async connect(port: number, signal: AbortSignal): Promise<void> {
    const lots: number[] = [];
    this.lots.push(lots);
    const host = new GemHandler("127.0.0.1", port, true, 0, "tool", {
      network: tcp,
      timeouts: { linktest: 0 },
    });
    this.#host = host;
    host.secs.register(S6F11, ({ CEID, RPT }) => {
      if (CEID === 4) lots.push(Number((RPT[0]!.V[0] as unknown as { values: ArrayLike<number> }).values[0]));
      if (CEID === 60_314) this.#events.write("empty");
      return 0;
    });
    await host.enable();
    await host.waitForCommunicating({ signal });
  }

  async disconnect(): Promise<void> {
    await this.#host?.disable();
    this.#host = undefined;
  }

  /** What has to be there for the test: the report of the lot, its event, the spool. */
  async setUp(): Promise<void> {
    const host = this.#host!;
    await host.request(S2F33, { DATAID: 0, REPORTS: [{ RPTID: 1, VID: [2] }] });
    await host.request(S2F35, { DATAID: 0, LINKS: [{ CEID: 4, RPTID: [1] }] });
    await host.request(S2F37, { CEED: true, CEID: [4, 60_314] });
    await host.request(S2F43, [{ STRID: 6, FCNID: [11] }]);
    await host.request(S2F15, [{ ECID: 60_102, ECV: BOOLEAN(true) }]);
  }

  /** Asks for the spool; RSDA. */
  unload(): Promise<number> {
    return this.#host!.request(S6F23, 0);
  }

  /** Unloads the spool; resolves when it is empty. */
  async empty(): Promise<void> {
    await this.unload();
    await this.#events.saw("empty", this.#events.count("empty") + 1);
  }

  /** Changes something; it is acknowledged when the promise resolves. */
  async change(): Promise<void> {
    const { about, value, make } = this.#change();
    const before = this.known.get(about) ?? [];
    this.known.set(about, [...before, value]);
    await make(this.#host!);
    this.known.set(about, [value]);
  }

  /** Throws if something that was acknowledged is not there; what was not is known from now on. */
  async check(): Promise<void> {
    for (const [about, found] of Object.entries(await this.#found())) {
      const expected = this.known.get(about);
      if (expected !== undefined && !expected.includes(found)) {
        throw new Error(`${about} is ${found}, and was acknowledged as ${expected.join(" or ")}`);
      }
      this.known.set(about, [found]);
    }
  }

  #change(): Change {
    const random = this.#random;
    const number = random.below(90) + 1;
    const isOn = random.below(2) === 0;
    const kinds: readonly (() => Change)[] = [
      () => ({
        about: "rate",
        value: `${number}`,
        make: (host) => host.request(S2F15, [{ ECID: 3, ECV: U4(number) }]),
      }),
      () => {
        const VID = Array.from({ length: number }, () => 1);
        const REPORTS = [{ RPTID: 2, VID: [] }, { RPTID: 2, VID }];
        return {
          about: "report",
          value: `${number}`,
          make: (host) => host.request(S2F33, { DATAID: 0, REPORTS }),
        };
      },
      () => ({
        about: "alarm",
        value: `${isOn}`,
        make: (host) => host.request(S5F3, { ALED: isOn ? 128 : 0, ALID: 5 }),
      }),
      () => ({
        about: "limit",
        value: `${number}`,
        make: (host) => {
          const DEADBAND = { UPPERDB: U4(number), LOWERDB: U4(number) };
          const VARIABLES = [{ VID: 1, LIMITS: [{ LIMITID: 1, DEADBAND }] }];
          return host.request(S2F45, { DATAID: 0, VARIABLES });
        },
      }),
      () => ({
        about: "spool",
        value: `${isOn}`,
        make: (host) => {
          const others = isOn ? [{ STRID: 5, FCNID: [] }] : [];
          return host.request(S2F43, [{ STRID: 6, FCNID: [11] }, ...others]);
        },
      }),
    ];
    return kinds[random.below(kinds.length)]!();
  }

  async #found(): Promise<Record<string, string>> {
    const host = this.#host!;
    const [rate, report, alarms, limits, spool] = await Promise.all([
      host.request(S2F13, [3]),
      host.request(S2F53, [2]),
      host.request(S5F7),
      host.request(S2F47, [1]),
      host.request(S2F59),
    ]);
    return {
      rate: numberOf(rate[0]),
      report: `${report[0]!.VID.length}`,
      alarm: `${alarms.length > 0}`,
      limit: numberOf(limits[0]!.ATTRIBUTES?.LIMITS[0]?.UPPERDB),
      spool: `${spool.length > 1}`,
    };
  }
}

function numberOf(item: unknown): string {
  return `${(item as { values?: ArrayLike<number> } | undefined)?.values?.[0]}`;
}
