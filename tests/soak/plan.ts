// What both processes know before they begin.

export const LOOPBACK = "127.0.0.1";
/** Connections. */
export const HOSTS = 100;
/** Tools: some are still with a connection that is dead when its host comes again. */
export const TOOLS = 130;
/** Hosts that reach the tool over a bad line: each fourth. */
export const FAULTY_EVERY = 4;
/** Less than a large body: requests wait for room. */
export const MAX_QUEUED_BYTES = 512 * 1024;
/** Messages of each generator in the exchange that nothing disturbs, half of them requests. */
export const EXCHANGE = 20;
