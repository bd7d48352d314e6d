/**
 * A Node.js language host: the gRPC server through which the Pulumi engine runs Node.js programs, policy
 * packs and component plugins. A downloaded Pulumi CLI has its own `pulumi-language-nodejs`; a CLI built
 * from the Go module has none and uses this one.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 *
 * Usage: `node languageHost.js [flags] <engine address>`; prints its port on the first line of stdout.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  credentials,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as service from "@pulumi/pulumi/proto/language_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

type Callback<T> = (error: Error | null, response?: T) => void;
interface RuntimeOptions {
  typescript?: boolean;
  tsconfig?: string;
  nodeargs?: string;
}

/** `@pulumi/pulumi/cmd/run` ends with it when the program's error was already shown to the user. */
const ALREADY_REPORTED_EXIT_CODE = 32;

let engineAddress = process.argv.at(-1) ?? "";
const children = new Set<ChildProcess>();

function optionsOf(info: pb.ProgramInfo | undefined): RuntimeOptions {
  return (info?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
}

/**
 * The program's own copy of the SDK runs it, as with the official host: two copies in one process would not
 * share state.
 */
function sdkCommand(command: string, programDirectory: string): string {
  return require.resolve(`@pulumi/pulumi/cmd/${command}`, { paths: [programDirectory, __dirname] });
}

function start(
  args: string[],
  options: RuntimeOptions,
  cwd: string,
  env: NodeJS.ProcessEnv,
  stdio: "inherit" | "pipe",
) {
  const nodeArgs = options.nodeargs?.split(/\s+/).filter(Boolean) ?? [];
  const typescript = {
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
    ...(options.tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
  const child = spawn(process.execPath, [...nodeArgs, ...args], {
    cwd,
    env: { ...process.env, ...typescript, ...env },
    stdio: ["ignore", stdio, stdio],
  });
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

function run({ request }: { request: pb.RunRequest }, callback: Callback<pb.RunResponse>): void {
  const info = request.getInfo();
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
    "root-directory": info?.getRootDirectory() ?? request.getPwd(),
  };
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const args = [sdkCommand("run", directory)];
  for (const [flag, value] of Object.entries(flags)) if (value !== "") args.push(`--${flag}`, value);
  if (request.getDryrun()) args.push("--dry-run");
  args.push(info?.getEntryPoint() || request.getProgram() || ".", ...request.getArgsList());

  const env = {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  const child = start(args, optionsOf(info), request.getPwd(), env, "inherit");
  const response = new pb.RunResponse();
  child.once("error", (error) => callback(error));
  child.once("close", (code, signal) => {
    if (code === ALREADY_REPORTED_EXIT_CODE) response.setBail(true);
    else if (code !== 0) response.setError(`Program exited with ${signal ?? `non-zero exit code: ${code}`}`);
    callback(null, response);
  });
}

function runPlugin(call: ServerWritableStream<pb.RunPluginRequest, pb.RunPluginResponse>): void {
  const { request } = call;
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getProgram();
  const isPolicyPack = request.getKind() === "analyzer";
  const [, running, port] = /^(.*)=(\d+)$/.exec(process.env.AVB_RUNNING_PLUGIN ?? "") ?? [];
  if (running === directory) {
    attach(call, `${port}`);
    return;
  }
  const args = isPolicyPack
    ? [sdkCommand("run-policy-pack", directory), ...request.getArgsList(), directory]
    : [sdkCommand("run-plugin", directory), directory, ...request.getArgsList()];
  const env = Object.fromEntries(request.getEnvList().map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
  // A policy pack reads its version from the package.json of its working directory.
  const child = start(args, optionsOf(info), isPolicyPack ? directory : request.getPwd(), env, "pipe");

  const send = (set: (response: pb.RunPluginResponse) => void) => {
    const response = new pb.RunPluginResponse();
    set(response);
    if (!call.cancelled) call.write(response);
  };
  child.stdout?.on("data", (chunk: Buffer) => send((r) => r.setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => send((r) => r.setStderr(chunk)));
  child.once("error", (error) => call.destroy(error));
  child.once("close", (code) => {
    send((r) => r.setExitcode(code ?? 1));
    call.end();
  });
  call.once("cancelled", () => child.kill("SIGKILL"));
}

/** Connects the engine with a plugin that runs already. It goes on running when the engine has ended. */
function attach(call: ServerWritableStream<pb.RunPluginRequest, pb.RunPluginResponse>, port: string): void {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  client.attach(new plugin.PluginAttach().setAddress(call.request.getArgsList()[0] ?? ""), (error) => {
    client.close();
    if (error) call.destroy(error);
    else call.write(new pb.RunPluginResponse().setStdout(Buffer.from(`${port}\n`)));
  });
}

function pluginInfo(_: unknown, callback: Callback<plugin.PluginInfo>): void {
  const manifest = readFileSync(join(require.resolve("@pulumi/pulumi"), "../package.json"), "utf8");
  const info = new plugin.PluginInfo();
  info.setVersion((JSON.parse(manifest) as { version: string }).version);
  callback(null, info);
}

function answer<T>(Message: new () => T) {
  return (_: unknown, callback: Callback<T>) => callback(null, new Message());
}

/** Installs the dependencies of a plugin that Pulumi downloaded. A folder that has them already is used as it is. */
function installDependencies(
  call: ServerWritableStream<pb.InstallDependenciesRequest, pb.InstallDependenciesResponse>,
): void {
  const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
  if (existsSync(join(folder, "node_modules"))) {
    call.end();
    return;
  }
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawn("npm", args, { cwd: folder, shell: process.platform === "win32" });
  const errors: Buffer[] = [];
  npm.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  npm.once("error", (error) => call.destroy(error));
  npm.once("close", (code) => {
    if (code === 0) call.end();
    else call.destroy(new Error(`npm install in ${folder} failed: ${Buffer.concat(errors)}`));
  });
}

/** Children would outlive us and hold the engine's pipes open; it waits for those. */
function exit(): never {
  for (const child of children) child.kill("SIGKILL");
  process.exit(0);
}

const implementation: UntypedServiceImplementation = {
  handshake: (
    { request }: { request: pb.LanguageHandshakeRequest },
    callback: Callback<pb.LanguageHandshakeResponse>,
  ) => {
    engineAddress = request.getEngineAddress();
    callback(null, new pb.LanguageHandshakeResponse());
  },
  getPluginInfo: pluginInfo,
  // Every resource names its provider and version itself, and dependencies are used as they are installed.
  getRequiredPackages: answer(pb.GetRequiredPackagesResponse),
  getRequiredPlugins: answer(pb.GetRequiredPluginsResponse),
  getProgramDependencies: answer(pb.GetProgramDependenciesResponse),
  installDependencies,
  run,
  runPlugin,
  cancel: (_: unknown, callback: Callback<Empty>) => {
    callback(null, new Empty());
    setImmediate(exit);
  },
};

process.once("SIGINT", exit);
process.once("SIGTERM", exit);
process.stdin.once("close", exit).resume(); // The engine was killed.

// Config and plugin output may exceed gRPC's default of 4 MB.
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(service.LanguageRuntimeService, implementation);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
