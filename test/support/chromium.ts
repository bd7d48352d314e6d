/** A Chromium for tests of HTML: on Linux the one that npm installs, elsewhere an installed one. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { cacheDir, repositoryDir, withLock } from "../../simulator/engine/cache";
import { run } from "../package/packed";

/** The npm package has a Chromium for this platform alone. */
const isPackaged = process.platform === "linux" && process.arch === "x64";

const installed = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
].find((path) => path !== undefined && existsSync(path));

/** Why no test can start a browser. Undefined: one can. */
export const missingBrowser =
  isPackaged || installed !== undefined
    ? undefined
    : "needs Chromium: install Google Chrome, or set CHROMIUM to the path of a browser";

/** Starts the browser. The first run unpacks it into the user's cache: some seconds. */
export async function launchChromium(): Promise<Browser> {
  if (!isPackaged) return chromium.launch({ ...(installed && { executablePath: installed }) });
  const folder = await unpackedChromium();
  const env = { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") };
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ["--no-sandbox"],
    env: { ...process.env, ...env },
  });
}

async function unpackedChromium(): Promise<string> {
  const manifest = join(repositoryDir, "node_modules/@sparticuz/chromium/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const folder = join(cacheDir(), `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const draft = `${folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    // The package unpacks into TMPDIR; of a Lambda function also the shared libraries, which a machine without a desktop lacks.
    const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
    const unpack = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
    await run(process.execPath, ["--input-type=module", "-e", unpack], repositoryDir, env);
    // Its font is to be found in /tmp, and a page without a font has no text.
    const fonts = join(draft, "fonts/fonts.conf");
    writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(folder, "fonts")));
    renameSync(draft, folder);
  });
  return folder;
}
