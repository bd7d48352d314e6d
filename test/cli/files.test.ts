import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oneLine, printable } from "../../cli/failure";
import { assertWritable, writeAtomically } from "../../cli/files";
import { shellWord } from "../../cli/format";
import { assertFolder, writeProject } from "../../cli/program/write";
import { repositoryDir } from "../../simulator/engine/cache";
import { runCli } from "../support/cli";

const folder = mkdtempSync(join(tmpdir(), "files-"));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

it("follows a link, also to a file that does not exist yet", () => {
  writeFileSync(file("target"), "old");
  symlinkSync("target", file("link"));
  symlinkSync("later", file("dangling"));
  writeAtomically(file("link"), ["new"]);
  writeAtomically(file("dangling"), ["first"]);
  expect([readFileSync(file("target"), "utf8"), readFileSync(file("later"), "utf8")]).toEqual([
    "new",
    "first",
  ]);
});

it("keeps the permissions of a file that exists", () => {
  writeFileSync(file("script"), "");
  chmodSync(file("script"), 0o750);
  writeAtomically(file("script"), ["x"]);
  expect(statSync(file("script")).mode & 0o777).toBe(0o750);
});

it("refuses a folder and what is no regular file, and leaves no draft", () => {
  execFileSync("mkfifo", [file("pipe")]);
  expect(() => writeAtomically(folder, ["x"])).toThrow("it is a folder");
  expect(() => writeAtomically(file("pipe"), ["x"])).toThrow("it is not a regular file");
  expect(existsSync(file("pipe"))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
});

it.each<[string, () => string, RegExp]>([
  [
    "links that lead to each other",
    () => {
      symlinkSync("loop", file("loop"));
      return file("loop");
    },
    /loop: its links lead to each other\.$/,
  ],
  ["no path", () => "", /^Cannot write "": the path is empty\.$/],
  ["a path below a file", () => file("target/x/y"), /: not a directory \(ENOTDIR\)\.$/],
])("%s: the reason is on one line, without the names of drafts", (_, path, message) => {
  expect(() => writeAtomically(path(), ["x"])).toThrow(message);
});

describe("before anything is read", () => {
  const nowhere = ["--from", "/no/such/rows.json"];
  beforeAll(() => writeFileSync(file("plain"), ""));
  const drillOf = ["drill", "vm", "--target-group", "g", "--check", "disks"];
  const staging = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";

  it.each<[string, string[], RegExp]>([
    ["a report to a folder", ["assess", ...nowhere, "--output", "."], /^Cannot write \.: it is a folder\.$/],
    [
      "a report below a file",
      ["assess", ...nowhere, "--output", "plain/x/r"],
      /^Cannot write plain\/x\/r: not a directory \(ENOTDIR\)\.$/,
    ],
    [
      "a project below a file",
      ["generate", ...nowhere, "--output", "plain/x"],
      /^Cannot write plain\/x: not a directory \(ENOTDIR\)\.$/,
    ],
    [
      "a project as a file",
      ["adopt", ...nowhere, "--output", "plain"],
      /^--output: plain is not a folder\.$/,
    ],
    [
      "a report of drills to a folder",
      ["drill", "report", "/no/such/evidence", "--output", "."],
      /^Cannot write \.: it is a folder\.$/,
    ],
    [
      "evidence below a file",
      [...drillOf, "--staging", staging, "--evidence", "plain/x"],
      /^Cannot write plain\/x: not a directory \(ENOTDIR\)\.$/,
    ],
    [
      "prices that cannot be read",
      ["cost", ...nowhere, "--churn", "1", "--prices", "nothing.json"],
      /^Cannot read nothing\.json: /,
    ],
  ])("%s is refused", async (_, args, message) => {
    const { code, stderr } = await runCli(args, { cwd: folder });
    expect([code, stderr.trim()]).toEqual([2, expect.stringMatching(message)]);
  });

  it.each([[["assess", ...nowhere, "--output=~/report"]], [["generate", ...nowhere, "--output=~"]]])(
    "%j: a home folder that the shell did not insert is refused",
    async (args) => {
      const { code, stderr } = await runCli(args, { cwd: folder });
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(": the shell did not replace ~. Write a space"),
      ]);
      expect(() => assertWritable("./~/report")).not.toThrow();
    },
  );

  it("a file and a folder that do not exist yet are accepted, and not created", () => {
    assertWritable(file("unmade/inner/report"));
    assertFolder(file("unmade/project"), false);
    expect(existsSync(file("unmade"))).toBe(false);
  });
});

it("a file that cannot be written leaves no folder that was made for it", () => {
  const failing = (function* () {
    yield "x".repeat(100_000);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { errno: -28, code: "ENOSPC" });
  })();
  expect(() => writeAtomically(file("new/inner/report"), failing)).toThrow(
    `Cannot write ${file("new/inner/report")}: no space left on device (ENOSPC). Free some space, or choose another path.`,
  );
  expect(existsSync(file("new"))).toBe(false);
});

describe("the folder of a project", () => {
  it.each(["", "-"])("%j is refused: a project is a folder", (path) => {
    expect(() => assertFolder(path, true)).toThrow(
      `--output is ${JSON.stringify(path)}; this option accepts`,
    );
  });

  it("may be a link to a folder, and not one to nothing", () => {
    mkdirSync(file("projects"));
    symlinkSync("projects", file("to-projects"));
    writeProject(file("to-projects"), { "a.ts": "1" }, false);
    expect(readFileSync(file("projects/a.ts"), "utf8")).toBe("1");
    symlinkSync("nowhere", file("to-nothing"));
    expect(() => writeProject(file("to-nothing"), { "a.ts": "1" }, false)).toThrow(
      `Cannot write ${file("to-nothing")}: it is a link to nothing.`,
    );
  });

  it("a file that cannot be placed leaves none of the others, so that the next run needs no --force", () => {
    // A folder has the name of the second file, where --force replaces files.
    mkdirSync(file("taken/b.ts"), { recursive: true });
    writeFileSync(file("taken/own.ts"), "own");
    const files = { "a.ts": "1", "b.ts": "2" };
    expect(() => writeProject(file("taken"), files, true)).toThrow("b.ts: it is a folder");
    expect(readdirSync(file("taken")).sort()).toEqual(["b.ts", "own.ts"]);
  });
});

it.each([
  ["writeAtomically", 'require("./dist/cli/files").writeAtomically(path, [])'],
  ["writeProject", 'require("./dist/cli/program/write").writeProject(path, { "a.ts": "" }, false)'],
  ["openEvidence", 'require("./dist/cli/drill/record").openEvidence(path)'],
])("%s: a folder that cannot be created is a failure, and no endless attempt", (_, call) => {
  const code = `const path = "/proc/none/of/it"; try { ${call} } catch (e) { console.log(e.constructor.name, e.message) }`;
  const { stdout, signal } = spawnSync(process.execPath, ["-e", code], {
    ...{ cwd: repositoryDir, encoding: "utf8", timeout: 60_000 },
  });
  expect([signal, stdout]).toEqual([null, expect.stringMatching(/^Failure Cannot write \/proc\/none/)]);
});

describe("a disk without space", () => {
  /** Runs a command whose files may have so many KiB: a write beyond them fails, or writes a part. */
  const withLimit = (kib: number, command: string) =>
    spawnSync("bash", ["-c", `ulimit -f ${kib}; ${command}`], { cwd: repositoryDir, encoding: "utf8" });

  it("a file that does not fit is not written, and the one of before stays", () => {
    writeFileSync(file("report"), "before");
    const code = `require("./dist/cli/files").writeAtomically(${JSON.stringify(file("report"))}, ["x".repeat(1500)])`;
    const { status, stderr } = withLimit(1, `node -e '${code}'`);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`Cannot write ${file("report")}: file too large (EFBIG)`),
    ]);
    expect(readFileSync(file("report"), "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
  });

  it("standard output that cannot be written is one line and exit code 2", () => {
    const { status, stderr } = withLimit(0, `node dist/cli/index.js assess --print-query > ${file("query")}`);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^Cannot write to standard output: EFBIG.*\n$/),
    ]);
  });
});

it("an option's value is not looked up among what every object has", () => {
  const { status, stderr } = spawnSync("node", ["dist/cli/index.js", "assess", "--format", "constructor"], {
    cwd: repositoryDir,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining('--format is "constructor"')]);
});

it("a text from outside cannot control the terminal", () => {
  expect(printable("web\u001b[31m\u0007\u009b")).toBe("web\uFFFD[31m\uFFFD\uFFFD");
  expect(oneLine(new Error("a\u001b[2Jb\nc"))).toBe("a\uFFFD[2Jb");
});

it("only an error of the sign-in says so, and it keeps Azure's reason", () => {
  expect(oneLine(new Error("Cannot read Authentication.json: ENOENT"))).toBe(
    "Cannot read Authentication.json: ENOENT",
  );
  const error = Object.assign(new Error("AADSTS700082: The refresh token has expired."), {
    name: "AuthenticationError",
  });
  expect(oneLine(error)).toMatch(
    /^Not signed in to Azure: run az login.*\(AADSTS700082: The refresh token has expired\.\)$/,
  );
});

it.each<[string, Error[], string]>([
  [
    "the Azure CLI without a login",
    [
      Object.assign(new Error("EnvironmentCredential is unavailable."), {
        name: "CredentialUnavailableError",
      }),
      Object.assign(new Error("Please run 'az login' from a command prompt."), {
        name: "CredentialUnavailableError",
      }),
    ],
    "(Please run 'az login' from a command prompt.)",
  ],
  [
    "a secret that Azure refuses",
    [
      Object.assign(new Error("Azure CLI could not be found."), { name: "CredentialUnavailableError" }),
      Object.assign(new Error("Status code: 401\nMore details:\nAADSTS7000215: Invalid client secret."), {
        name: "AuthenticationError",
      }),
    ],
    "(Status code: 401 More details: AADSTS7000215: Invalid client secret.)",
  ],
])("of several ways to sign in, %s is the reason", (_, errors, reason) => {
  const all = Object.assign(new Error("ChainedTokenCredential authentication failed.\nA: b"), {
    ...{ name: "AggregateAuthenticationError", errors },
  });
  expect(oneLine(all)).toContain(reason);
});

it.each(["vm;iaasvmcontainerv2;bank;web", "it's $HOME", "a b", "-x", "", "\u00e9*"])(
  "a command that is printed for a shell has %j as one word",
  (word) => {
    const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' x ${shellWord(word)}`], { encoding: "utf8" });
    expect(stdout).toBe(`x\n${word}\n`);
  },
);
