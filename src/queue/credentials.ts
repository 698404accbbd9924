// What a key looks like, and credentials of NATS.
// Why without the packages of the server: a file that holds none is a mistake on the command line, told before any is loaded.

/** What a text of credentials is: the seed of a key, or a file of NATS with a token and a seed. */
export type CredentialsKind = "seed" | "creds";

/** The kind of some credentials; null for none. */
export function credentialsKind(text: string): CredentialsKind | null {
  if (/^SU[A-Z2-7]{56}$/.test(text.trim())) return "seed";
  return /-----BEGIN NATS USER JWT-----/.test(text) && /-----BEGIN USER NKEY SEED-----/.test(text)
    ? "creds"
    : null;
}
