import type { ControlOptions } from "../models/control.ts";
import type { SpoolStream } from "../models/spool_setting.ts";
import type { LargeProgramOptions } from "../programs/large_programs.ts";
import type { LimitsOptions } from "../setup/limits.ts";
import type { MultiBlockOptions } from "../setup/multi_block.ts";
import type { ReportSetupOptions } from "../setup/report_options.ts";
import type { TraceOptions } from "../setup/trace_options.ts";
import { requireInteger } from "../../core/base/mod.ts";

/** The messages of an equipment that can want a reply or not. */
export type OptionalReply = "S5F1" | "S6F1" | "S6F11" | "S6F13" | "S10F1" | "S7F27";

const OPTIONAL: readonly OptionalReply[] = ["S5F1", "S6F1", "S6F11", "S6F13", "S10F1", "S7F27"];

/** How the spool of one host works; EnableSpooling, OverWriteSpool and MaxSpoolTransmit are constants of the tool. */
export interface HostSpoolOptions {
  /** Maximum number of messages in the spool. @default {10,000} */
  readonly maxMessages?: number;
  /** Maximum number of bytes of their bodies. @default {64 MiB} */
  readonly maxBytes?: number;
  /** What S2F43 replaces: the whole setting, or only the streams that it names. @default {"setting"} */
  readonly replaces?: "setting" | "streams";
  /** Primaries of your own, sent with `post`, that S2F43 may name besides those of streams 2, 5, 6, 7 and 10. @default {none} */
  readonly primaries?: readonly SpoolStream[];
}

/** Options of one host of a tool. */
export interface EquipmentHostOptions {
  /** The control state model: where it starts, and what the standard leaves open. */
  readonly control?: ControlOptions;
  /** Reports, links and events that the host may set up. */
  readonly reports?: ReportSetupOptions;
  /** Traces that the host may run. */
  readonly traces?: TraceOptions;
  /** How variables that have limits are sampled. */
  readonly limits?: LimitsOptions;
  /** Long messages that the host may announce with S2F39. */
  readonly multiBlock?: MultiBlockOptions;
  /** Large process programs, S7F37 to S7F44. */
  readonly largePrograms?: LargeProgramOptions;
  /** How long the host may take for a message that it has announced, in ms; then S9F13 is sent. @default {45,000} */
  readonly conversationTimeout?: number;
  /** Spooling. */
  readonly spool?: HostSpoolOptions;
  /** Maximum number of messages that wait for an answer of the host at once; 1 keeps their order on any host. @default {1} */
  readonly maxOpen?: number;
  /** Maximum number of messages that wait to be sent; one more is lost, which is told. @default {10,000} */
  readonly maxWaiting?: number;
  /** Maximum number of bytes of their bodies. @default {16 MiB} */
  readonly maxWaitingBytes?: number;
  /** Maximum number of ids in one of S1F3, S1F11, S1F21, S1F23, S2F13 and S2F29; SxF0 beyond it. @default {100,000} */
  readonly maxRequestedIds?: number;
  /** Maximum number of bytes of the values in one answer; SxF0 beyond it. @default {16 MiB} */
  readonly maxAnswerBytes?: number;
  /** The form of event reports: S6F13 names the variables in them. @default {"S6F11"} */
  readonly eventReport?: "S6F11" | "S6F13";
  /** Which messages want a reply (W). @default {all} */
  readonly wantsReply?: Readonly<Partial<Record<OptionalReply, boolean>>>;
  /**
   * From how many bytes on S6F5 asks first whether an event report may be sent. Over HSMS nothing needs that.
   *
   * @default {Infinity}
   */
  readonly inquireFrom?: number;
  /** HCACK for a command that needs REMOTE, in LOCAL; some tools have 64 or more. @default {2} */
  readonly localHcack?: number;
}

const MIB = 2 ** 20;
const LARGE = Number.MAX_SAFE_INTEGER;

/**
 * The options with their defaults.
 *
 * @throws {RangeError} when one is out of range.
 */
export function readHostOptions(options: EquipmentHostOptions): Required<EquipmentHostOptions> & {
  readonly spool: Required<HostSpoolOptions>;
} {
  const {
    control = {},
    reports = {},
    traces = {},
    limits = {},
    multiBlock = {},
    spool = {},
    wantsReply = {},
    eventReport = "S6F11",
  } = options;
  const { maxOpen = 1, maxWaiting = 10_000, maxWaitingBytes = 16 * MIB, localHcack = 2 } = options;
  const { inquireFrom = Infinity } = options;
  const { conversationTimeout = 45_000, largePrograms = {} } = options;
  const { maxRequestedIds = 100_000, maxAnswerBytes = 16 * MIB } = options;
  const { maxMessages = 10_000, maxBytes = 64 * MIB, replaces = "setting", primaries = [] } = spool;
  requireWords(options);
  return {
    control,
    reports,
    traces,
    limits,
    multiBlock,
    largePrograms,
    conversationTimeout: requireInteger("conversationTimeout", conversationTimeout, 1, 2 ** 31 - 1),
    wantsReply,
    eventReport,
    maxOpen: requireInteger("maxOpen", maxOpen, 1, 65_535),
    maxWaiting: requireInteger("maxWaiting", maxWaiting, 1, LARGE),
    maxWaitingBytes: requireInteger("maxWaitingBytes", maxWaitingBytes, 1, LARGE),
    maxRequestedIds: requireInteger("maxRequestedIds", maxRequestedIds, 1, LARGE),
    maxAnswerBytes: requireInteger("maxAnswerBytes", maxAnswerBytes, 1, LARGE),
    inquireFrom: inquireFrom === Infinity ? Infinity : requireInteger("inquireFrom", inquireFrom, 0, LARGE),
    localHcack: requireInteger("localHcack", localHcack, 1, 255),
    spool: {
      maxMessages: requireInteger("maxMessages", maxMessages, 1, LARGE),
      maxBytes: requireInteger("maxBytes", maxBytes, 1, LARGE),
      replaces,
      primaries,
    },
  };
}

const OFFLINE = ["equipment-offline", "attempt-online", "host-offline"];

/** A word that is none would be a state that is none. */
function requireWords(
  { control = {}, spool = {}, eventReport, wantsReply = {} }: EquipmentHostOptions,
): void {
  requireWord("control.initControlState", control.initControlState, ["online", "offline"]);
  requireWord("control.offlineSubstate", control.offlineSubstate, OFFLINE);
  requireWord("control.onlineFailed", control.onlineFailed, ["equipment-offline", "host-offline"]);
  requireWord("control.onlineSubstate", control.onlineSubstate, ["local", "remote"]);
  requireWord("control.offlineOnDisconnect", control.offlineOnDisconnect, OFFLINE);
  requireWord("spool.replaces", spool.replaces, ["setting", "streams"]);
  requireWord("eventReport", eventReport, ["S6F11", "S6F13"]);
  for (const name of Object.keys(wantsReply)) requireWord("wantsReply", name, OPTIONAL);
  for (const name of control.offlineAnswers ?? []) {
    if (/^S\d+F\d*[13579]$/.test(name)) continue;
    throw new RangeError(
      `control.offlineAnswers must name primaries, such as S1F15, got ${JSON.stringify(name)}`,
    );
  }
}

function requireWord(name: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  throw new RangeError(`${name} must be one of ${words.join(", ")}, got ${JSON.stringify(word)}`);
}
