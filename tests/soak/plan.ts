// What both processes know before they begin.

export const HERE = "127.0.0.1";
/** Connections. */
export const HOSTS = 100;
/** Tools: some are still with a connection that is dead when its host comes again. */
export const SEATS = 130;
/** Hosts that reach the tool over a bad line: each fourth. */
export const OVER_LINE = 4;
/** Less than a large body: requests wait for room. */
export const SEND_LIMIT = 512 * 1024;
/** Requests and messages of each talker in the calm. */
export const EXCHANGE = 20;
