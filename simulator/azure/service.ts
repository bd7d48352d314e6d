import type { Json } from "./json";
import type { Resource, Store } from "./store";

/** Simulated Azure, as a service of it sees the rest. */
export interface Azure {
  store: Store;
  /** Accept virtual machine ids that name nothing, so that a benchmark needs no machines. */
  anyVm: boolean;
  /** How often the deletion of a vault is still refused for items that were deleted just before. */
  slowDeletes: number;
}

/** A PUT on its way to the service that owns the type. */
export interface Put {
  azure: Azure;
  id: string;
  name: string;
  /** The path's inputs. */
  names: Record<string, string>;
  body: Json;
  /** What is there already. Omitted: the resource is new. */
  current?: Resource;
}

export interface Child {
  type: string;
  name: string;
  body: Json;
}

/** One service's behaviour. */
export interface Service {
  /** Refuses a PUT by throwing a Refusal; answers for the children given inline, too. */
  check?(request: Put): void;
  /** What Azure keeps of the body. Omitted: the body. */
  shape?(request: Put): Json;
  /** What Azure makes together with a new resource. */
  children?(request: Put): Child[];
  /** What depends on other resources. */
  get?(resource: Resource, azure: Azure): Json;
  /** Checks a DELETE; properties returned are kept in place of the resource. */
  remove?(resource: Resource, azure: Azure): Json | undefined;
}
