/** The type of {@linkcode ALL_ALARMS}. */
export interface SecsAllAlarms {
  /** Tells it from ids. */
  readonly isAllAlarms: true;
}

/** In place of an ALID in S5F3: all alarms. */
export const ALL_ALARMS: SecsAllAlarms = Object.freeze({ isAllAlarms: true });
