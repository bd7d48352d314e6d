import type { Pipeline, PipelineResponse } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";

/** Resource Graph: the inventory of all subscriptions, which Azure keeps itself. */
export interface Graph {
  /** The rows of a query, page by page; `seen` is told of each page how many rows there are in all. */
  rows<T>(query: string, subscriptions: readonly string[], seen?: (total: number) => void): AsyncGenerator<T>;
}

/** An error that Azure answered, or that kept it from answering. */
export class AzureError extends Error {}

const apiVersion = "2022-10-01";
/** Most rows of a page, says Azure: https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data */
const rowsPerPage = 1000;
/** Answers that break off are asked for again so often; what Azure itself says to try again, its SDK does. */
const attempts = 4;

/**
 * One request of Resource Graph's on Azure's own pipeline, which signs it in and tries it again as Retry-After says. (Azure's client
 * for Resource Graph asks for a newer Node.js than this package, and is one request as well.)
 */
export async function graphOf(cloud: Cloud, credential: TokenCredential): Promise<Graph> {
  const core = await import("@azure/core-rest-pipeline");
  const pipeline = core.createPipelineFromOptions({ retryOptions: { maxRetries: 5 } });
  pipeline.addPolicy(
    core.bearerTokenAuthenticationPolicy({ credential, scopes: `${cloud.audience}/.default` }),
  );
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
    const found = (await answerTo(pipeline, request, client)) as Page<T>;
    if (!Array.isArray(found.data)) throw new AzureError("Resource Graph answered without rows.");
    return found;
  };

  return {
    async *rows<T>(query: string, subscriptions: readonly string[], seen?: (total: number) => void) {
      let skipToken: string | undefined;
      do {
        const options = {
          $top: rowsPerPage,
          resultFormat: "objectArray",
          ...(skipToken !== undefined && { $skipToken: skipToken }),
        };
        const scope = subscriptions.length > 0 ? { subscriptions } : {};
        const found: Page<T> = await page<T>({ ...scope, query, options });
        seen?.(found.totalRecords);
        yield* found.data;
        skipToken = found.$skipToken;
      } while (skipToken !== undefined);
    },
  };
}

interface Page<T> {
  readonly totalRecords: number;
  readonly data: readonly T[];
  readonly $skipToken?: string;
}

type Send = Parameters<Pipeline["sendRequest"]>;

/** What a request is answered; one whose answer breaks off is sent again. */
async function answerTo(pipeline: Pipeline, request: () => Send[1], client: Send[0]): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await pipeline.sendRequest(client, request());
      if (response.status !== 200) throw refusal(response);
      return JSON.parse(response.bodyAsText ?? "");
    } catch (error) {
      if (error instanceof AzureError) throw error;
      const isBroken =
        error instanceof SyntaxError || /abort|terminated|ECONNRESET|socket|parse/i.test(String(error));
      if (!isBroken || attempt === attempts) throw error;
    }
  }
}

function refusal({ status, bodyAsText }: PipelineResponse): AzureError {
  let said: { error?: { code?: string; message?: string; details?: { message?: string }[] } } = {};
  try {
    said = JSON.parse(bodyAsText ?? "{}");
  } catch {
    // An answer that is no JSON says nothing.
  }
  const { code = "", message = "", details = [] } = said.error ?? {};
  const text = [message, ...details.map((one) => one.message ?? "")].filter(Boolean).join(" ");
  return new AzureError(`Azure answered ${[status, code].filter(Boolean).join(" ")}: ${text}`);
}
