/** A host and a tool on a line, in a time that is moved by hand: what the playground shows. */
export { Line, type LineListener, type Way } from "./line.ts";
export { ETCHER_NAMES } from "./names.ts";
export { TIMERS, World, type WorldListener } from "./world.ts";
