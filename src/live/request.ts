import type { HttpMethods, PipelineResponse } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";
import { reportWaits } from "./waits";

/** An error response of Azure, or a response that is not what it should be. */
export class AzureError extends Error {
  /**
   * @param message Azure's own, after the status and the code.
   * @param status Undefined: the response was no error.
   * @param code Empty: Azure gave none.
   */
  constructor(
    message: string,
    readonly status?: number,
    readonly code = "",
  ) {
    super(message);
  }
}

/** Sends a request to Azure Resource Manager. Returns the body of the response. @throws AzureError */
export type Send = (method: "GET" | "POST", pathAndQuery: string, body?: object) => Promise<unknown>;

/** How often a request is sent whose response breaks off. Azure's SDK retries other transient errors. */
const maxAttempts = 4;

/** Sends one request with a JSON body. Any status is a response. */
export type Request = (method: HttpMethods, url: string, body?: object) => Promise<PipelineResponse>;

/**
 * Azure's own pipeline, which signs in and retries after the time in Retry-After.
 *
 * @param onWait Called if Azure asks to wait before a retry. Omitted: waits are not reported.
 */
export async function requestOf(
  cloud: Cloud,
  credential: TokenCredential,
  onWait?: (text: string) => void,
): Promise<Request> {
  const core = await import("@azure/core-rest-pipeline");
  const pipeline = core.createPipelineFromOptions({ retryOptions: { maxRetries: 5 } });
  pipeline.addPolicy(core.bearerTokenAuthenticationPolicy({ credential, scopes: scopeOf(cloud) }));
  if (onWait !== undefined) pipeline.addPolicy(reportWaits(onWait), { afterPhase: "Retry" });
  const client = core.createDefaultHttpClient();
  return (method, url, body) => {
    const request = core.createPipelineRequest({
      ...{ url, method, headers: core.createHttpHeaders({ "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return pipeline.sendRequest(client, request);
  };
}

/** What an access token of Azure Resource Manager is for. */
export const scopeOf = ({ audience }: Cloud): string => `${audience}/.default`;

/** Sends requests whose response is 200 with a body. The parameters are those of {@link requestOf}. */
export async function senderOf(...connection: Parameters<typeof requestOf>): Promise<Send> {
  const request = await requestOf(...connection);
  const [{ endpoint }] = connection;
  return (method, pathAndQuery, body) =>
    resending(async () => {
      const response = await request(method, `${endpoint}${pathAndQuery}`, body);
      if (response.status !== 200) throw errorOf(response);
      return JSON.parse(response.bodyAsText ?? "") as unknown;
    });
}

/** Sends a request, and sends it again if its response breaks off. Only for requests that change nothing. */
export async function resending<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof AzureError) throw error;
      const isBroken =
        error instanceof SyntaxError || /abort|terminated|ECONNRESET|socket|parse/i.test(String(error));
      if (!isBroken || attempt === maxAttempts) throw error;
    }
  }
}

/** The error in a response of Azure. */
export function errorOf({ status, bodyAsText }: Pick<PipelineResponse, "status" | "bodyAsText">): AzureError {
  let body: { error?: { code?: string; message?: string; details?: { message?: string }[] } } = {};
  try {
    body = JSON.parse(bodyAsText ?? "{}");
  } catch {
    // The error has only the status then.
  }
  const { code = "", message = "", details = [] } = body.error ?? {};
  const text = [message, ...details.map((detail) => detail.message ?? "")].filter(Boolean).join(" ");
  return new AzureError(`Azure returned ${[status, code].filter(Boolean).join(" ")}: ${text}`, status, code);
}
