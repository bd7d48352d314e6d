import { type ChildProcess, fork, spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";

/** What a command of ours answered. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Kills the command. */
  readonly stop?: AbortSignal;
  /** Runs the command in a process of its own, as users do. Omitted: only if it is killed or starts processes itself. */
  readonly ownProcess?: boolean;
}

/** Logins and subscriptions of the person who runs the tests: no command may reach them. */
const isPrivate = (name: string) => /^(ARM|AZURE|IDENTITY|MSI)_/.test(name);

/** Runs the compiled command line, with no Azure but the one in `env`. */
export function runCli(args: readonly string[], options: Options = {}): Promise<Ran> {
  const { env = {}, cwd = repositoryDir, stop } = options;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isPrivate(name)));
  const none = { AZURE_VM_BACKUP_ARM_ENDPOINT: "https://127.0.0.1:9" };
  const all = { ...inherited, ...none, ...env };
  const ownProcess = options.ownProcess ?? (stop !== undefined || args[0] === "simulate");
  return ownProcess ? inOwnProcess(args, all, cwd, stop) : serverOf(all).run(args, all, cwd);
}

function inOwnProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  stop?: AbortSignal,
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(repositoryDir, "dist/cli/index.js"), ...args], {
      ...{ cwd, env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    stop?.addEventListener("abort", () => child.kill("SIGKILL"));
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

interface CliServer {
  run(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ran>;
  stop(): void;
}

/** The processes of this test file. Node.js reads the certificates that it trusts only when it starts. */
const servers = new Map<string | undefined, CliServer>();

function serverOf(env: NodeJS.ProcessEnv): CliServer {
  const certificates = env.NODE_EXTRA_CA_CERTS;
  const server = servers.get(certificates) ?? startServer(env);
  servers.set(certificates, server);
  return server;
}

function startServer(env: NodeJS.ProcessEnv): CliServer {
  const child: ChildProcess = fork(join(repositoryDir, "test/support/cliServer.js"), [], {
    ...{ env, execArgv: [] },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, (ran: Ran) => void>();
  child.on("message", ({ id, ran }: { id: number; ran: Ran }) => {
    waiting.get(id)?.(ran);
    waiting.delete(id);
  });
  child.on("exit", () => {
    for (const done of waiting.values())
      done({ code: null, stdout: "", stderr: "The command ended its process." });
  });
  let requests = 0;
  return {
    run: (args, given, cwd) =>
      new Promise((done) => {
        const id = requests++;
        waiting.set(id, done);
        child.send({ ...{ id, args, cwd }, env: given });
      }),
    stop: () => child.kill(),
  };
}

afterAll(() => {
  for (const server of servers.values()) server.stop();
});
