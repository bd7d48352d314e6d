/**
 * A process that runs commands as this one would, but was started with other certificates: Node.js reads NODE_EXTRA_CA_CERTS only when it
 * starts. It serves all commands with the same certificates, and loads Pulumi's SDK once.
 */
import { type ChildProcess, fork } from "node:child_process";
import { type RunOptions, type RunResult, runLimited } from "../process";
import { type InProcess, runInProcess } from "./index";

interface Command {
  inProcess: InProcess;
  cli: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  options: Omit<RunOptions, "onOutput" | "env">;
}

interface Child {
  process: ChildProcess;
  /** What waits for an answer, by the number of its command. */
  waiting: Map<number, (result: RunResult) => void>;
}

const children = new Map<string, Child>();
let commands = 0;

/** Runs a command in the process for the certificates of its environment. It ends when it is idle and another one is needed. */
export function runInChild(command: Command): Promise<RunResult> {
  const certificates = command.env.NODE_EXTRA_CA_CERTS ?? "";
  const child = children.get(certificates) ?? start(certificates);
  const id = commands++;
  child.process.channel?.ref();
  return new Promise((resolve) => {
    child.waiting.set(id, resolve);
    child.process.send({ id, ...command });
  });
}

function start(certificates: string): Child {
  for (const [key, { process: idle, waiting }] of children) {
    if (waiting.size > 0) continue;
    children.delete(key);
    idle.kill("SIGKILL");
  }
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificates };
  const child: Child = { process: fork(__filename, [], { env, execArgv: [] }), waiting: new Map() };
  children.set(certificates, child);
  // It ends with this process, whose end closes the channel.
  child.process.unref();
  child.process.channel?.unref();
  child.process.on("message", ({ id, result }: { id: number; result: RunResult }) => {
    child.waiting.get(id)?.(result);
    child.waiting.delete(id);
    if (child.waiting.size === 0) child.process.channel?.unref();
  });
  child.process.once("exit", () => {
    if (children.get(certificates) === child) children.delete(certificates);
    const result = { exitCode: -1, problem: "ended with the process that ran it", stdout: "", output: "" };
    for (const resolve of child.waiting.values()) resolve(result);
  });
  return child;
}

if (require.main === module) {
  process.on("message", async ({ id, inProcess, cli, args, env, options }: Command & { id: number }) => {
    const result = await runInProcess(inProcess, args[0] ?? "", env, (more, ownEnv) =>
      runLimited(cli, [...args, ...more], { ...options, env: ownEnv }),
    );
    process.send?.({ id, result });
  });
  process.on("disconnect", () => process.exit());
}
