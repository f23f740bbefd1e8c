/** Floor 0: errors, time and bytes; imports nothing. */
export { abortable } from "./abortable.ts";
export { Alarm } from "./alarm.ts";
export { free, hex, NO_BYTES, putUint32, takeUint32 } from "./bytes.ts";
export { type Clock, systemClock } from "./clock.ts";
export { Deferred } from "./deferred.ts";
export { SecsError, type SecsErrorOptions } from "./errors.ts";
export { contain, Events, throwOutside, watch } from "./events.ts";
export { inspectAs, inspected } from "./inspect.ts";
export { quiet } from "./quiet.ts";
export { requireInteger, requireType } from "./require.ts";
