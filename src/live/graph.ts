import { AzureError, type Send } from "./request";

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

const apiVersion = "2022-10-01";
/** Azure's maximum. https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data */
const rowsPerPage = 1000;

/**
 * Resource Graph. Azure's client for it is not used, because it requires a newer Node.js than this package, and it sends only this one
 * request.
 */
export function graphOf(send: Send): Graph {
  const page = async <T>(body: object): Promise<Page<T>> => {
    const path = `/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersion}`;
    const result = (await send("POST", path, body)) as Page<T>;
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
