// Ctrl-C and SIGTERM: one line, the exit code of shells, no file that is not whole, and no process that goes on.
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";

const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
const file = (name: string) => join(folder, name);
let azure: Server;
let connections = 0;
beforeAll(
  () =>
    new Promise<void>((ready) => {
      // Azure that never answers.
      azure = createServer((socket) => {
        connections++;
        socket.on("error", () => undefined);
      }).listen(0, "127.0.0.1", ready);
    }),
);
afterAll(() => {
  azure.close();
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [join(repositoryDir, "dist/cli/index.js"), ...args], {
    ...{ cwd: folder, env: { ...process.env, AZURE_VM_BACKUP_ARM_ENDPOINT: "https://127.0.0.1:9", ...env } },
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.on("data", (text) => {
      texts[name] += text;
    });
  child.stdin?.on("error", () => undefined);
  const ended = new Promise<Awaited<Started["ended"]>>((done) =>
    child.on("close", (code) => done({ code, ...texts })),
  );
  return { child, ended };
}

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((next) => setTimeout(next, 20));
};

/** Waits until the command reads its standard input, which has more than a pipe holds. */
const untilRead = ({ child }: Started): Promise<void> =>
  new Promise((done) => child.stdin?.write(`[${" ".repeat(1 << 20)}`, () => done()));

const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

describe.each(signals)("%s", (signal, code) => {
  it.each([
    ["assess", ["--output", "report.html", "--format", "html"]],
    ["generate", ["--output", "project"]],
    ["adopt", ["--output", "project"]],
    ["cost", ["--churn", "2"]],
  ])("%s, which reads", async (command, args) => {
    const started = start([command, "--from", "-", ...args]);
    await untilRead(started);
    started.child.kill(signal);
    expect(await started.ended).toEqual({ code, stdout: "", stderr: "Interrupted.\n" });
    expect(readdirSync(folder).filter((name) => /report|project/.test(name))).toEqual([]);
  });

  it.each([
    ["assess", []],
    ["backup-now", ["web"]],
    [
      "drill",
      [
        "web",
        "--target-group",
        "g",
        "--check",
        "disks",
        "--staging",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
        "--dry-run",
      ],
    ],
  ])("%s, while Azure does not answer", async (command, args) => {
    const { port } = azure.address() as { port: number };
    const before = connections;
    const started = start([command, ...args], {
      ...{ AZURE_VM_BACKUP_ARM_ENDPOINT: `https://127.0.0.1:${port}` },
      ...{ AZURE_CLIENT_ID: "", AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://127.0.0.1:${port}` },
    });
    await until(() => connections > before);
    started.child.kill(signal);
    expect(await started.ended).toEqual({ code, stdout: "", stderr: "Interrupted.\n" });
  });

  it("repair --yes asks pulumi to end, waits for it, and leaves no folder", async () => {
    const bin = file(`bin-${signal}`);
    mkdirSync(bin);
    const [pid, asked] = [join(bin, "pid"), join(bin, "asked")];
    // A CLI that finishes its step after an interrupt.
    const script = `#!/bin/sh\ntrap 'kill $!; echo once >> ${asked}; exit 1' INT\necho $$ > ${pid}.new; mv ${pid}.new ${pid}\nsleep 600 &\nwait\n`;
    writeFileSync(join(bin, "pulumi"), script);
    chmodSync(join(bin, "pulumi"), 0o755);
    const started = start(["repair", "--yes"], { PATH: `${bin}:${process.env.PATH}`, TMPDIR: bin });
    await until(() => existsSync(pid));
    started.child.kill(signal);
    expect(await started.ended).toEqual({
      ...{ code, stdout: "" },
      stderr:
        "Interrupted. Waiting for pulumi to finish its current step. Run the command again: it completes what is left.\n",
    });
    expect(readFileSync(asked, "utf8")).toBe("once\n");
    expect(() => process.kill(Number(readFileSync(pid, "utf8")), 0)).toThrow("ESRCH");
    expect(readdirSync(bin).filter((name) => name.startsWith("azure-vm-backup-repair-"))).toEqual([]);
  });

  it("a second one does not wait for pulumi", async () => {
    const bin = file(`stuck-${signal}`);
    mkdirSync(bin);
    const [pid, asked] = [join(bin, "pid"), join(bin, "asked")];
    const script = `#!/bin/sh\ntrap 'echo once >> ${asked}' INT\necho $$ > ${pid}.new; mv ${pid}.new ${pid}\nwhile :; do sleep 0.1; done\n`;
    writeFileSync(join(bin, "pulumi"), script);
    chmodSync(join(bin, "pulumi"), 0o755);
    const started = start(["repair"], { PATH: `${bin}:${process.env.PATH}`, TMPDIR: bin });
    await until(() => existsSync(pid));
    started.child.kill(signal);
    await until(() => existsSync(asked));
    started.child.kill(signal);
    expect((await started.ended).code).toBe(code);
    const gone = () => {
      try {
        return process.kill(Number(readFileSync(pid, "utf8")), 0) && false;
      } catch {
        return true;
      }
    };
    await until(gone);
  });
});
