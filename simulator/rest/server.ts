import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import { openStore } from "../azure/store";
import { answerOf } from "./arm";
import { type RestFault, strikes } from "./faults";
import type { Answer, Request } from "./request";

export interface RestOptions {
  /** Folder of simulated Azure's state: the one that Pulumi's provider has. */
  folder: string;
  /** Protect virtual machine ids that name nothing. Omitted: no. */
  anyVm?: boolean;
}

/** Simulated Azure Resource Manager on loopback. */
export interface RestServer {
  readonly endpoint: string;
  /** Environment with which Azure's SDK signs in and calls it, in a process that is started with it. */
  readonly env: Readonly<Record<string, string>>;
  /** All requests so far, as `GET /subscriptions/…`. */
  readonly requests: readonly string[];
  /** Faults to answer with, in place of those before. */
  setFaults(faults: readonly RestFault[]): void;
  stop(): Promise<void>;
}

const token = "simulated";

/** Serves simulated Azure's state as Azure's REST API, with a certificate and a managed identity of its own. */
export async function serveArm({ folder, anyVm = false }: RestOptions): Promise<RestServer> {
  const azure: Azure = { store: openStore(folder), anyVm, slowDeletes: 0 };
  const requests: string[] = [];
  let faults: readonly RestFault[] = [];
  const own = mkdtempSync(join(tmpdir(), "avb-rest-"));
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  writeFileSync(join(own, "ca.pem"), cert);

  const arm = createTlsServer({ key, cert }, async (message, response) => {
    const request = await read(message);
    requests.push(`${request.method} ${request.path}`);
    const fault = strikes(faults, request);
    const { status, headers, body } = fault?.answer ?? answer(azure, request);
    const text = body === undefined ? "" : JSON.stringify(body);
    const shown = fault?.truncated ? text.slice(0, text.length / 2) : text;
    response.writeHead(status, {
      "content-type": "application/json",
      ...(fault?.truncated && { "content-length": String(text.length) }),
      ...headers,
    });
    if (fault?.truncated) response.write(shown, () => response.destroy());
    else response.end(shown);
  });
  const identity = createServer(answerToken);
  const [armPort, identityPort] = await Promise.all([listen(arm), listen(identity)]);
  const endpoint = `https://127.0.0.1:${armPort}`;
  return {
    endpoint,
    requests,
    env: {
      AZURE_VM_BACKUP_ARM_ENDPOINT: endpoint,
      AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
      IDENTITY_ENDPOINT: `http://127.0.0.1:${identityPort}/token`,
      IDENTITY_HEADER: "simulated",
      NODE_EXTRA_CA_CERTS: join(own, "ca.pem"),
    },
    setFaults: (given) => {
      faults = given;
    },
    async stop() {
      await Promise.all([close(arm), close(identity)]);
      rmSync(own, { recursive: true, force: true });
    },
  };
}

function answer(azure: Azure, request: Request): Answer {
  try {
    if (request.authorization !== `Bearer ${token}`)
      throw new Refusal(401, "AuthenticationFailed", "Authentication failed.");
    return answerOf(azure, request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: { error: { code: error.code, message: error.reason } } };
  }
}

async function read(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const url = new URL(message.url ?? "/", "https://127.0.0.1");
  return {
    method: message.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    host: `https://${message.headers.host}`,
    authorization: message.headers.authorization,
    body: text === "" ? {} : JSON.parse(text),
  };
}

/** A managed identity of App Service: https://learn.microsoft.com/azure/app-service/overview-managed-identity */
const answerToken: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      access_token: token,
      expires_on: String(Math.floor(Date.now() / 1000) + 3600),
      resource: "simulated",
      token_type: "Bearer",
      client_id: "00000000-0000-0000-0000-000000000000",
    }),
  );
};

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));

const close = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
