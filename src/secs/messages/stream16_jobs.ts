import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, truth, unsigned } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import {
  abortOf,
  errorEntry,
  multiBlockInquire,
  type SecsErrorEntry,
  type SecsMultiBlockInquire,
} from "./common.ts";
import { jobStatus, type SecsJobStatus } from "./jobs.ts";
import type { SecsCommandParameter } from "./stream2_control.ts";
import type { SecsAnnotatedValue } from "./stream6_annotated.ts";

/** A command for a process job. */
export interface SecsJobCommand {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Process job id. */
  readonly PRJOBID: string;
  /** The command: `START`, `STOP`, `PAUSE`, `RESUME`, `ABORT`, `CANCEL`. */
  readonly PRCMDNAME: string;
  /** Its parameters; empty for none. */
  readonly PARAMETERS: readonly SecsCommandParameter[];
}

/** The answer to a request about a process job. */
export interface SecsJobAcknowledge {
  /** Process job id. */
  readonly PRJOBID: string;
  /** How the request ended. */
  readonly STATUS: SecsJobStatus;
}

/** A process job has come to a milestone. */
export interface SecsJobAlert extends SecsJobAcknowledge {
  /** When, as TIME of S2F18. */
  readonly TIMESTAMP: string;
  /** 1 set up, 2 processing, 3 processing is complete, 4 the job is complete, 5 waiting for start. */
  readonly PRJOBMILESTONE: number | bigint;
}

/** An event of a process job. */
export interface SecsJobEvent {
  /** 1 waiting for material, 2 its state has changed. */
  readonly PREVENTID: number | bigint;
  /** When, as TIME of S2F18. */
  readonly TIMESTAMP: string;
  /** Process job id. */
  readonly PRJOBID: string;
  /** Values of variables; empty for none. */
  readonly VALUES: readonly SecsAnnotatedValue[];
}

/** A command for a control job. */
export interface SecsControlJobCommand {
  /** Control job id. */
  readonly CTLJOBID: string;
  /** 1 start, 2 pause, 3 resume, 4 cancel, 5 deselect, 6 stop, 7 abort, 8 head of queue. */
  readonly CTLJOBCMD: number;
  /** Its parameter; undefined (an empty list) if it needs none. */
  readonly PARAMETER: { readonly CPNAME: SecsId; readonly CPVAL: Item } | undefined;
}

/** The answer to a command for a control job. */
export interface SecsControlJobAcknowledge {
  /** True: done or accepted. */
  readonly ACKA: boolean;
  /** What is wrong; undefined (an empty list) if nothing is. */
  readonly ERROR: SecsErrorEntry | undefined;
}

const PRJOBID = ascii();
const TIMESTAMP = ascii(32);
const STATUS = jobStatus;
const PARAMETER = record({ CPNAME: id("CPNAME"), CPVAL: anyItem() });

/** S16F0, the abort of a transaction of stream 16. */
export const S16F0: MessageDefinition<undefined, undefined> = abortOf(16);

/** S16F1, may a long message of stream 16 be sent? */
export const S16F1: MessageDefinition<never, SecsMultiBlockInquire, typeof S16F2> = defineMessage(16, 1, {
  title: "Multi-block process job data inquire",
  toEquipment: multiBlockInquire,
  reply: { title: "Multi-block process job data grant", toHost: acknowledge("GRANT") },
});

/** S16F2, GRANT: 0 yes. */
export const S16F2: MessageDefinition<number, never> = S16F1.reply;

/** S16F5, a command for a process job. */
export const S16F5: MessageDefinition<never, SecsJobCommand, typeof S16F6> = defineMessage(16, 5, {
  title: "Process job command request",
  toEquipment: record({ DATAID: id("DATAID"), PRJOBID, PRCMDNAME: ascii(), PARAMETERS: arrayOf(PARAMETER) }),
  reply: { title: "Process job command acknowledge", toHost: record({ PRJOBID, STATUS }) },
});

/** S16F6, answers S16F5. */
export const S16F6: MessageDefinition<SecsJobAcknowledge, never> = S16F5.reply;

/** S16F7, a process job has come to a milestone. */
export const S16F7: MessageDefinition<SecsJobAlert, never, typeof S16F8> = defineMessage(16, 7, {
  title: "Process job alert notify",
  toHost: record({ TIMESTAMP, PRJOBID, PRJOBMILESTONE: unsigned("PRJOBMILESTONE"), STATUS }),
  reply: { title: "Process job alert confirm", toEquipment: NO_BODY },
});

/** S16F8, S16F7 has come. */
export const S16F8: MessageDefinition<never, undefined> = S16F7.reply;

/** S16F9, an event of a process job. */
export const S16F9: MessageDefinition<SecsJobEvent, never, typeof S16F10> = defineMessage(16, 9, {
  title: "Process job event notify",
  toHost: record({
    PREVENTID: unsigned("PREVENTID"),
    TIMESTAMP,
    PRJOBID,
    VALUES: arrayOf(record({ VID: id("VID"), V: anyItem() })),
  }),
  reply: { title: "Process job event confirm", toEquipment: NO_BODY },
});

/** S16F10, S16F9 has come. */
export const S16F10: MessageDefinition<never, undefined> = S16F9.reply;

/** S16F27, a command for a control job. */
export const S16F27: MessageDefinition<never, SecsControlJobCommand, typeof S16F28> = defineMessage(16, 27, {
  title: "Control job command request",
  toEquipment: record({ CTLJOBID: ascii(), CTLJOBCMD: byte(), PARAMETER: orEmptyList(PARAMETER) }),
  reply: {
    title: "Control job command acknowledge",
    toHost: record({ ACKA: truth(), ERROR: orEmptyList(errorEntry) }),
  },
});

/** S16F28, answers S16F27. */
export const S16F28: MessageDefinition<SecsControlJobAcknowledge, never> = S16F27.reply;
