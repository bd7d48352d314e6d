import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { accessToken } from "../azure/accessToken";
import { AzureError } from "../azure/azureError";
import { errorOf, takeFault as takeNamedFault } from "../azure/faults";
import type { Azure } from "../azure/service";
import { openStore } from "../azure/store";
import { type RestFault, takeFault } from "./faults";
import type { RestRequest, RestResponse } from "./request";
import { respond } from "./router";

export interface RestOptions {
  /** The folder that holds the state of simulated Azure; the provider uses the same folder. */
  folder: string;
  /** Protect ids of virtual machines that do not exist. Omitted: false. */
  anyVm?: boolean;
  /** The faults file, see azure/faults.ts; the REST API reads the faults of backups, deletions and restores. Omitted: none. */
  faults?: string | undefined;
}

/** The REST API of simulated Azure on 127.0.0.1. */
export interface RestServer {
  readonly endpoint: string;
  /** Environment variables with which a process signs in and calls this API through Azure's SDK. */
  readonly env: Readonly<Record<string, string>>;
  /** All requests so far, as `GET /subscriptions/…`. */
  readonly requests: readonly string[];
  /** Replaces the faults. */
  setFaults(faults: readonly RestFault[]): void;
  stop(): Promise<void>;
}

/** A text that occurs nowhere else, so that a test can look for it where no secret may be. */
const identityHeader = "simulated-identity-header";

/** Every response has this header, so that evidence of a simulation can say what it is. */
const simulatedHeader = "x-simulated-azure";

/** Serves the state of simulated Azure as Azure's REST API over HTTPS, with a certificate and a managed identity of its own. */
export async function serveArm({
  folder,
  anyVm = false,
  faults: faultsFile,
}: RestOptions): Promise<RestServer> {
  const azure: Azure = { store: openStore(folder), anyVm, slowDeletes: 0, faults: faultsFile };
  const requests: string[] = [];
  let faults: readonly RestFault[] = [];
  const certificateDir = mkdtempSync(join(tmpdir(), "avb-rest-"));
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  writeFileSync(join(certificateDir, "ca.pem"), cert);

  const arm = createTlsServer({ key, cert }, async (message, response) => {
    const request = await readRequest(message);
    requests.push(`${request.method} ${request.path}`);
    const fault = takeFault(faults, request);
    const { status, headers, body } = fault?.response ?? respondOrFail(azure, request);
    const text = body === undefined ? "" : JSON.stringify(body);
    response.writeHead(status, {
      "content-type": "application/json",
      [simulatedHeader]: "true",
      ...(fault?.truncated && { "content-length": String(text.length) }),
      ...headers,
    });
    if (fault?.truncated) response.write(text.slice(0, text.length / 2), () => response.destroy());
    else response.end(text);
  });
  const identity = createServer(respondWithToken);
  const [armPort, identityPort] = await Promise.all([listen(arm), listen(identity)]);
  const endpoint = `https://127.0.0.1:${armPort}`;
  return {
    endpoint,
    requests,
    env: {
      AZURE_VM_BACKUP_ARM_ENDPOINT: endpoint,
      AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
      IDENTITY_ENDPOINT: `http://127.0.0.1:${identityPort}/token`,
      IDENTITY_HEADER: identityHeader,
      NODE_EXTRA_CA_CERTS: join(certificateDir, "ca.pem"),
    },
    setFaults: (newFaults) => {
      faults = newFaults;
    },
    async stop() {
      await Promise.all([close(arm), close(identity)]);
      rmSync(certificateDir, { recursive: true, force: true });
    },
  };
}

/** The response to a request, an error included. */
export function respondOrFail(azure: Azure, request: RestRequest): RestResponse {
  try {
    // The address of a blob contains its own authorization.
    const isSigned = request.path.startsWith("/simulated-blobs/") && request.query.has("sig");
    if (!isSigned && request.authorization !== `Bearer ${accessToken}`)
      throw new AzureError(401, "AuthenticationFailed", "Authentication failed.");
    failIfAsked(azure, request);
    return respond(azure, request);
  } catch (error) {
    if (!(error instanceof AzureError)) throw error;
    // Azure Backup answers some errors without a code, with an empty body.
    const body = error.code === "" ? {} : { error: { code: error.code, message: error.azureMessage } };
    return { status: error.status, body };
  }
}

/** @throws AzureError if the file of faults refuses this deletion. */
function failIfAsked({ faults, store }: Azure, { method, path }: RestRequest): void {
  if (method !== "DELETE") return;
  const fault = takeNamedFault(faults, store, "delete", [path, path.split("/").pop() ?? ""]);
  const error = fault && errorOf(fault);
  if (error) throw error;
}

async function readRequest(message: IncomingMessage): Promise<RestRequest> {
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

/** The token of a managed identity of App Service: https://learn.microsoft.com/azure/app-service/overview-managed-identity */
const respondWithToken: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      access_token: accessToken,
      expires_on: String(Math.floor(Date.now() / 1000) + 3600),
      resource: "simulated",
      token_type: "Bearer",
      client_id: "00000000-0000-0000-0000-000000000000",
    }),
  );
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
