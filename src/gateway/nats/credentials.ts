import { readSecret, readSecretLine } from "../read_secret.ts";
import type { NatsAuthenticator, NatsClients } from "./client.ts";

/** Who this gateway is to the server: secrets are in files, which are read at each connection, so that they can be replaced. */
export type NatsCredentials =
  | { readonly creds: string }
  | { readonly nkey: string }
  | { readonly user: string; readonly passwordFile: string }
  | { readonly tokenFile: string };

/** Reads the file, and makes what the client takes. Errors name the file, and nothing that is in it. */
export async function authenticatorOf(
  clients: NatsClients,
  credentials: NatsCredentials,
): Promise<NatsAuthenticator> {
  if ("creds" in credentials) {
    const bytes = await readSecret(credentials.creds);
    return guarded(credentials.creds, "creds", clients.credsAuthenticator(bytes));
  }
  if ("nkey" in credentials) {
    const seed = new TextEncoder().encode((await readSecretLine(credentials.nkey)).trim());
    return guarded(credentials.nkey, "an nkey seed", clients.nkeyAuthenticator(seed));
  }
  if ("user" in credentials) {
    const { user, passwordFile } = credentials;
    return clients.usernamePasswordAuthenticator(user, await readSecretLine(passwordFile));
  }
  return clients.tokenAuthenticator(await readSecretLine(credentials.tokenFile));
}

/** The client reads such a file only when the server asks for a signature. */
function guarded(path: string, what: string, sign: NatsAuthenticator): NatsAuthenticator {
  return (nonce) => {
    try {
      return sign(nonce);
    } catch {
      throw new Error(`${path} is no file of ${what}; check which file it is`);
    }
  };
}
