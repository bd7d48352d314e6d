import type { PipelinePolicy } from "@azure/core-rest-pipeline";

/** The headers in which Azure says how long to wait, as Azure's SDK reads them: the first two in milliseconds. */
const waitHeaders = [
  ["retry-after-ms", 1],
  ["x-ms-retry-after-ms", 1],
  ["retry-after", 1000],
] as const;

/**
 * A policy that reports if Azure throttles a request or is busy, and asks to wait. Azure's retry policy waits. Without a report, a wait of
 * minutes looks like a command that hangs.
 */
export const reportWaits = (onWait: (text: string) => void): PipelinePolicy => ({
  name: "reportWaits",
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status !== 429 && response.status !== 503) return response;
    const waits = waitHeaders.map(([name, unitMs]) => millisecondsOf(response.headers.get(name), unitMs));
    const waitMs = waits.find((wait) => wait !== undefined);
    if (waitMs !== undefined)
      onWait(`Azure throttles a request and asks to wait ${Math.ceil(waitMs / 1000)} s (${response.status})`);
    return response;
  },
});

/** A number of units, or a date. Undefined: the header is absent or something else. */
function millisecondsOf(value: string | undefined, unitMs: number): number | undefined {
  if (value === undefined || value === "") return undefined;
  if (Number.isFinite(Number(value))) return Number(value) * unitMs;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}
