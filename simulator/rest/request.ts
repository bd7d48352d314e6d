import type { Json } from "../azure/json";
import type { Azure } from "../azure/service";

/** A request to Azure Resource Manager. */
export interface RestRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Origin of this server, for URLs in responses. */
  readonly host: string;
  readonly authorization?: string | undefined;
  readonly body: Json;
}

export interface RestResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Handles requests with this method and path. `groups` are the capture groups of the path. @throws AzureError */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (azure: Azure, request: RestRequest, groups: readonly string[]) => RestResponse;
}
