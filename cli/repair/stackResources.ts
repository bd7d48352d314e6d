import type { Pulumi } from "../pulumi";
import { exportedState } from "./state";

/** Ids of the resources in the stack. */
export const idsOf = async (pulumi: Pulumi): Promise<string[]> =>
  (await resourcesOf(pulumi)).flatMap(({ id }) => id ?? []);

export interface StackResource {
  readonly urn: string;
  readonly type?: string;
  readonly id?: string;
  /** URN and id of its provider. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly pendingReplacement?: boolean;
}

/** The resources in the stack. */
export async function resourcesOf(pulumi: Pulumi): Promise<readonly StackResource[]> {
  const { deployment } = JSON.parse(await exportedState(pulumi)) as {
    deployment?: { resources?: StackResource[] };
  };
  return deployment?.resources ?? [];
}
