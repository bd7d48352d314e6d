import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";
import { listOf } from "./list";
import { AzureError, errorOf, requestOf, resending, scopeOf } from "./request";

/** Azure Resource Manager: any resource, by its id. */
export interface Arm {
  /** The resource at a path. Undefined: it does not exist. @throws AzureError */
  get<T>(path: string, apiVersion: string): Promise<T | undefined>;
  /** All entries of a list, page by page. @throws AzureError */
  list<T>(path: string, apiVersion: string): Promise<T[]>;
  /** Any other request. @throws AzureError */
  send(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    apiVersion: string,
    body?: object,
  ): Promise<ArmResponse>;
  /** Whether simulated Azure answered the last request. */
  readonly isSimulated: boolean;
  /** Who is signed in, as the access token says. Undefined: it does not say it. */
  signedInAs(): Promise<string | undefined>;
}

export interface ArmResponse {
  readonly status: number;
  /** Undefined: the response has no such header. */
  readonly header: (name: string) => string | undefined;
  readonly body: unknown;
}

/** The header of every response of simulated Azure. */
const simulatedHeader = "x-simulated-azure";

/**
 * Azure Resource Manager through Azure's own pipeline, which signs in and retries after the time in Retry-After.
 *
 * @param onWait Called if Azure asks to wait before a retry. Omitted: waits are not reported.
 */
export async function armOf(
  cloud: Cloud,
  credential: TokenCredential,
  onWait?: (text: string) => void,
): Promise<Arm> {
  const sendRequest = await requestOf(cloud, credential, onWait);
  let isSimulated = false;

  const request = async (method: ArmMethod, url: string, body?: object): Promise<ArmResponse> => {
    // A link to a next page must not carry the token to another host.
    if (!url.startsWith(`${cloud.endpoint}/`)) throw new AzureError(`Azure refers to another host: ${url}`);
    const send = async (): Promise<ArmResponse> => {
      const response = await sendRequest(method, url, body);
      isSimulated = response.headers.get(simulatedHeader) === "true";
      if (response.status >= 400) throw errorOf(response);
      const text = response.bodyAsText ?? "";
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: text === "" ? undefined : JSON.parse(text),
      };
    };
    // Azure may have done what the other methods ask for: a second restore is not the first one.
    return method === "GET" ? resending(send) : send();
  };
  const urlOf = (path: string, apiVersion: string): string => {
    const [resource = "", query] = path.split("?");
    const more = query === undefined ? "" : `&${query}`;
    return `${cloud.endpoint}${encodeURI(resource)}?api-version=${apiVersion}${more}`;
  };

  return {
    async get<T>(path: string, apiVersion: string) {
      try {
        return (await request("GET", urlOf(path, apiVersion))).body as T;
      } catch (error) {
        if (error instanceof AzureError && error.status === 404) return undefined;
        throw error;
      }
    },
    list: <T>(path: string, apiVersion: string) =>
      listOf<T>(async (url) => (await request("GET", url)).body, urlOf(path, apiVersion)),
    send: (method, path, apiVersion, body) => request(method, urlOf(path, apiVersion), body),
    get isSimulated() {
      return isSimulated;
    },
    async signedInAs() {
      const token = await credential.getToken(scopeOf(cloud));
      return token === null ? undefined : subjectOf(token.token);
    },
  };
}

type ArmMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The name in an access token, whose middle part is readable: https://learn.microsoft.com/entra/identity-platform/access-tokens */
function subjectOf(token: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const name = claims.upn ?? claims.unique_name ?? claims.app_displayname ?? claims.appid ?? claims.oid;
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}
