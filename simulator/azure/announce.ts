import * as grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/engine_grpc_pb";
import pb from "@pulumi/pulumi/proto/engine_pb";

/**
 * Says something to whoever started this process: to the engine, when its address is among the arguments, so that
 * it stands among the diagnostics of the command; otherwise on stderr, which an engine does not show.
 */
export function announce(
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
  return new Promise((said) =>
    engine.log(request, (error) => {
      if (error) console.error(message);
      engine.close();
      said();
    }),
  );
}
