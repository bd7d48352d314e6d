import type { RestRequest, RestResponse } from "./request";

/** A fault of Azure's REST API. */
export interface RestFault {
  /** Matches `METHOD /path` of the requests that fail. */
  readonly request: RegExp;
  /** HTTP status of the response. Omitted: the usual response, see `truncated`. */
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests fail; it is counted down. Omitted: all of them. */
  times?: number;
  /** The response ends in the middle. */
  readonly truncated?: boolean;
}

/** The effect of the first fault that matches a request. It is counted. Undefined: no fault matches. */
export function takeFault(
  faults: readonly RestFault[],
  { method, path }: RestRequest,
): { response?: RestResponse; truncated?: boolean } | undefined {
  const fault = faults.find(({ request, times }) => request.test(`${method} ${path}`) && times !== 0);
  if (fault === undefined) return undefined;
  if (fault.times !== undefined) fault.times--;
  const { status, code = "Failed", message = "Injected into simulated Azure.", headers = {} } = fault;
  return {
    ...(status !== undefined && { response: { status, headers, body: { error: { code, message } } } }),
    ...(fault.truncated && { truncated: true }),
  };
}
