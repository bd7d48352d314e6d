import { described } from "../../src/core/finding";
import { judge, UnknownValue } from "../../src/core/rule";
import { formatFinding } from "../../src/core/format";
import { bootScriptsRunNoLuks, guestCommandsRunNoLuks, tagsNameNoLuks } from "../../src/vm/luks";
import * as notes from "../../src/vm/restoreNotes";
import { pathsOf } from "../support/boundaries";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const script = "#!/bin/sh\necho s3cret | cryptsetup -q --key-file - luksFormat /dev/sdc\n";
const vmRules = [tagsNameNoLuks(), bootScriptsRunNoLuks()];
const commands = guestCommandsRunNoLuks();

it.each<[path: string, vm: object]>([
  ["osProfile.customData", { osProfile: { customData: base64(script) } }],
  ["osProfile.customData", { osProfile: { customData: script } }],
  ["userData", { userData: base64(script) }],
  ['tags["luks"]', { tags: { luks: "true" } }],
  ['tags["disk-encryption"]', { tags: { "disk-encryption": "LUKS2" } }],
])("LUKS in %s", (path, vm) => expect(pathsOf(vmRules, vm)).toEqual([path]));

it.each<[path: string, command: object]>([
  ["settings.commandToExecute", { settings: { commandToExecute: "cryptsetup open /dev/sdc data" } }],
  ["settings.script", { settings: { script: base64("cryptsetup luksOpen /dev/sdc d") } }],
  ["protectedSettings.commandToExecute", { protectedSettings: { commandToExecute: "luksFormat /dev/sdc" } }],
  ["source.script", { source: { script: "cryptsetup reencrypt --encrypt /dev/sdc" } }],
])("a command of LUKS in %s", (path, command) => expect(pathsOf(commands, command)).toEqual([path]));

it.each<[string, object]>([
  [
    "the tool alone",
    { osProfile: { customData: base64("#cloud-config\npackages: [cryptsetup, open-vm-tools]") } },
  ],
  ["two commands", { osProfile: { customData: "apt-get install cryptsetup; xdg-open" } }],
  ...["disabled", "ADE, no LUKS", "not used", "", "LUKS removed"].map((value): [string, object] => [
    `a tag that says "${value}"`,
    { tags: { luks: value, encryption: value } },
  ]),
  ...[
    "# cryptsetup luksFormat /dev/sdc",
    "apt-get update # then cryptsetup luksFormat /dev/sdc",
    "cryptsetup luksDump /dev/sdc",
    "cryptsetup isLuks /dev/sdc",
    'echo "run cryptsetup luksFormat yourself"',
    "runcmd:\n  - echo cryptsetup luksOpen",
    "apt-get install -y cryptsetup",
  ].map((text): [string, object] => [`the script ${text}`, { osProfile: { customData: base64(text) } }]),
  ["a tag that denies it", { tags: { luks: "false", "uses-luks": "No", encrypted: "yes" } }],
  ["a tag of another name", { tags: { note: "we use luks" } }],
  ["no text", { osProfile: { customData: 5 }, userData: null, tags: null }],
])("%s is no LUKS", (_, vm) => expect(pathsOf(vmRules, vm)).toEqual([]));

it("says the command and never the script, which may hold secrets", () => {
  for (const finding of judge(vmRules, { osProfile: { customData: script } } as never).findings) {
    expect(finding.got).toEqual(described("a command that runs cryptsetup luksFormat"));
    expect(formatFinding(finding)).not.toContain("s3cret");
  }
});

it("reads the tags it needs, and only those", () => {
  const tags = Object.defineProperties(
    { luks: "yes" },
    {
      other: {
        enumerable: true,
        get: () => {
          throw new UnknownValue("other");
        },
      },
    },
  );
  expect(judge(vmRules, { tags } as never)).toMatchObject({ findings: [{ path: 'tags["luks"]' }] });
});

describe("notes for a restore", () => {
  it("several interfaces", () => {
    const vm = (count: number) => ({
      networkProfile: { networkInterfaces: Array.from({ length: count }, () => ({})) },
    });
    expect(pathsOf([notes.severalInterfacesNote], vm(1))).toEqual([]);
    expect(pathsOf([notes.severalInterfacesNote], vm(2))).toEqual(["networkProfile.networkInterfaces"]);
  });

  it("a load balancer", () => {
    const nic = { ipConfigurations: [{}, { loadBalancerBackendAddressPools: [{ id: "pool" }] }, null] };
    expect(pathsOf([notes.loadBalancerNote], nic)).toEqual([
      "ipConfigurations[1].loadBalancerBackendAddressPools",
    ]);
    expect(
      pathsOf([notes.loadBalancerNote], { ipConfigurations: [{ loadBalancerBackendAddressPools: [] }] }),
    ).toEqual([]);
  });

  it("several public addresses", () => {
    const nic = (...configs: unknown[]) => ({ ipConfigurations: configs });
    const address = { publicIPAddress: { id: "ip" } };
    expect(pathsOf([notes.severalAddressesNote], nic(address, {}, { publicIPAddress: null }))).toEqual([]);
    expect(pathsOf([notes.severalAddressesNote], nic(address, address))).toEqual(["ipConfigurations"]);
  });

  it.each([
    [{ settings: { commandToExecute: "powershell Install-ADDSForest -DomainName a" } }, "settings"],
    [
      { protectedSettings: { commandToExecute: "Install-WindowsFeature AD-Domain-Services" } },
      "protectedSettings",
    ],
    [
      { settings: { configuration: { url: "https://a/CreateADPDC.zip", function: "CreateADPDC" } } },
      "settings",
    ],
    [{ settings: { script: base64("Install-ADDSDomainController") } }, "settings"],
    [{ source: { script: "Install-ADDSDomain" } }, "source.script"],
  ])("a domain controller by command %#", (command, path) => {
    expect(pathsOf(notes.domainControllerCommandNote, command)).toEqual([path]);
  });

  it("a domain controller by image", () => {
    const image = (offer: string) => ({
      storageProfile: {
        imageReference: { publisher: "x", offer: offer.split(":")[0], sku: offer.split(":")[1] ?? "1" },
      },
    });
    for (const offer of ["ad-dc-2022", "windows-domain-controller", "active-directory", "servers:ad-dc"])
      expect(pathsOf([notes.domainControllerImageNote], image(offer))).toEqual([
        "storageProfile.imageReference",
      ]);
    for (const offer of ["broadcast", "WindowsServer"])
      expect(pathsOf([notes.domainControllerImageNote], image(offer))).toEqual([]);
  });

  it("nothing of an ordinary extension", () => {
    const command = {
      type: "AADLoginForWindows",
      settings: { mdmId: "1", many: [1, null, { deep: { deeper: { deepest: "x" } } }] },
    };
    expect(pathsOf(notes.domainControllerCommandNote, command)).toEqual([]);
  });
});
