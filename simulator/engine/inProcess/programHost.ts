/**
 * A language host inside this process, for one command of the Pulumi CLI, which is given its address by `--client`.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import * as service from "@pulumi/pulumi/proto/language_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { type Program, runProgram } from "./runProgram";

export interface ProgramHost {
  address: string;
  stop(): void;
}

/** Serves one program. The engine asks for no packages: each resource names its provider and version itself. */
export async function serveProgram(program: Program): Promise<ProgramHost> {
  const anySize = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const server = new Server(anySize);
  const answer =
    <Response>(work: (request: pb.RunRequest) => Response | Promise<Response>) =>
    async (call: ServerUnaryCall<pb.RunRequest, Response>, callback: sendUnaryData<Response>) =>
      callback(null, await work(call.request));
  server.addService(service.LanguageRuntimeService, {
    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion("1.0.0")),
    getRequiredPackages: answer(() => new pb.GetRequiredPackagesResponse()),
    // The errors were sent to the engine: it has nothing to add.
    run: answer(async (request) => new pb.RunResponse().setBail(await runProgram(request, program))),
  });
  const port = await new Promise<number>((bound, failed) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? failed(error) : bound(port),
    );
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}
