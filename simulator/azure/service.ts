import type { Json } from "./json";
import type { Resource, Store } from "./store";

/** Simulated Azure as its services see it. */
export interface Azure {
  store: Store;
  /** Accept ids of virtual machines that do not exist, so that a benchmark needs no VMs. */
  anyVm: boolean;
  /** How many deletions of a vault are refused because of items that were deleted just before. */
  slowDeletes: number;
  /** The file with the faults of backups, deletions and restores, for requests to the REST API; see faults.ts. Omitted: none. */
  faults?: string | undefined;
}

/** A PUT request, as the service of its resource type receives it. */
export interface PutRequest {
  azure: Azure;
  id: string;
  name: string;
  /** Values of the parameters in the type's path. */
  pathValues: Record<string, string>;
  body: Json;
  /** The resource before the request. Omitted: the request creates it. */
  current?: Resource;
}

export interface ChildResource {
  /** E.g. `network:Subnet`. */
  token: string;
  name: string;
  body: Json;
}

/** How resources of one type behave. */
export interface Service {
  /** The id of a new resource, as Azure spells it. Omitted: as in the request. */
  spelledId?(id: string): string;
  /** Checks a PUT, including the children in its body. @throws AzureError */
  checkPut?(request: PutRequest): void;
  /** The properties to store. Omitted: the body. */
  storedProperties?(request: PutRequest): Json;
  /** Children that Azure creates together with a new resource. */
  defaultChildren?(request: PutRequest): ChildResource[];
  /** Properties that a GET computes from other resources. */
  computedProperties?(resource: Resource, azure: Azure): Json;
  /** Checks a DELETE. If it returns properties, Azure keeps the resource with these (soft delete). @throws AzureError */
  checkDelete?(resource: Resource, azure: Azure): Json | undefined;
}
