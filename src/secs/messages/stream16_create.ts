import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { byte, truth } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { word } from "../schema/values.ts";
import {
  jobStatus,
  processJob,
  recipeParameters,
  type SecsJobStatus,
  type SecsProcessJob,
  type SecsRecipeParameter,
} from "./jobs.ts";
import type { SecsJobAcknowledge } from "./stream16_jobs.ts";

/** A process job to be made, with a data id. */
export interface SecsCreateJob extends SecsProcessJob {
  /** Data id. */
  readonly DATAID: SecsId;
}

/** Process jobs to be made. */
export interface SecsCreateJobs {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The jobs. */
  readonly JOBS: readonly SecsProcessJob[];
}

/** The process jobs of a request that it was done for. */
export interface SecsJobsAcknowledge {
  /** The jobs. */
  readonly PRJOBID: readonly string[];
  /** How the request ended; ERRTEXT has the ids of the other jobs. */
  readonly STATUS: SecsJobStatus;
}

/** A process job that is not complete. */
export interface SecsListedJob {
  /** Process job id. */
  readonly PRJOBID: string;
  /** 0 queued, 1 setting up, 2 waiting for start, 3 processing, 4 processing is complete, and others. */
  readonly PRSTATE: number;
}

/** Parameters of the recipe of a process job. */
export interface SecsSetJobParameters {
  /** Process job id. */
  readonly PRJOBID: string;
  /** The parameters. */
  readonly PARAMETERS: readonly SecsRecipeParameter[];
}

/** How process jobs start. */
export interface SecsSetJobStart {
  /** The jobs. */
  readonly PRJOBID: readonly string[];
  /** True: they start by themselves. */
  readonly PRPROCESSSTART: boolean;
}

const PRJOBID = ascii(Infinity, "PRJOBID");
const STATUS = jobStatus;
const JOBS = arrayOf(PRJOBID);
const JOBS_ACKNOWLEDGE = record({ PRJOBID: JOBS, STATUS });

/** S16F11, makes a process job. */
export const S16F11: MessageDefinition<never, SecsCreateJob, typeof S16F12> = defineMessage(16, 11, {
  title: "PRJobCreateEnh",
  toEquipment: record({ DATAID: id("DATAID"), ...processJob }),
  reply: { title: "PRJobCreateEnh acknowledge", toHost: record({ PRJOBID, STATUS }) },
});

/** S16F12, answers S16F11. */
export const S16F12: MessageDefinition<SecsJobAcknowledge, never> = S16F11.reply;

/** S16F15, makes process jobs. */
export const S16F15: MessageDefinition<never, SecsCreateJobs, typeof S16F16> = defineMessage(16, 15, {
  title: "PRJobMultiCreate",
  toEquipment: record({ DATAID: id("DATAID"), JOBS: arrayOf(record(processJob)) }),
  reply: { title: "PRJobMultiCreate acknowledge", toHost: JOBS_ACKNOWLEDGE },
});

/** S16F16, the jobs that were made. */
export const S16F16: MessageDefinition<SecsJobsAcknowledge, never> = S16F15.reply;

/** S16F17, removes process jobs that have not begun. An empty list means all, and is read from nothing else. */
export const S16F17: MessageDefinition<never, readonly string[], typeof S16F18> = defineMessage(16, 17, {
  title: "PRJobDequeue",
  toEquipment: arrayOf(PRJOBID, { explicit: true }),
  reply: { title: "PRJobDequeue acknowledge", toHost: JOBS_ACKNOWLEDGE },
});

/** S16F18, the jobs that were removed. */
export const S16F18: MessageDefinition<SecsJobsAcknowledge, never> = S16F17.reply;

/** S16F19, which process jobs are not complete? */
export const S16F19: MessageDefinition<never, undefined, typeof S16F20> = defineMessage(16, 19, {
  title: "PRGetAllJobs",
  toEquipment: NO_BODY,
  reply: { title: "PRGetAllJobs send", toHost: arrayOf(record({ PRJOBID, PRSTATE: byte() })) },
});

/** S16F20, answers S16F19. */
export const S16F20: MessageDefinition<readonly SecsListedJob[], never> = S16F19.reply;

/** S16F21, how many process jobs can be made? */
export const S16F21: MessageDefinition<never, undefined, typeof S16F22> = defineMessage(16, 21, {
  title: "PRGetSpace",
  toEquipment: NO_BODY,
  reply: { title: "PRGetSpace send", toHost: word("PRJOBSPACE") },
});

/** S16F22, PRJOBSPACE: their number. */
export const S16F22: MessageDefinition<number, never> = S16F21.reply;

/** S16F23, changes parameters of the recipe of a process job. */
export const S16F23: MessageDefinition<never, SecsSetJobParameters, typeof S16F24> = defineMessage(16, 23, {
  title: "PRJobSetRecipeVariable",
  toEquipment: record({ PRJOBID, PARAMETERS: recipeParameters }),
  reply: { title: "PRJobSetRecipeVariable acknowledge", toHost: jobStatus },
});

/** S16F24, answers S16F23; ERRTEXT has the names of the parameters that could not be changed. */
export const S16F24: MessageDefinition<SecsJobStatus, never> = S16F23.reply;

/** S16F25, changes how process jobs start. */
export const S16F25: MessageDefinition<never, SecsSetJobStart, typeof S16F26> = defineMessage(16, 25, {
  title: "PRJobSetStartMethod",
  toEquipment: record({ PRJOBID: JOBS, PRPROCESSSTART: truth() }),
  reply: { title: "PRJobSetStartMethod acknowledge", toHost: JOBS_ACKNOWLEDGE },
});

/** S16F26, the jobs that it was done for. */
export const S16F26: MessageDefinition<SecsJobsAcknowledge, never> = S16F25.reply;

/** S16F29, PRMTRLORDER: 1 as material arrives, 2 as it is fastest, 3 as it is listed. The codes: one public source only. */
export const S16F29: MessageDefinition<never, number, typeof S16F30> = defineMessage(16, 29, {
  title: "PRSetMtrlOrder",
  toEquipment: byte("PRMTRLORDER"),
  reply: { title: "PRSetMtrlOrder acknowledge", toHost: truth("ACKA") },
});

/** S16F30, ACKA: true is yes. */
export const S16F30: MessageDefinition<boolean, never> = S16F29.reply;
