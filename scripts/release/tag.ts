/** A tag that contains the compiled package, so that `pulumi package add <git repository>` works: Pulumi runs a repository as it is. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Dependencies = Readonly<Record<string, string>>;

/** The fields of package.json that a tag changes. */
interface Manifest {
  readonly dependencies: Dependencies;
  readonly peerDependencies: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly peerDependenciesMeta?: object;
  readonly scripts?: object;
}

/**
 * The package.json of a repository that Pulumi installs as a plugin: npm installs all that it needs at run time, and nothing else. In a
 * user's project, the project itself has the peer dependencies.
 */
export function asPlugin({
  devDependencies,
  peerDependencies,
  peerDependenciesMeta,
  scripts,
  ...rest
}: Manifest) {
  return { ...rest, dependencies: { ...rest.dependencies, ...peerDependencies } };
}

/**
 * Makes a commit of the unpacked archive, whose parent is HEAD, and tags it. The working tree and the branch stay as they are.
 *
 * @param archive The path of the packed package.
 */
export function tagWithArchive(repository: string, archive: string, tag: string, notes: string): void {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    const tree = join(folder, "package");
    const manifest = join(tree, "package.json");
    writeFileSync(
      manifest,
      `${JSON.stringify(asPlugin(JSON.parse(readFileSync(manifest, "utf8"))), null, 2)}\n`,
    );
    const env = { ...process.env, GIT_INDEX_FILE: join(folder, "index"), GIT_WORK_TREE: tree };
    const git = (...args: string[]) =>
      execFileSync("git", ["--git-dir", join(repository, ".git"), ...args], {
        cwd: tree,
        env,
        encoding: "utf8",
      }).trim();
    git("add", "--all", "--force", ".");
    const commit = git(
      "commit-tree",
      git("write-tree"),
      "-p",
      git("rev-parse", "HEAD"),
      "-m",
      `Package of ${tag}`,
    );
    git("tag", "--annotate", "--cleanup=verbatim", "-m", notes, tag, commit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
