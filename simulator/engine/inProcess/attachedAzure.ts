/** Simulated Azure served from this process, for one command of the Pulumi CLI: the engine attaches to it instead of starting a process. */
import { logToEngine } from "../../azure/engineLog";
import { optionsFrom, simulatedNotice, version } from "../../azure/environment";
import { createProvider } from "../../azure/provider";
import { type RunningServer, serve } from "../../azure/server";

export interface AttachedAzure {
  /** The CLI's environment with which it attaches. */
  env: NodeJS.ProcessEnv;
  stop(): void;
}

/**
 * All providers of the command are this one, so that a program with explicit providers needs a process for each.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/provider_plugin.go, GetProviderAttachPort
 *
 * @throws Error if the environment of simulated Azure is wrong.
 */
export async function attachAzure(env: NodeJS.ProcessEnv): Promise<AttachedAzure> {
  const options = optionsFrom(env);
  const engine: string[] = [];
  const provider = createProvider({
    ...options,
    warn: (message) => logToEngine(engine, message, "WARNING"),
    // For the engine this is as if the process had died: the connection breaks and no request is answered any more.
    exitProcess: () => server.kill(),
  });
  const server: RunningServer = await serve(provider, version, (address) => {
    engine.push(address);
    logToEngine(engine, simulatedNotice(options.folder));
  });
  return {
    env: { PULUMI_DEBUG_PROVIDERS: `azure-native:${server.port}` },
    stop: () => server.kill(),
  };
}
