/** The two short ways to a link that is usable: dial a peer, or listen for one. */
export { connect, type HsmsConnectOptions } from "./connect.ts";
export { type HsmsListenOptions, listen } from "./listen.ts";
export type { HsmsOpenOptions } from "./open_options.ts";
