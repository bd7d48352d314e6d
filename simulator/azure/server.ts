import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import pb from "@pulumi/pulumi/proto/provider_pb";
import statuses from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { AutoNaming } from "./check";
import type { Change, ChangeKind } from "./diff";
import { PartialFailure } from "./faults";
import { packageNameOf, parameterOfArgs, parameterOfName, parameterOfValue } from "./parameterize";
import { fromStruct, toStruct } from "./protobufValues";
import type { Provider } from "./provider";

const unlimitedMessages = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

export interface RunningServer {
  port: number;
  /** Stops after the pending calls are answered. */
  stop(): Promise<void>;
  /** Stops at once; pending calls fail. */
  kill(): void;
}

/**
 * Serves the provider to a Pulumi engine over gRPC, on a free port of this machine. An engine that did not start this process sends its
 * address to `onAttach`.
 */
export async function serve(
  provider: Provider,
  version: string,
  onAttach: (engineAddress: string) => void = () => undefined,
): Promise<RunningServer> {
  const server = new grpc.Server(unlimitedMessages);
  let pendingCalls = 0;
  let onIdle: (() => void) | undefined;

  function unary<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
    return async (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>) => {
      pendingCalls++;
      try {
        callback(null, await handle(call.request));
      } catch (error) {
        callback(error instanceof PartialFailure ? partialFailureStatus(error) : errorStatus(error));
      }
      pendingCalls--;
      if (pendingCalls === 0) onIdle?.();
    };
  }

  server.addService(services.ResourceProviderService, {
    getPluginInfo: unary<Empty, plugin.PluginInfo>(() => new plugin.PluginInfo().setVersion(version)),
    attach: unary<plugin.PluginAttach, Empty>((request) => {
      onAttach(request.getAddress());
      return new Empty();
    }),
    cancel: unary<Empty, Empty>(() => new Empty()),
    getSchema: unary<pb.GetSchemaRequest, pb.GetSchemaResponse>(async (request) => {
      // Only YAML programs and `pulumi package` ask for the schema: loading it costs time.
      const { schemaOf } = await import("./schema.js");
      const parameter = parameterOfName(request.getSubpackageName());
      return new pb.GetSchemaResponse().setSchema(schemaOf(version, parameter));
    }),
    parameterize: unary<pb.ParameterizeRequest, pb.ParameterizeResponse>((request) => {
      const args = request.getArgs()?.getArgsList();
      const parameter = args
        ? parameterOfArgs(args)
        : parameterOfValue(request.getValue()?.getValue_asU8() ?? new Uint8Array());
      return new pb.ParameterizeResponse().setName(packageNameOf(parameter)).setVersion(version);
    }),
    checkConfig: unary<pb.CheckRequest, pb.CheckResponse>((request) =>
      new pb.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary<pb.DiffRequest, pb.DiffResponse>(() => new pb.DiffResponse()),
    configure: unary<pb.ConfigureRequest, pb.ConfigureResponse>((request) => {
      provider.configure(new Map(request.getVariablesMap().toArray()));
      return new pb.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    }),
    invoke: unary<pb.InvokeRequest, pb.InvokeResponse>((request) =>
      new pb.InvokeResponse().setReturn(
        toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs()))),
      ),
    ),
    check: unary<pb.CheckRequest, pb.CheckResponse>(async (request) => {
      const { type, name } = parseUrn(request.getUrn());
      const autoNaming = autoNamingOf(request);
      const { inputs, failures } = await provider.check(type, {
        name,
        oldInputs: fromStruct(request.getOlds()),
        newInputs: fromStruct(request.getNews()),
        randomSeed: request.getRandomseed_asU8(),
        ...(autoNaming ? { autoNaming } : {}),
      });
      const checkFailures = failures.map((reason) => new pb.CheckFailure().setReason(reason));
      return new pb.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(checkFailures);
    }),
    diff: unary<pb.DiffRequest, pb.DiffResponse>((request) => {
      const { changes, replaces, deleteBeforeReplace } = provider.diff(
        parseUrn(request.getUrn()).type,
        fromStruct(request.getOldInputs()),
        fromStruct(request.getNews()),
        fromStruct(request.getOlds()),
      );
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      const response = new pb.DiffResponse()
        .setChanges(changes.size > 0 ? DIFF_SOME : DIFF_NONE)
        // A one-line diff shows only properties that are named here, and it knows those of the first level only.
        .setDiffsList([...new Set([...changes.keys()].map(topLevelKey))])
        .setReplacesList(replaces)
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
      for (const [path, change] of changes) response.getDetaileddiffMap().set(path, propertyDiff(change));
      return response;
    }),
    create: unary<pb.CreateRequest, pb.CreateResponse>(async (request) => {
      const { type } = parseUrn(request.getUrn());
      const inputs = fromStruct(request.getProperties());
      if (request.getPreview()) {
        return new pb.CreateResponse().setProperties(toStruct(provider.previewCreate(type, inputs)));
      }
      const { id, outputs } = await provider.create(type, inputs);
      return new pb.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: unary<pb.ReadRequest, pb.ReadResponse>(async (request) => {
      const { type } = parseUrn(request.getUrn());
      const inputs = request.getInputs() ? fromStruct(request.getInputs()) : undefined;
      const found = await provider.read(type, request.getId(), inputs, fromStruct(request.getProperties()));
      if (!found) return new pb.ReadResponse();
      return new pb.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.outputs))
        .setInputs(toStruct(found.inputs));
    }),
    update: unary<pb.UpdateRequest, pb.UpdateResponse>(async (request) => {
      const { type } = parseUrn(request.getUrn());
      const inputs = fromStruct(request.getNews());
      const outputs = request.getPreview()
        ? provider.previewUpdate(type, inputs, fromStruct(request.getOlds()))
        : (await provider.update(type, request.getId(), inputs)).outputs;
      return new pb.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary<pb.DeleteRequest, Empty>(async (request) => {
      await provider.remove(
        parseUrn(request.getUrn()).type,
        request.getId(),
        fromStruct(request.getOldInputs()),
      );
      return new Empty();
    }),
  });

  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return {
    port,
    kill: () => server.forceShutdown(),
    stop: async () => {
      if (pendingCalls > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      server.forceShutdown();
    },
  };
}

const errorStatus = (error: unknown) => ({
  code: grpc.status.UNKNOWN,
  details: error instanceof Error ? error.message : String(error),
});

/** Tells the engine that the resource exists but its operation failed: the engine keeps the resource, with the reason. */
function partialFailureStatus({ state, reason, message }: PartialFailure) {
  const detail = new pb.ErrorResourceInitFailed()
    .setId(state.id)
    .setProperties(toStruct(state.outputs))
    .setReasonsList([reason]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statuses.Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: message, metadata };
}

/** The type token and the name in a URN. The URN has the types of all parents; the resource's own is the last. */
function parseUrn(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").pop() ?? "", name: name.join("::") };
}

function autoNamingOf(request: pb.CheckRequest): AutoNaming | undefined {
  const options = request.getAutonaming();
  if (!options) return undefined;
  const { ENFORCE, DISABLE } = pb.CheckRequest.AutonamingOptions.Mode;
  const mode =
    options.getMode() === ENFORCE ? "enforce" : options.getMode() === DISABLE ? "disable" : "propose";
  return { proposed: options.getProposedName(), mode };
}

/** The property of the first level in a path, e.g. `properties` in `properties.retentionPolicy.days[0]`. */
const topLevelKey = (path: string): string => path.split(/[.[]/)[0] ?? path;

function propertyDiff({ kind, replace }: Change): pb.PropertyDiff {
  const all = pb.PropertyDiff.Kind;
  const kinds: Record<ChangeKind, [pb.PropertyDiff.Kind, pb.PropertyDiff.Kind]> = {
    add: [all.ADD, all.ADD_REPLACE],
    delete: [all.DELETE, all.DELETE_REPLACE],
    update: [all.UPDATE, all.UPDATE_REPLACE],
  };
  return new pb.PropertyDiff().setKind(kinds[kind][replace ? 1 : 0]).setInputdiff(true);
}
