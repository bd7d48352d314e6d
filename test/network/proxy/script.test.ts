import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  linuxProxyCloudInit,
  linuxProxyScript,
  proxyOfScript,
  windowsFirewallCommand,
  windowsProxyScript,
} from "../../../src/network/proxy/script";

const proxy = { proxyHost: "10.0.0.5", proxyPort: 8080 };
const waagent =
  "# HttpProxy.Host=None\nAutoUpdate.Enabled=y\nHttpProxy.Host = old\nHttpProxy.Host=older\n\n# end";

const excluded = "no_proxy=168.63.129.16,169.254.169.254\n";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "proxy-"));
  mkdirSync(join(root, "etc"));
  mkdirSync(join(root, "bin"));
  // A systemctl with one service, which records each restart.
  writeFileSync(
    join(root, "bin", "systemctl"),
    `#!/bin/sh\n[ "$2" = "$AGENT.service" ] || exit 1\n[ "$1" = cat ] || echo "$1 $2" >> "${root}/restarted"\n`,
  );
  chmodSync(join(root, "bin", "systemctl"), 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const etc = (file: string) => join(root, "etc", file);
const read = (file: string) => readFileSync(etc(file), "utf8");
const run = (shell: string, script: string, agent = "waagent") =>
  spawnSync(shell, ["-c", script], {
    env: { PATH: `${join(root, "bin")}:${process.env.PATH}`, AZURE_VM_BACKUP_ROOT: root, AGENT: agent },
    encoding: "utf8",
    // bash reads its start files where stdin is a socket.
    stdio: ["ignore", "pipe", "pipe"],
  });

describe.each(["bash", "sh"])("the Linux script, run by %s", (shell) => {
  it("sets the seed's three lines, keeps every other line, and restarts the agent", () => {
    writeFileSync(
      etc("environment"),
      'PATH="/usr/bin:/bin"\nhttp_proxy=http://old:1\nhttps_proxy=http://other:2\n\n',
    );
    chmodSync(etc("environment"), 0o640);
    writeFileSync(etc("waagent.conf"), waagent);
    expect(run(shell, linuxProxyScript(proxy))).toMatchObject({ status: 0, stderr: "" });
    expect(read("environment")).toBe(
      `PATH="/usr/bin:/bin"\nhttp_proxy=http://10.0.0.5:8080\nhttps_proxy=http://other:2\n\n${excluded}`,
    );
    expect(read("waagent.conf")).toBe(
      "# HttpProxy.Host=None\nAutoUpdate.Enabled=y\nHttpProxy.Host=10.0.0.5\n\n# end\nHttpProxy.Port=8080\n",
    );
    expect(statSync(etc("environment")).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(root, "etc")).sort()).toEqual(["environment", "waagent.conf"]);
    expect(readFileSync(join(root, "restarted"), "utf8")).toBe("restart waagent.service\n");
  });

  it("changes nothing the second time, and applies a new proxy", () => {
    writeFileSync(etc("waagent.conf"), waagent);
    run(shell, linuxProxyScript(proxy), "walinuxagent");
    const once = [read("environment"), read("waagent.conf")];
    run(shell, linuxProxyScript(proxy), "walinuxagent");
    expect([read("environment"), read("waagent.conf")]).toEqual(once);
    expect(once[0]).toBe(`http_proxy=http://10.0.0.5:8080\n${excluded}`);
    run(shell, linuxProxyScript({ proxyHost: "proxy.example", proxyPort: 3128 }), "walinuxagent");
    expect(read("environment")).toBe(`http_proxy=http://proxy.example:3128\n${excluded}`);
    expect(read("waagent.conf")).toContain("HttpProxy.Host=proxy.example\n");
    expect(readFileSync(join(root, "restarted"), "utf8")).toBe("restart walinuxagent.service\n".repeat(3));
  });

  it.each([
    ["no_proxy=localhost,.bank.example\n", "localhost,.bank.example,168.63.129.16,169.254.169.254"],
    ['no_proxy="localhost, 169.254.169.254"\n', "localhost,169.254.169.254,168.63.129.16"],
    ["no_proxy=\n", "168.63.129.16,169.254.169.254"],
    ["no_proxy=168.63.129.166\n", "168.63.129.166,168.63.129.16,169.254.169.254"],
    ["no_proxy = 'a'\n", "a,168.63.129.16,169.254.169.254"],
  ])("excludes Azure's own addresses from the proxy, in addition to %j", (before, after) => {
    writeFileSync(etc("waagent.conf"), waagent);
    writeFileSync(etc("environment"), before);
    for (const _ of [1, 2]) expect(run(shell, linuxProxyScript(proxy))).toMatchObject({ status: 0 });
    expect(read("environment")).toBe(`no_proxy=${after}\nhttp_proxy=http://10.0.0.5:8080\n`);
  });

  it("fails without the agent, and changes nothing", () => {
    expect(run(shell, linuxProxyScript(proxy))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Azure Linux agent"),
    });
    expect(existsSync(etc("environment"))).toBe(false);
    writeFileSync(etc("waagent.conf"), waagent);
    expect(run(shell, linuxProxyScript(proxy), "none")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("restart the Azure Linux agent"),
    });
  });

  it.each([
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "a\\nb",
    "\ntouch pwned\n",
  ])("does not execute a host of %j", (proxyHost) => {
    writeFileSync(etc("waagent.conf"), waagent);
    const { status } = run(shell, `cd "${root}"\n${linuxProxyScript({ proxyHost, proxyPort: 8080 })}`);
    expect(status).toBe(0);
    expect(readdirSync(root)).not.toContain("pwned");
    expect(read("waagent.conf")).toContain(`HttpProxy.Host=${proxyHost}\n`);
  });
});

it("with these settings, a Python program such as the Linux agent uses the proxy, except for Azure's own addresses", async () => {
  writeFileSync(etc("waagent.conf"), waagent);
  const asked: string[] = [];
  const listener = createServer((request, response) => {
    asked.push(String(request.url));
    response.end();
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const { port } = listener.address() as AddressInfo;
  run("sh", linuxProxyScript({ proxyHost: "127.0.0.1", proxyPort: port }));
  const environment = read("environment")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [line.split(/=(.*)/).slice(0, 2) as [string, string]]));
  const urls = ["http://storage.example/", "http://169.254.169.254/token", "http://168.63.129.16/version"];
  const ask = `import urllib.request\nfor url in ${JSON.stringify(urls)}:\n  try: urllib.request.urlopen(url, timeout=0.5)\n  except OSError: pass`;
  const env = { PATH: process.env.PATH, ...Object.fromEntries(environment) };
  const [status] = await once(spawn("python3", ["-c", ask], { env, stdio: "ignore" }), "exit");
  listener.close();
  expect([status, asked]).toEqual([0, ["http://storage.example/"]]);
});

it("the cloud-init text contains the whole script as one literal block", () => {
  const text = linuxProxyCloudInit(proxy);
  const [head, block] = text.split("  - |\n");
  expect(head).toBe("#cloud-config\nruncmd:\n");
  const lines = (block as string).split("\n");
  expect(lines.filter((line) => line !== "" && !line.startsWith("    "))).toEqual([]);
  expect(`${lines.map((line) => line.slice(4)).join("\n")}`).toBe(linuxProxyScript(proxy));
});

it("recognizes the proxy that a script sets", () => {
  const { proxyHost, proxyPort } = proxy;
  for (const text of [
    linuxProxyScript(proxy),
    linuxProxyCloudInit(proxy),
    "http_proxy=http://10.0.0.5:8080\n",
    "echo 'http_proxy=\"http://10.0.0.5:8080\"' >> /etc/environment",
  ]) {
    expect(proxyOfScript(text)).toEqual({ proxyHost, proxyPort });
  }
  for (const text of ["", "#cloud-config\npackages: [squid]\n", "no_proxy=http"])
    expect(proxyOfScript(text)).toBeUndefined();
});

// The tests run without PowerShell, so they check only the structure of the text.
describe("the Windows script", () => {
  const script = windowsProxyScript(proxy);

  it("sets what the seed's script sets, for the system account, and WinHTTP", () => {
    for (const name of ["DefaultConnectionSettings", "SavedLegacySettings", "ProxyEnable", "ProxyServer"]) {
      expect(script).toMatch(new RegExp(`^Set-ItemProperty .* -Name ${name} `, "m"));
    }
    expect(script).toContain(
      "Registry::HKEY_USERS\\S-1-5-18\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'",
    );
    expect(script).toContain("$proxy = '10.0.0.5:8080'\n");
    expect(script).toMatch(/^netsh winhttp set proxy /m);
    expect(script).toContain("$bypass = '168.63.129.16;169.254.169.254;<local>'\n");
  });

  it("is balanced, and quotes any host", () => {
    const odd = windowsProxyScript({ proxyHost: "a'; Remove-Item C:\\ ; \u2019$(x)", proxyPort: 1 });
    expect(odd).toContain("$proxy = 'a''; Remove-Item C:\\ ; \u2019\u2019$(x):1'\n");
    for (const [open, close] of ["()", "{}", "[]"] as const) {
      expect([...script].filter((c) => c === open)).toHaveLength(
        [...script].filter((c) => c === close).length,
      );
    }
    expect([...script].filter((c) => c === "'").length % 2).toBe(0);
  });

  it("opens the proxy's own firewall with a command that quotes the rule's name", () => {
    expect(windowsFirewallCommand("it's", 8080)).toContain("-DisplayName 'it''s' ");
  });
});
