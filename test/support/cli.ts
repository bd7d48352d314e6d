import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";

/** What a command of ours answered. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Logins and subscriptions of whoever runs the tests: no command may reach them. */
const isPrivate = (name: string) => /^(ARM|AZURE|IDENTITY|MSI)_/.test(name);

/** Runs the compiled command line in a process of its own, with no Azure but the one in `env`. */
export function runCli(
  args: readonly string[],
  {
    env = {},
    cwd = repositoryDir,
    stop,
  }: { env?: Readonly<Record<string, string>>; cwd?: string; stop?: AbortSignal } = {},
): Promise<Ran> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isPrivate(name)));
  const none = { AZURE_VM_BACKUP_ARM_ENDPOINT: "https://127.0.0.1:9" };
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(repositoryDir, "dist/cli/index.js"), ...args], {
      cwd,
      env: { ...inherited, ...none, ...env },
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
