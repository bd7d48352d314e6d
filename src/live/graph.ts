import type { Pipeline, PipelineResponse } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";
import { reportWaits } from "./waits";

/** Azure Resource Graph, Azure's own inventory of all subscriptions. */
export interface Graph {
  /**
   * The rows of a query, read page by page.
   *
   * @param scope Ids of subscriptions, or management groups. Empty: all subscriptions that the user can read.
   * @param onPage Called for each page with the total number of rows.
   */
  rows<T>(query: string, scope: Scope, onPage?: (total: number) => void): AsyncGenerator<T>;
}

/** What a query is about. https://learn.microsoft.com/javascript/api/@azure/arm-resourcegraph/queryrequest, 2026-11 */
export type Scope = readonly string[] | { readonly managementGroups: readonly string[] };

/** An error response of Azure, or a response without rows. */
export class AzureError extends Error {}

const apiVersion = "2022-10-01";
/** Azure's maximum. https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data */
const rowsPerPage = 1000;
/** How often a request is sent whose response breaks off. Azure's SDK retries other transient errors. */
const maxAttempts = 4;

/**
 * Resource Graph through Azure's own pipeline, which signs in and retries after the time in Retry-After. Azure's client for Resource
 * Graph is not used, because it requires a newer Node.js than this package, and it sends only this one request.
 *
 * @param onWait Called if Azure asks to wait before a retry. Omitted: waits are not reported.
 */
export async function graphOf(
  cloud: Cloud,
  credential: TokenCredential,
  onWait?: (text: string) => void,
): Promise<Graph> {
  const core = await import("@azure/core-rest-pipeline");
  const pipeline = core.createPipelineFromOptions({ retryOptions: { maxRetries: 5 } });
  pipeline.addPolicy(
    core.bearerTokenAuthenticationPolicy({ credential, scopes: `${cloud.audience}/.default` }),
  );
  if (onWait !== undefined) pipeline.addPolicy(reportWaits(onWait), { afterPhase: "Retry" });
  const client = core.createDefaultHttpClient();
  const url = `${cloud.endpoint}/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersion}`;
  const page = async <T>(body: object): Promise<Page<T>> => {
    const request = () =>
      core.createPipelineRequest({
        url,
        method: "POST",
        body: JSON.stringify(body),
        headers: core.createHttpHeaders({ "content-type": "application/json" }),
      });
    const result = (await responseTo(pipeline, request, client)) as Page<T>;
    if (!Array.isArray(result.data)) throw new AzureError("Resource Graph returned no rows.");
    return result;
  };

  return {
    async *rows<T>(query: string, scope: Scope, onPage?: (total: number) => void) {
      let skipToken: string | undefined;
      do {
        const options = {
          $top: rowsPerPage,
          resultFormat: "objectArray",
          ...(skipToken !== undefined && { $skipToken: skipToken }),
        };
        const result: Page<T> = await page<T>({ ...scopeFields(scope), query, options });
        onPage?.(result.totalRecords);
        yield* result.data;
        skipToken = result.$skipToken;
        if (skipToken === undefined && result.resultTruncated === "true")
          throw new AzureError(
            "Resource Graph returned only a part of the rows, and no token for the others.",
          );
      } while (skipToken !== undefined);
    },
  };
}

const scopeFields = (scope: Scope) =>
  "managementGroups" in scope ? scope : scope.length > 0 ? { subscriptions: scope } : {};

interface Page<T> {
  readonly totalRecords: number;
  readonly data: readonly T[];
  readonly $skipToken?: string;
  readonly resultTruncated?: "true" | "false";
}

type Send = Parameters<Pipeline["sendRequest"]>;

/** The body of the response to a request. A request whose response breaks off is sent again. */
async function responseTo(pipeline: Pipeline, request: () => Send[1], client: Send[0]): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await pipeline.sendRequest(client, request());
      if (response.status !== 200) throw errorOf(response);
      return JSON.parse(response.bodyAsText ?? "");
    } catch (error) {
      if (error instanceof AzureError) throw error;
      const isBroken =
        error instanceof SyntaxError || /abort|terminated|ECONNRESET|socket|parse/i.test(String(error));
      if (!isBroken || attempt === maxAttempts) throw error;
    }
  }
}

function errorOf({ status, bodyAsText }: PipelineResponse): AzureError {
  let body: { error?: { code?: string; message?: string; details?: { message?: string }[] } } = {};
  try {
    body = JSON.parse(bodyAsText ?? "{}");
  } catch {
    // The error has only the status then.
  }
  const { code = "", message = "", details = [] } = body.error ?? {};
  const text = [message, ...details.map((detail) => detail.message ?? "")].filter(Boolean).join(" ");
  return new AzureError(`Azure returned ${[status, code].filter(Boolean).join(" ")}: ${text}`);
}
