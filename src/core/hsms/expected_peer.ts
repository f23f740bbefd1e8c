import { type Network, parseIp, sameIp } from "../network/mod.ts";

/** Stands for a peer at any address. */
export const ANY_PEER = "*";

/**
 * How well a remote IP fits the address that a peer was expected at: 0, it is that IP; 1, the host name resolves to
 * it; 2, any address is welcome; undefined, it does not fit. A name that does not resolve fits nothing.
 */
export async function fitOfPeer(
  expected: string,
  remote: string,
  network: Network,
): Promise<0 | 1 | 2 | undefined> {
  if (expected === ANY_PEER) return 2;
  if (parseIp(expected) !== undefined) return sameIp(expected, remote) ? 0 : undefined;
  const addresses = await network.resolve(expected).catch(() => []);
  return addresses.some((address) => sameIp(address, remote)) ? 1 : undefined;
}
