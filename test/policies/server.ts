import type { PolicyPackArgs } from "@pulumi/policy";
import * as deserialize from "@pulumi/policy/deserialize";
import * as proxy from "@pulumi/policy/proxy";
import * as server from "@pulumi/policy/server";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { requirements } from "../../src/requirements";

type Policies = PolicyPackArgs["policies"];

/** The SDK's mark of a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export interface TestResource {
  readonly type: string;
  readonly name?: string;
  readonly props: object;
  /** Names of the resources on which each property depends. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

export interface Diagnostic {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "remediate" | "disabled";
  readonly message: string;
  readonly urn: string;
}

const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;

export const urnOf = ({ type, name = "it" }: TestResource) => `urn:pulumi:dev::test::${type}::${name}`;

type Rpc = (call: { request: unknown }, callback: (error: Error | null, response: unknown) => void) => void;

const call = <T>(rpc: Rpc, request: unknown): Promise<T> =>
  new Promise((resolve, reject) =>
    rpc({ request }, (error, response) => (error ? reject(error) : resolve(response as T))),
  );

const serverFunctions = server as unknown as Record<string, (...args: unknown[]) => Rpc>;
const rpcOf = (name: string, policies: Policies) =>
  (serverFunctions[name] as (...args: unknown[]) => Rpc)("azure-vm-backup", "1.0.0", "advisory", policies);

const diagnosticsOf = (response: proto.AnalyzeResponse): Diagnostic[] =>
  response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: levels[diagnostic.getEnforcementlevel()] as Diagnostic["level"],
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));

const structOf = (props: object) => Struct.fromJavaScript(JSON.parse(JSON.stringify(props)));

export function analyzeRequest(resource: TestResource): proto.AnalyzeRequest {
  const request = new proto.AnalyzeRequest();
  request.setType(resource.type);
  request.setName(resource.name ?? "it");
  request.setUrn(urnOf(resource));
  request.setProperties(structOf(resource.props));
  request.setOptions(new proto.AnalyzerResourceOptions());
  return request;
}

/** The finding of a message on one line, without the requirement that the SDK puts before it. */
export const findingOf = (message: string): string =>
  message.split("\n").slice(1).join(" ").replaceAll(/\s+/g, " ");

/** What the pack reports about one resource, before it is created. */
export const analyze = async (policies: Policies, resource: TestResource): Promise<Diagnostic[]> =>
  diagnosticsOf(await call(rpcOf("makeAnalyzeRpcFun", policies), analyzeRequest(resource)));

/** What the pack reports about resources, one after the other in one asynchronous context. */
export async function analyzeEach(
  policies: Policies,
  resources: readonly TestResource[],
): Promise<Diagnostic[][]> {
  const reported: Diagnostic[][] = [];
  for (const resource of resources)
    reported.push(diagnosticsOf(await call(rpcOf("makeAnalyzeRpcFun", policies), analyzeRequest(resource))));
  return reported;
}

/** The same for one resource, with the policies that are judged with the stack: a stack of only this resource. */
export async function analyzeAlone(policies: Policies, resource: TestResource): Promise<Diagnostic[]> {
  const found = await analyze(policies, resource);
  const onStack = policies.filter(({ name }) => judgedWithStack.includes(name));
  return [...found, ...(await analyzeStack(onStack, [resource]))];
}

const judgedWithStack: readonly string[] = requirements
  .filter((requirement) => "rules" in requirement && requirement.dependsOnBackupKind)
  .map(({ name }) => name);

/** Properties as a policy sees them in preview: reading an unknown one throws the SDK's error. */
export const inPreview = (props: object): object => {
  const { deserializeProperties } = deserialize as unknown as Record<string, (...args: unknown[]) => object>;
  const { unknownCheckingProxy } = proxy as unknown as Record<string, (...args: unknown[]) => object>;
  return unknownCheckingProxy?.(deserializeProperties?.(structOf(props), false)) as object;
};

/** Policies that the SDK skipped for one resource, without reading it. */
export async function skipped(policies: Policies, resource: TestResource): Promise<string[]> {
  const response = await call<proto.AnalyzeResponse>(
    rpcOf("makeAnalyzeRpcFun", policies),
    analyzeRequest(resource),
  );
  return response.getNotApplicableList().map((skipped) => skipped.getPolicyName());
}

/** What the pack's remediations do with one resource: the inputs as each changes them, or why it cannot run. */
export async function remediations(policies: Policies, resource: TestResource) {
  const response = await call<proto.RemediateResponse>(
    rpcOf("makeRemediateRpcFun", policies),
    analyzeRequest(resource),
  );
  return response.getRemediationsList().map((remediation) => ({
    policy: remediation.getPolicyname(),
    inputs: remediation.getProperties()?.toJavaScript() as object | undefined,
    cannotRun: remediation.getDiagnostic(),
  }));
}

/** The inputs of one resource as the pack remediates them; undefined if it changes nothing. */
export const remediate = async (policies: Policies, resource: TestResource): Promise<object | undefined> =>
  (await remediations(policies, resource)).at(-1)?.inputs;

/** What the pack's stack policies report about resources. */
export const analyzeStack = async (
  policies: Policies,
  resources: readonly TestResource[],
): Promise<Diagnostic[]> =>
  diagnosticsOf(await call(rpcOf("makeAnalyzeStackRpcFun", policies), stackRequest(resources)));

/** The same of several stacks, one after the other in one asynchronous context. */
export async function analyzeStacks(
  policies: Policies,
  stacks: readonly (readonly TestResource[])[],
): Promise<Diagnostic[][]> {
  const reported: Diagnostic[][] = [];
  for (const stack of stacks)
    reported.push(diagnosticsOf(await call(rpcOf("makeAnalyzeStackRpcFun", policies), stackRequest(stack))));
  return reported;
}

function stackRequest(resources: readonly TestResource[]): proto.AnalyzeStackRequest {
  const urns = new Map(resources.map((resource) => [resource.name ?? "it", urnOf(resource)]));
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((given) => {
      const resource = new proto.AnalyzerResource();
      resource.setType(given.type);
      resource.setName(given.name ?? "it");
      resource.setUrn(urnOf(given));
      resource.setProperties(structOf(given.props));
      resource.setOptions(new proto.AnalyzerResourceOptions());
      for (const [property, names] of Object.entries(given.dependsOn ?? {})) {
        const dependencies = new proto.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((name) => urns.get(name) ?? name));
        resource.getPropertydependenciesMap().set(property, dependencies);
      }
      return resource;
    }),
  );
  return request;
}
