/**
 * Checks the address of a broker.
 *
 * @throws {TypeError} When it is none of these protocols, or has a user or a password in it; nothing of a password is in the message.
 */
export function checkBrokerAddress(
  broker: string,
  server: string,
  protocols: readonly [string, string],
): void {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || !protocols.includes(url.protocol)) {
    const [one, other] = protocols.map((protocol) => `${protocol}//HOST:PORT`);
    throw new TypeError(`an address of ${broker} must be ${one} or ${other}, got something else`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(
      `the address of ${broker} at ${url.host} must have no user and password: put them into files`,
    );
  }
}
