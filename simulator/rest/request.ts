import type { Json } from "../azure/json";
import type { Azure } from "../azure/service";

/** A request as Azure Resource Manager gets it. */
export interface Request {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Where the request arrived, for the addresses in its answer. */
  readonly host: string;
  readonly authorization?: string | undefined;
  readonly body: Json;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What answers the requests of one method whose path has a form; its groups are the texts. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (azure: Azure, request: Request, groups: readonly string[]) => Answer;
}
