import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import pb from "@pulumi/pulumi/proto/provider_pb";
import type { Fault } from "../../../simulator/azure/faults";
import type { Json } from "../../../simulator/azure/json";
import { fromStruct, toStruct } from "../../../simulator/azure/protobufValues";
import { createProvider, type ProviderOptions } from "../../../simulator/azure/provider";
import { serve } from "../../../simulator/azure/server";

export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
export const group = `${subscription}/resourceGroups/rg`;
export const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/vault`;

export interface CreatedResource {
  id: string;
  outputs: Json;
  /** The inputs after Check. */
  inputs: Json;
}

/** Starts simulated Azure behind gRPC. Omitted `folder`: a temporary one, which stop() deletes. */
export async function startAzure(options: Partial<ProviderOptions> = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "azure-simulation-"));
  const faults = join(folder, "faults.json");
  const server = await serve(createProvider({ folder, faults, ...options }), "3.28.0");
  const client = new services.ResourceProviderClient(
    `127.0.0.1:${server.port}`,
    grpc.credentials.createInsecure(),
  );

  const urn = (token: string, name: string) => `urn:pulumi:dev::test::azure-native:${token}::${name}`;

  function call<Request, Response>(
    method: (
      request: Request,
      callback: (error: grpc.ServiceError | null, response: Response) => void,
    ) => unknown,
    request: Request,
  ): Promise<Response> {
    return new Promise((resolve, reject) =>
      method.call(client, request, (error, response) =>
        error ? reject(new Error(error.details)) : resolve(response),
      ),
    );
  }

  async function check(token: string, name: string, news: Json, olds: Json = {}) {
    const request = new pb.CheckRequest()
      .setUrn(urn(token, name))
      .setNews(toStruct(news))
      .setOlds(toStruct(olds));
    const response = await call<pb.CheckRequest, pb.CheckResponse>(client.check, request);
    const failures = response.getFailuresList().map((failure) => failure.getReason());
    return { inputs: fromStruct(response.getInputs()), failures };
  }

  async function createChecked(token: string, inputs: Json): Promise<CreatedResource> {
    const request = new pb.CreateRequest().setUrn(urn(token, "it")).setProperties(toStruct(inputs));
    const response = await call<pb.CreateRequest, pb.CreateResponse>(client.create, request);
    return { id: response.getId(), outputs: fromStruct(response.getProperties()), inputs };
  }

  return {
    folder,
    call,
    client,
    check,
    createChecked,

    /** Check, then create, as the engine does. */
    async create(token: string, news: Json): Promise<CreatedResource> {
      const { inputs, failures } = await check(token, "it", news);
      if (failures.length > 0) throw new Error(failures.join("\n"));
      return createChecked(token, inputs);
    },

    async preview(token: string, inputs: Json): Promise<Json> {
      const request = new pb.CreateRequest()
        .setUrn(urn(token, "it"))
        .setProperties(toStruct(inputs))
        .setPreview(true);
      const response = await call<pb.CreateRequest, pb.CreateResponse>(client.create, request);
      return response.getProperties()?.toJavaScript() as Json;
    },

    async diff(token: string, olds: Json, news: Json, oldOutputs: Json = {}) {
      const request = new pb.DiffRequest()
        .setUrn(urn(token, "it"))
        .setOldInputs(toStruct(olds))
        .setNews(toStruct(news))
        .setOlds(toStruct(oldOutputs));
      const response = await call<pb.DiffRequest, pb.DiffResponse>(client.diff, request);
      return {
        changes: [...response.getDetaileddiffMap().keys()].sort(),
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },

    async update(token: string, created: CreatedResource, inputs: Json): Promise<CreatedResource> {
      const request = new pb.UpdateRequest()
        .setUrn(urn(token, "it"))
        .setId(created.id)
        .setOlds(toStruct(created.outputs))
        .setOldInputs(toStruct(created.inputs))
        .setNews(toStruct(inputs));
      const response = await call<pb.UpdateRequest, pb.UpdateResponse>(client.update, request);
      return { id: created.id, outputs: fromStruct(response.getProperties()), inputs };
    },

    /** Undefined: the resource does not exist. Without inputs it is an import. */
    async read(
      token: string,
      id: string,
      inputs?: Json,
      outputs: Json = {},
    ): Promise<CreatedResource | undefined> {
      const request = new pb.ReadRequest()
        .setUrn(urn(token, "it"))
        .setId(id)
        .setProperties(toStruct(outputs));
      if (inputs) request.setInputs(toStruct(inputs));
      const response = await call<pb.ReadRequest, pb.ReadResponse>(client.read, request);
      if (response.getId() === "") return undefined;
      return {
        id: response.getId(),
        outputs: fromStruct(response.getProperties()),
        inputs: fromStruct(response.getInputs()),
      };
    },

    async delete(token: string, created: CreatedResource): Promise<void> {
      const request = new pb.DeleteRequest()
        .setUrn(urn(token, "it"))
        .setId(created.id)
        .setOldInputs(toStruct(created.inputs));
      await call(client.delete, request);
    },

    async invoke(token: string, args: Json): Promise<Json> {
      const request = new pb.InvokeRequest().setTok(`azure-native:${token}`).setArgs(toStruct(args));
      const response = await call<pb.InvokeRequest, pb.InvokeResponse>(client.invoke, request);
      return fromStruct(response.getReturn());
    },

    async configure(variables: Record<string, string>): Promise<void> {
      const request = new pb.ConfigureRequest();
      for (const [key, value] of Object.entries(variables)) request.getVariablesMap().set(key, value);
      await call(client.configure, request);
    },

    setFaults(list: Fault[]): void {
      writeFileSync(faults, JSON.stringify(list));
    },

    /** Ends the provider as a crash of its process would. Its state stays. */
    kill: () => server.kill(),

    async stop(): Promise<void> {
      client.close();
      await server.stop();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestAzure = Awaited<ReturnType<typeof startAzure>>;

/** "accepted"; or status and code of Azure's error, e.g. "409 Conflict"; or the message of any other error. */
export async function responseTo(request: Promise<unknown>): Promise<string> {
  const message = await request.then(
    () => "accepted",
    (error: Error) => error.message,
  );
  return /^Status=\d+ Code="\w+"/.exec(message)?.[0].replace(/Status=(\d+) Code="(\w+)"/, "$1 $2") ?? message;
}
