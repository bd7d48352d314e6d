/** The policy SDK's own server functions, without the engine around them. */
import type { PolicyPackArgs } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Policies = PolicyPackArgs["policies"];
type Rpc = (call: { request: unknown }, done: (error: Error | null) => void) => void;

export interface AnalyzedResource {
  readonly type: string;
  readonly name: string;
  readonly props: object;
  /** Names of the resources on which each property depends. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

const rpcOf = (name: "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun", policies: Policies): Rpc =>
  (server as unknown as Record<string, (...args: unknown[]) => Rpc>)[name]?.(
    "pack",
    "1.0.0",
    "advisory",
    policies,
  ) as Rpc;

const call = (rpc: Rpc, request: unknown) =>
  new Promise<void>((resolve, reject) => rpc({ request }, (error) => (error ? reject(error) : resolve())));

const urnOf = (type: string, name: string) => `urn:pulumi:dev::bench::${type}::${name}`;

/** Milliseconds to analyse resources one after the other: the best of three runs. */
export async function analyzeMany(
  policies: Policies,
  resources: readonly AnalyzedResource[],
): Promise<number> {
  const rpc = rpcOf("makeAnalyzeRpcFun", policies);
  const requests = resources.map(requestOf);
  return best(3, async () => {
    for (const request of requests) await call(rpc, request);
  });
}

const requestOf = (resource: AnalyzedResource) => filled(new proto.AnalyzeRequest(), resource);

/** Sets the fields that both kinds of message have about a resource. */
function filled<M extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  message: M,
  { type, name, props }: AnalyzedResource,
): M {
  message.setType(type);
  message.setName(name);
  message.setUrn(urnOf(type, name));
  message.setProperties(Struct.fromJavaScript(props as never));
  message.setOptions(new proto.AnalyzerResourceOptions());
  return message;
}

/** Milliseconds to analyse a stack: the best of seven runs. As in the engine, its resources are analysed before. */
export async function analyzeStackOf(
  policies: Policies,
  resources: readonly AnalyzedResource[],
): Promise<number> {
  const urns = new Map(resources.map(({ type, name }) => [name, urnOf(type, name)]));
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((given) => {
      const resource = filled(new proto.AnalyzerResource(), given);
      for (const [property, names] of Object.entries(given.dependsOn ?? {})) {
        const dependencies = new proto.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((on) => urns.get(on) ?? on));
        resource.getPropertydependenciesMap().set(property, dependencies);
      }
      return resource;
    }),
  );
  const single = rpcOf("makeAnalyzeRpcFun", policies);
  for (const resource of resources) await call(single, requestOf(resource));
  const rpc = rpcOf("makeAnalyzeStackRpcFun", policies);
  return best(7, () => call(rpc, request));
}

async function best(runs: number, run: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
