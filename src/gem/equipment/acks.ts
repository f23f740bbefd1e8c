/** How a remote command was taken (HCACK). A tool may use codes from 64 on of its own. */
export const HCACK = {
  done: 0,
  unknownCommand: 1,
  cannotNow: 2,
  parameter: 3,
  willFinish: 4,
  alreadyInCondition: 5,
  unknownObject: 6,
} as const;

/** What is wrong with a parameter of a remote command (CPACK, and CEPACK). */
export const CPACK = { name: 1, value: 2, format: 3 } as const;

/** How an old remote command, S2F21, was taken (CMDA). */
export const CMDA = { done: 0, unknownCommand: 1, cannotNow: 2 } as const;

/** How new constants were taken (EAC). */
export const EAC = { done: 0, unknownConstant: 1, busy: 2, outOfRange: 3 } as const;

/** How text for a terminal was taken (ACKC10). */
export const ACKC10 = { shown: 0, notShown: 1, unknownTerminal: 2 } as const;
