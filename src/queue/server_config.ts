// The configuration of a server, with a key for whoever collects and one for each worker.
// What must not change: a worker may take parts, send what it trained under its own name, and nothing else.

import { nkeys } from "npm:@nats-io/nats-core@3.4.0";
import { ANY_WORD, COLLECTOR, CONFIG_STREAM, subjectsOfWorker, WORK_STREAM } from "./subjects.ts";

/** A server's configuration, and the keys that go with it. */
export interface ServerConfig {
  /** The text of `nats.conf`; it holds no secret. */
  readonly text: string;
  /** The secret key of each name. */
  readonly keys: readonly { readonly name: string; readonly seed: string }[];
}

/** Makes a configuration with new keys. */
export function serverConfig(workers: readonly string[]): ServerConfig {
  const keys = [COLLECTOR, ...workers].map((name) => {
    const pair = nkeys.createUser();
    return { name, seed: new TextDecoder().decode(pair.getSeed()), publicKey: pair.getPublicKey() };
  });
  const users = keys.map(({ name, publicKey }) => {
    const { publish, subscribe } = name === COLLECTOR ? COLLECTOR_MAY : workerMay(name);
    return `    { # ${name}
      nkey: ${publicKey}
      permissions: {
        publish: [${publish.map((subject) => `"${subject}"`).join(", ")}]
        subscribe: [${subscribe.map((subject) => `"${subject}"`).join(", ")}]
      }
    }`;
  });
  return { text: configText(users), keys };
}

function configText(users: readonly string[]): string {
  return `# A NATS server for Seedbed: nats-server -c nats.conf
# Workers and collectors come over WebSockets alone; the certificate must be valid for the name that they call.
listen: "127.0.0.1:4222"
max_payload: 8MB
jetstream { store_dir: "nats-store" }
websocket {
  port: 4433
  tls { cert_file: "cert.pem", key_file: "key.pem" }
}
authorization {
  users: [
${users.join("\n")}
  ]
}
`;
}

interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const COLLECTOR_MAY: Rights = {
  publish: ["seedbed.>", "$JS.API.>", "$JS.ACK.>"],
  subscribe: [
    `_INBOX.${COLLECTOR}.>`,
    ANY_WORD,
    `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${WORK_STREAM}.>`,
  ],
};

function workerMay(name: string): Rights {
  return {
    publish: [
      ...subjectsOfWorker(name),
      `$JS.API.DIRECT.GET.${CONFIG_STREAM}`,
      `$JS.API.DIRECT.GET.${CONFIG_STREAM}.>`,
      `$JS.API.CONSUMER.INFO.${WORK_STREAM}.*`,
      `$JS.API.CONSUMER.MSG.NEXT.${WORK_STREAM}.*`,
      `$JS.ACK.${WORK_STREAM}.>`,
    ],
    subscribe: [`_INBOX.${name}.>`],
  };
}
