import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What `pulumi stack init --secrets-provider` is given. */
export const SECRETS_PROVIDER = "hashivault://simulated";

let address: Promise<string> | undefined;

/**
 * The environment in which the CLI finds the service that keeps the keys of our stacks. A stack's data key is usually derived from a
 * passphrase, which takes half of the CPU time of a small preview. This one speaks as HashiCorp Vault does, which the CLI supports too:
 * https://developer.hashicorp.com/vault/api-docs/secret/transit. It protects nothing: simulated Azure has no secrets.
 */
export async function keyServerEnv(): Promise<NodeJS.ProcessEnv> {
  address ??= listen();
  return { VAULT_SERVER_URL: await address, VAULT_SERVER_TOKEN: "simulated" };
}

const listen = () =>
  new Promise<string>((resolve, reject) => {
    const server = createServer(async (request, response) => {
      const { plaintext, ciphertext } = (await json(request)) as Record<string, string>;
      const data = plaintext === undefined ? { plaintext: ciphertext } : { ciphertext: plaintext };
      response.setHeader("Content-Type", "application/json").end(JSON.stringify({ data }));
    });
    // Neither the server nor a connection keeps this process from its end.
    server.on("connection", (connection) => connection.unref()).unref();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
