import fc from "fast-check";
import { described } from "../../src/core/finding";
import { formatFinding } from "../../src/core/format";
import { judge, UnknownValue } from "../../src/core/rule";
import {
  bootScriptsRunNoLuks,
  guestCommandsRunNoLuks,
  luksCommandIn,
  tagsNameNoLuks,
} from "../../src/vm/luks";
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
])("reports LUKS in %s", (path, vm) => expect(pathsOf(vmRules, vm)).toEqual([path]));

it.each<[path: string, command: object]>([
  ["settings.commandToExecute", { settings: { commandToExecute: "cryptsetup open /dev/sdc data" } }],
  ["settings.script", { settings: { script: base64("cryptsetup luksOpen /dev/sdc d") } }],
  ["protectedSettings.commandToExecute", { protectedSettings: { commandToExecute: "luksFormat /dev/sdc" } }],
  ["source.script", { source: { script: "cryptsetup reencrypt --encrypt /dev/sdc" } }],
])("reports a LUKS command in %s", (path, command) => expect(pathsOf(commands, command)).toEqual([path]));

it.each<[string, object]>([
  [
    "the installation of the tool",
    { osProfile: { customData: base64("#cloud-config\npackages: [cryptsetup, open-vm-tools]") } },
  ],
  ["two commands", { osProfile: { customData: "apt-get install cryptsetup; xdg-open" } }],
  ...["disabled", "ADE, no LUKS", "not used", "", "LUKS removed"].map((value): [string, object] => [
    `a tag with the value "${value}"`,
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
  ["a tag that says no", { tags: { luks: "false", "uses-luks": "No", encrypted: "yes" } }],
  ["a tag with another name", { tags: { note: "we use luks" } }],
  ["values that are not texts", { osProfile: { customData: 5 }, userData: null, tags: null }],
])("reports no LUKS for %s", (_, vm) => expect(pathsOf(vmRules, vm)).toEqual([]));

it("names the command and never quotes the script, which may contain secrets", () => {
  const { findings } = judge(vmRules, { osProfile: { customData: script } } as never);
  expect(findings).toMatchObject([{ actual: described("a command that runs cryptsetup luksFormat") }]);
  for (const finding of findings) expect(formatFinding(finding)).not.toContain("s3cret");
});

it("reads only the tags that it needs", () => {
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

describe("restore constraints (notes)", () => {
  it("reports several network interfaces", () => {
    const vm = (count: number) => ({
      networkProfile: { networkInterfaces: Array.from({ length: count }, () => ({})) },
    });
    expect(pathsOf([notes.severalInterfacesNote], vm(1))).toEqual([]);
    expect(pathsOf([notes.severalInterfacesNote], vm(2))).toEqual(["networkProfile.networkInterfaces"]);
  });

  it("reports a load balancer", () => {
    const nic = { ipConfigurations: [{}, { loadBalancerBackendAddressPools: [{ id: "pool" }] }, null] };
    expect(pathsOf([notes.loadBalancerNote], nic)).toEqual([
      "ipConfigurations[1].loadBalancerBackendAddressPools",
    ]);
    expect(
      pathsOf([notes.loadBalancerNote], { ipConfigurations: [{ loadBalancerBackendAddressPools: [] }] }),
    ).toEqual([]);
  });

  it("reports several public addresses", () => {
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
  ])("recognizes a domain controller by command %#", (command, path) => {
    expect(pathsOf(notes.domainControllerCommandNote, command)).toEqual([path]);
  });

  it("recognizes a domain controller by its image", () => {
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

  it("are whole sentences", () => {
    const vm = { networkProfile: { networkInterfaces: [{}, {}] } };
    const [finding] = judge([notes.severalInterfacesNote], vm as never).findings;
    expect(finding).toMatchObject({ kind: "note" });
    expect(formatFinding(finding as never)).toMatch(
      /^networkProfile\.networkInterfaces: The VM has 2 network interfaces\. In 2018, only PowerShell could restore a VM with several network interfaces\. Today, restore the disks and create the VM from them\. Fix: write down .*2018-12-17\)$/,
    );
  });

  it("reports no other extension", () => {
    const command = {
      type: "AADLoginForWindows",
      settings: { mdmId: "1", many: [1, null, { deep: { deeper: { deepest: "x" } } }] },
    };
    expect(pathsOf(notes.domainControllerCommandNote, command)).toEqual([]);
  });
});

/** The same in one pattern, which takes quadratic time. */
const inOnePattern =
  /\bcryptsetup\b(?:[ \t]+[^\s;|&,]+)*?[ \t]+(luksFormat|luksOpen|luksAddKey|luksChangeKey|luksResume|reencrypt|open)(?=\s|$)|\bluks(Format|Open|AddKey)\b/i;

it("finds LUKS commands as one pattern does", () => {
  const word = fc.constantFrom(
    ...[
      "cryptsetup",
      "/sbin/cryptsetup",
      "cryptsetup-x",
      "open",
      "luksOpen",
      "LUKSFORMAT",
      "openly",
      "-q",
      "d",
    ],
    ...["open,", "luksDump", "'cryptsetup", "open\r", "xluksFormat"],
  );
  const gap = fc.constantFrom(" ", "\t", "  ", ",", "\r", " , ");
  const text = fc.array(fc.tuple(word, gap), { maxLength: 8 }).map((parts) => parts.flat().join(""));
  fc.assert(
    fc.property(text, (command) => {
      expect(luksCommandIn(command) !== undefined).toBe(inOnePattern.test(command));
    }),
    { numRuns: 20_000 },
  );
});

it("a comment in a script with Windows' line ends is no command", () => {
  const script = "#!/bin/sh\r\n# cryptsetup luksFormat /dev/sdc\r\napt-get update # cryptsetup open\r\n";
  const customData = Buffer.from(script).toString("base64");
  expect(judge([bootScriptsRunNoLuks()], { osProfile: { customData } } as never).findings).toEqual([]);
});
