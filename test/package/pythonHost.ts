/**
 * A Python language host for programs on the real engine: Pulumi's own is no Go module that can be built alone. It starts Pulumi's own
 * script pulumi-language-python-exec, whose path PYTHON_HOST_SCRIPT has, in the virtual environment that Pulumi.yaml names.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import * as service from "@pulumi/pulumi/proto/language_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

type Callback<T> = (error: Error | null, response?: T) => void;

/** The script's exit code if the program's error was already shown to the user. */
const alreadyReported = 32;
let engineAddress = process.argv.at(-1) ?? "";

const answer =
  <T>(response: () => T) =>
  (_: unknown, callback: Callback<T>) =>
    callback(null, response());

function run({ request }: { request: pb.RunRequest }, callback: Callback<pb.RunResponse>): void {
  const info = request.getInfo();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
    root_directory: info?.getRootDirectory() ?? request.getPwd(),
    dry_run: String(request.getDryrun()),
  };
  const options = info?.getOptions()?.toJavaScript() as { virtualenv?: string } | undefined;
  const python = join(options?.virtualenv ?? "", "bin/python");
  const named = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const child = spawn(
    python,
    ["-u", process.env.PYTHON_HOST_SCRIPT ?? "", ...named, info?.getProgramDirectory() ?? request.getPwd()],
    {
      cwd: request.getPwd(),
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const response = new pb.RunResponse();
  child.once("error", (error) => callback(error));
  child.once("close", (code) => {
    if (code === alreadyReported) response.setBail(true);
    else if (code !== 0) response.setError(`Program exited with ${code}`);
    callback(null, response);
  });
}

const implementation: UntypedServiceImplementation = {
  handshake: (
    { request }: { request: pb.LanguageHandshakeRequest },
    callback: Callback<pb.LanguageHandshakeResponse>,
  ) => {
    engineAddress = request.getEngineAddress();
    callback(null, new pb.LanguageHandshakeResponse());
  },
  getPluginInfo: answer(() => new plugin.PluginInfo().setVersion("1.0.0")),
  getRequiredPackages: answer(() => new pb.GetRequiredPackagesResponse()),
  getRequiredPlugins: answer(() => new pb.GetRequiredPluginsResponse()),
  getProgramDependencies: answer(() => new pb.GetProgramDependenciesResponse()),
  run,
  cancel: (_: unknown, callback: Callback<Empty>) => {
    callback(null, new Empty());
    setImmediate(() => process.exit(0));
  },
};

process.stdin.once("close", () => process.exit(0)).resume(); // The engine has ended.
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(service.LanguageRuntimeService, implementation);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
