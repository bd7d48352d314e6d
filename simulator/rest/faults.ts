import type { Answer, Request } from "./request";

/** A fault of Azure's REST API. */
export interface RestFault {
  /** Matched against `METHOD /path`, case aside. */
  readonly request: RegExp;
  /** HTTP status of the answer. Omitted: the usual answer, see truncated. */
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it strikes. Omitted: always. */
  times?: number;
  /** The answer breaks off in its middle. */
  readonly truncated?: boolean;
}

/** The fault that strikes a request now, already counted. */
export function strikes(
  faults: readonly RestFault[],
  { method, path }: Request,
): { answer?: Answer; truncated?: boolean } | undefined {
  const fault = faults.find(({ request, times }) => request.test(`${method} ${path}`) && times !== 0);
  if (fault === undefined) return undefined;
  if (fault.times !== undefined) fault.times--;
  const { status, code = "Failed", message = "Injected into simulated Azure.", headers = {} } = fault;
  const answer =
    status === undefined ? {} : { answer: { status, headers, body: { error: { code, message } } } };
  return { ...answer, ...(fault.truncated && { truncated: true }) };
}
