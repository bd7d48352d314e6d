import { logToEngine } from "./engineLog";
import { optionsFrom, simulatedNotice, version } from "./environment";
import { createProvider } from "./provider";
import { serve } from "./server";

/** Simulated Azure as a Pulumi resource plugin in a process of its own; environment.ts lists the variables that it reads. */
async function main(): Promise<void> {
  const options = optionsFrom(process.env);
  const provider = createProvider({
    ...options,
    warn: (message) => logToEngine(process.argv.slice(2), message, "WARNING"),
  });
  const server = await serve(provider, version);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => server.stop().then(() => process.exit(0)));
  }
  // The engine reads the port from the first line of stdout.
  console.log(server.port);
  logToEngine(process.argv.slice(2), simulatedNotice(options.folder));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
