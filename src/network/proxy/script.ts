import { platformAddresses } from "../facts";

/** An HTTP proxy. */
export interface Proxy {
  readonly proxyHost: string;
  readonly proxyPort: number;
}

/** A text as a literal of the shell. */
const shellLiteral = (text: unknown): string => `'${String(text).replaceAll("'", `'\\''`)}'`;

/**
 * Script for sh that sets the three lines of the seed's script, excludes Azure's own addresses from the proxy, and restarts
 * the Azure Linux agent. It keeps all other lines and can run many times. For tests, the variable AZURE_VM_BACKUP_ROOT
 * precedes each path.
 */
export function linuxProxyScript({ proxyHost, proxyPort }: Proxy): string {
  return `#!/bin/sh
# System proxy for Azure Backup: environment and Azure Linux agent.
set -eu
root=\${AZURE_VM_BACKUP_ROOT:-}
proxy_host=${shellLiteral(proxyHost)}
proxy_port=${shellLiteral(proxyPort)}

# Sets "key=value" in a file: in place of the key's first line, or as the last line.
set_line() {
  file=$root$1 KEY=$2 LINE=$2=$3
  export KEY LINE
  [ -e "$file" ] || : > "$file"
  awk '{ key = $0; sub(/=.*/, "", key); gsub(/[ \\t]/, "", key) }
       index($0, "=") && key == ENVIRON["KEY"] { if (!done) print ENVIRON["LINE"]; done = 1; next }
       { print }
       END { if (!done) print ENVIRON["LINE"] }' "$file" > "$file.azure-vm-backup"
  # Into the file, not over it: owner and mode stay.
  cat "$file.azure-vm-backup" > "$file"
  rm "$file.azure-vm-backup"
}

if [ ! -e "$root/etc/waagent.conf" ]; then
  echo "/etc/waagent.conf is missing: Azure Backup needs the Azure Linux agent" >&2
  exit 1
fi
set_line /etc/environment http_proxy "http://$proxy_host:$proxy_port"

# Azure's own addresses go past the proxy (tokens of managed identities, the wire server), with those that do already.
no_proxy=$(sed -n 's/^[[:space:]]*no_proxy[[:space:]]*=[[:space:]]*//p' "$root/etc/environment" | head -n 1 | tr -d "\\"' ")
for address in ${platformAddresses.value.join(" ")}; do
  case ",$no_proxy," in *",$address,"*) ;; *) no_proxy=\${no_proxy:+$no_proxy,}$address ;; esac
done
set_line /etc/environment no_proxy "$no_proxy"
set_line /etc/waagent.conf HttpProxy.Host "$proxy_host"
set_line /etc/waagent.conf HttpProxy.Port "$proxy_port"

# The service's name differs from one distribution to another.
for agent in walinuxagent waagent; do
  if systemctl cat "$agent.service" > /dev/null 2>&1; then
    systemctl restart "$agent.service"
    exit 0
  fi
done
echo "neither walinuxagent nor waagent is a service here: restart the Azure Linux agent" >&2
exit 1
`;
}

/** The script for Linux as a cloud-init configuration, for the custom data of a new VM. */
export function linuxProxyCloudInit(proxy: Proxy): string {
  const indented = linuxProxyScript(proxy).trimEnd().replaceAll("\n", "\n    ").replaceAll(/ +$/gm, "");
  return `#cloud-config\nruncmd:\n  - |\n    ${indented}\n`;
}

/** A text as a literal of PowerShell. */
const powershellLiteral = (text: unknown): string =>
  `'${String(text).replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;

/**
 * Script for PowerShell that sets the proxy of the system account (S-1-5-18) and of WinHTTP. It can run many times. The
 * addresses of the Azure platform bypass the proxy. Windows defines the layout of the connection settings: version,
 * counter, flags (1 direct, 2 proxy), then proxy, exceptions and script, each after its length.
 */
export function windowsProxyScript({ proxyHost, proxyPort }: Proxy): string {
  return `# System account proxy for Azure Backup.
$ErrorActionPreference = 'Stop'
$proxy = ${powershellLiteral(`${proxyHost}:${proxyPort}`)}
$bypass = ${powershellLiteral([...platformAddresses.value, "<local>"].join(";"))}
$settings = 'Registry::HKEY_USERS\\S-1-5-18\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
$connections = "$settings\\Connections"
if (-not (Test-Path $connections)) { New-Item -Path $connections -Force | Out-Null }

$ascii = [System.Text.Encoding]::ASCII
$blob = [byte[]]([System.BitConverter]::GetBytes([int]0x46) +
  [System.BitConverter]::GetBytes([int]0) +
  [System.BitConverter]::GetBytes([int]3) +
  [System.BitConverter]::GetBytes([int]$proxy.Length) + $ascii.GetBytes($proxy) +
  [System.BitConverter]::GetBytes([int]$bypass.Length) + $ascii.GetBytes($bypass) +
  [System.BitConverter]::GetBytes([int]0) + (New-Object byte[] 32))
Set-ItemProperty -Path $connections -Name DefaultConnectionSettings -Value $blob -Type Binary
Set-ItemProperty -Path $connections -Name SavedLegacySettings -Value $blob -Type Binary
Set-ItemProperty -Path $settings -Name ProxyEnable -Value 1 -Type DWord
Set-ItemProperty -Path $settings -Name ProxyServer -Value $proxy -Type String
Set-ItemProperty -Path $settings -Name ProxyOverride -Value $bypass -Type String

netsh winhttp set proxy "proxy-server=$proxy" "bypass-list=$bypass"
if ($LASTEXITCODE -ne 0) { throw "netsh winhttp set proxy failed with exit code $LASTEXITCODE" }
`;
}

/** Command that opens the port in the firewall of a proxy that runs on Windows, as the wizard of the seed does. */
export const windowsFirewallCommand = (ruleName: string, proxyPort: number): string =>
  `New-NetFirewallRule -DisplayName ${powershellLiteral(ruleName)} -Direction Inbound -Action Allow -Protocol TCP -LocalPort ${Number(proxyPort)} -RemotePort Any -Program Any`;

/** The proxy that a VM's start script sets: one of our scripts, or one with the seed's lines. Undefined if it sets none. */
export function proxyOfScript(script: string): Proxy | undefined {
  const [, ours, ourPort] = /^ *proxy_host='([^']*)'\s+proxy_port='(\d+)'/m.exec(script) ?? [];
  const [, host, port] = /\bhttp_proxy=["']?http:\/\/([A-Za-z0-9.-]+):(\d+)/.exec(script) ?? [];
  const [proxyHost, proxyPort] = ours === undefined ? [host, port] : [ours, ourPort];
  return proxyHost === undefined ? undefined : { proxyHost, proxyPort: Number(proxyPort) };
}
