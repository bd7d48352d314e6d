import * as grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/engine_grpc_pb";
import pb from "@pulumi/pulumi/proto/engine_pb";

/**
 * Sends a message to the engine that started this process, which prints it among the diagnostics of the command. `args` are the
 * process's arguments: one of them is the engine's address. Without an address, or if the engine does not answer, the message goes to
 * stderr, which an engine does not print.
 */
export function logToEngine(
  args: string[],
  message: string,
  severity: "INFO" | "WARNING" = "INFO",
): Promise<void> {
  const address = args.find((arg) => /^[^-].*:\d+$/.test(arg));
  if (!address) {
    console.error(message);
    return Promise.resolve();
  }
  const engine = new services.EngineClient(address, grpc.credentials.createInsecure());
  const request = new pb.LogRequest().setSeverity(pb.LogSeverity[severity]).setMessage(message);
  return new Promise((logged) =>
    engine.log(request, (error) => {
      if (error) console.error(message);
      engine.close();
      logged();
    }),
  );
}
