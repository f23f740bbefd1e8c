// What both processes know before they begin.

export const LOOPBACK = "127.0.0.1";
/** The address that hostile peers dial from. */
export const HOSTILE_ADDRESS = "127.0.0.2";
/** Connections, of healthy and of hostile peers. */
export const CONNECTIONS = 100;
/** Hostile peers: 14 dial the tool, 6 are dialled by the host. */
export const HOSTILE = 20;
/** Healthy connections. */
export const HOSTS = CONNECTIONS - HOSTILE;
/** Tools: some are still with a connection that is dead when its host comes again. */
export const TOOLS = 110;
/** Tools for the hostile peers that dial: two for each, for the same reason. */
export const HOSTILE_TOOLS = 28;
/** Hosts that reach the tool over a bad line: each fourth. */
export const FAULTY_EVERY = 4;
/** Less than a large body: requests wait for room. */
export const MAX_QUEUED_BYTES = 512 * 1024;
/** Messages of each generator in the exchange that nothing disturbs, half of them requests. */
export const EXCHANGE = 20;
