// `pulumi package add` of a release's tag in a Git repository, as users of other languages run it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tagWithArchive } from "../../scripts/release/tag";
import { repositoryDir, runCli } from "../../simulator/engine";
import { type GitServer, serveGit } from "../support/gitServer";
import { packLibrary } from "./packed";

/** npm installs the run-time dependencies of the tag. */
jest.setTimeout(15 * 60_000);

const version = JSON.parse(readFileSync(join(repositoryDir, "package.json"), "utf8")).version;
let root: string;
let server: GitServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "avb-git-"));
  const clone = join(root, "clone");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  git("clone", "--quiet", repositoryDir, clone);
  git("-C", clone, "config", "user.name", "release");
  git("-C", clone, "config", "user.email", "release@example.com");
  tagWithArchive(clone, await packLibrary(root), `v${version}`, "# Notes");
  git("clone", "--quiet", "--bare", clone, "bare.git");
  server = await serveGit(join(root, "bare.git"));
});
afterAll(() => {
  server?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A project without a package, and its own Pulumi home, in which the plugin is installed. */
function newProject(name: string) {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: yaml\n`);
  const env = { PULUMI_HOME: join(folder, "home"), ...server.env };
  return (...args: string[]) => runCli(args, folder, { env, timeLimitSeconds: 600 });
}

it("Pulumi installs the package from the tag, generates its SDK, and reads its schema", async () => {
  const run = newProject("of-git");
  const address = `${server.address}@${version}`;
  // The language hosts of these tests cannot link an SDK to a program, which is the last step of `package add`.
  const added = await run("package", "add", address);
  expect(added.output).toContain("Successfully generated an SDK for the azure-vm-backup package");
  const { stdout, exitCode } = await run("package", "get-schema", address);
  expect(exitCode).toBe(0);
  const schema = JSON.parse(readFileSync(join(repositoryDir, "schema.json"), "utf8"));
  const shape = ({ resources, types, publisher }: typeof schema) => ({
    resources: Object.keys(resources).sort(),
    types: Object.keys(types).sort(),
    publisher,
  });
  expect(shape(JSON.parse(stdout))).toEqual(shape(schema));
});
