/** PPGNT of S7F2 and S7F30: may it be sent? E5 has no code for a fault of the tool itself; from 64 on they are the maker's. */
export const PPGNT = {
  ok: 0,
  alreadyHave: 1,
  noSpace: 2,
  invalidPpid: 3,
  busy: 4,
  notAccepted: 5,
  other: 64,
} as const;

/** ACKC7 of S7F4, S7F18 and S7F24: is it done? E5 has no code for a fault of the tool itself; from 64 on they are the maker's. */
export const ACKC7 = {
  accepted: 0,
  noPermission: 1,
  length: 2,
  matrixOverflow: 3,
  ppidNotFound: 4,
  unsupportedMode: 5,
  later: 6,
  other: 64,
} as const;

/** ACKC7A of S7F27: what is wrong with a command. ERRW7 says more. */
export const ACKC7A = { ok: 0, mdln: 1, softrev: 2, ccode: 3, pparm: 4, other: 5 } as const;

/** PPChangeStatus: what has become of a process program. */
export const PP_CHANGE_STATUS = { created: 1, edited: 2, deleted: 3 } as const;

/** A value of PPChangeStatus. */
export type PpChangeStatus = typeof PP_CHANGE_STATUS[keyof typeof PP_CHANGE_STATUS];

/** PPFormat: which kinds of process programs a tool has. */
export const PP_FORMAT = { unformatted: 1, formatted: 2, both: 3 } as const;

/** ACKC13 of stream 13: what became of a data set. */
export const ACKC13 = {
  ok: 0,
  tryLater: 1,
  unknownDataSet: 2,
  unknownCheckpoint: 3,
  tooManyOpen: 4,
  openTooOften: 5,
  notOpen: 6,
  cannotGoOn: 7,
  endOfData: 8,
  handleInUse: 9,
  otherIsOpen: 10,
} as const;
