import { pages } from "../../src/core/pages";
import { judge, type Rule, UnknownValue } from "../../src/core/rule";
import type { VirtualMachine } from "../../src/vm/arm";
import type { Edition } from "../../src/vm/facts";
import { imageRow, osIsCertain, osIsSupported } from "../../src/vm/imageRules";

type Support = "supported" | "unsupported" | "uncertain" | "unknown";

/** Images of the Marketplace, with their support in each edition. */
const cases: [image: string, in2018: Support, in2026: Support][] = [
  ["MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition", "supported", "supported"],
  ["MicrosoftWindowsServer:WindowsServer:2022-datacenter-core-g2", "supported", "supported"],
  ["microsoftwindowsserver:windowsserver:2019-Datacenter", "supported", "supported"],
  ["MicrosoftWindowsServer:WindowsServer:2016-Datacenter-Server-Core", "supported", "supported"],
  ["MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter", "supported", "uncertain"],
  ["MicrosoftWindowsServer:WindowsServer:2012-Datacenter", "supported", "uncertain"],
  ["MicrosoftWindowsServer:WindowsServer:2008-R2-SP1", "supported", "uncertain"],
  ["MicrosoftWindowsServer:WindowsServer:2008-SP2", "unsupported", "unsupported"],
  ["MicrosoftWindowsServer:WindowsServerSemiAnnual:Datacenter-Core-1709-smalldisk", "supported", "uncertain"],
  ["MicrosoftWindowsServer:windowsserver-hub:preview", "unknown", "unknown"],
  ["MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2", "supported", "supported"],
  ["MicrosoftSQLServer:SQL2014SP3-WS2012R2:Enterprise", "supported", "uncertain"],
  ["MicrosoftSQLServer:SQL2008R2SP3-WS2008R2SP1:Web", "supported", "uncertain"],
  ["MicrosoftSQLServer:SQL2005-WS2008:Web", "unsupported", "unsupported"],
  ["MicrosoftSQLServer:sql2019-ubuntu2004:sqldev", "supported", "supported"],
  ["MicrosoftWindowsDesktop:Windows-10:win10-22h2-pro", "supported", "supported"],
  ["MicrosoftWindowsDesktop:Windows-10:20h2-pro", "supported", "supported"],
  ["MicrosoftWindowsDesktop:windows-11:win11-23h2-ent", "supported", "supported"],
  ["MicrosoftWindowsDesktop:office-365:win11-23h2-avd-m365", "supported", "supported"],
  ["MicrosoftWindowsDesktop:Windows-7:win7-enterprise", "supported", "unsupported"],
  ["MicrosoftVisualStudio:Windows:Windows-8.1-Enterprise-N", "supported", "uncertain"],
  ["Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2", "supported", "supported"],
  ["Canonical:ubuntu-24_04-lts:server", "supported", "supported"],
  ["Canonical:UbuntuServer:14.04.5-LTS-i386", "unsupported", "unsupported"],
  ["MicrosoftVisualStudio:VisualStudio:VS-2015-Comm-VSU3-AzureSDK-29-WS2012R2", "supported", "uncertain"],
  ["MicrosoftVisualStudio:Windows:Win7-SP1-Ent-N-x64", "supported", "uncertain"],
  ["MicrosoftVisualStudio:visualstudio2019latest:vs-2019-comm-latest-ws2019", "unknown", "unknown"],
  ["Canonical:UbuntuServer:16.04-i386", "unsupported", "unsupported"],
  ["Canonical:UbuntuServer:16.04-x86", "supported", "supported"],
  ["almalinux:almalinux-x86_64:9-gen2-x86_64", "unsupported", "supported"],
  ["RedHat:RHEL:9-lvm-gen2", "supported", "supported"],
  ["redhat:rhel-byos:rhel-lvm88", "supported", "supported"],
  ["redhat:rh-ocp-worker:rh-ocp-worker", "unsupported", "uncertain"],
  ["azureopenshift:aro4:aro_414", "unsupported", "uncertain"],
  ["SUSE:sles-15-sp5:gen2", "supported", "supported"],
  ["SUSE:openSUSE-Leap:42.3", "supported", "supported"],
  ["Oracle:Oracle-Linux:ol89-lvm-gen2", "supported", "supported"],
  ["Debian:debian-12:12-gen2", "supported", "supported"],
  ["credativ:Debian:9", "supported", "supported"],
  ["OpenLogic:CentOS:7_9-gen2", "supported", "supported"],
  ["resf:rockylinux-x86_64:9-base", "unsupported", "supported"],
  ["ciq:rocky:rlc-9", "unsupported", "supported"],
  [
    "erockyenterprisesoftwarefoundationinc1653071250513:rockylinux-9:rockylinux-9",
    "unsupported",
    "supported",
  ],
  ["MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2", "unsupported", "supported"],
  ["CoreOS:CoreOS:Stable", "unsupported", "unsupported"],
  ["kinvolk:flatcar-container-linux-free:stable", "unsupported", "uncertain"],
  ["thefreebsdfoundation:freebsd-14_0:14_0-release-zfs", "unsupported", "uncertain"],
  ["MicrosoftOSTC:FreeBSD:11.2", "unsupported", "uncertain"],
  ["MicrosoftOSTC:test-os:1", "unknown", "unknown"],
  ["paloaltonetworks:vmseries-flex:byol", "unsupported", "uncertain"],
  ["f5-networks:f5-big-ip-byol:f5-big-all", "unsupported", "uncertain"],
  ["cisco:cisco-csr-1000v:17_3", "unsupported", "uncertain"],
  ["checkpoint:check-point-cg-r8110:sg-byol", "unsupported", "uncertain"],
  ["fortinet:fortinet_fortigate-vm_v5:fortinet_fg-vm", "unsupported", "uncertain"],
  ["contoso:appliance:1", "unknown", "unknown"],
  ["coreoscompany:linux:1", "unknown", "unknown"],
];

const imageOf = (name: string) => {
  const [publisher, offer, sku] = name.split(":");
  return { storageProfile: { imageReference: { publisher, offer, sku, version: "latest" } } };
};

const found = (rules: readonly Rule<VirtualMachine>[], name: string) =>
  judge(rules, imageOf(name) as never).findings;

const findings = (name: string, edition: Edition) => [
  ...found([osIsSupported(edition)], name).map(() => "unsupported"),
  ...(edition === "2026-03" ? found([osIsCertain()], name).map(() => "uncertain") : []),
];

it.each(cases)("%s: %s in 2018, %s in 2026", (name, in2018, in2026) => {
  const image = imageOf(name).storageProfile.imageReference as never;
  const row = imageRow(image);
  expect([row?.support["2018-12"] ?? "unknown", row?.support["2026-03"] ?? "unknown"]).toEqual([
    in2018,
    in2026,
  ]);
  expect(findings(name, "2018-12")).toEqual(in2018 === "unsupported" ? ["unsupported"] : []);
  expect(findings(name, "2026-03")).toEqual(
    ["unsupported", "uncertain"].filter((support) => support === in2026),
  );
});

const unreadable = (...fields: string[]) =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      fields.map((field) => [
        field,
        {
          enumerable: true,
          get: () => {
            throw new UnknownValue(field);
          },
        },
      ]),
    ),
  );
const both = [osIsSupported(), osIsCertain()];
const withImage = (imageReference: unknown) => ({ storageProfile: { imageReference } }) as never;

it("does not judge a custom image, and never reads its id", () => {
  const verdict = judge(both, withImage(unreadable("id", "sharedGalleryImageId")));
  expect(verdict).toEqual({ findings: [] });
});

it("reads no offer or sku if the publisher decides", () => {
  const image = Object.assign(unreadable("sku"), { publisher: "CoreOS", offer: "CoreOS" });
  expect(imageRow(image)?.os).toBe("CoreOS Linux");
});

it("reports an unknown publisher, or an unknown sku that decides, as unknown", () => {
  for (const image of [unreadable("publisher"), Object.assign(unreadable("sku"), { publisher: "Canonical" })])
    expect(judge(both, withImage(image))).toMatchObject({ findings: [], unknown: expect.any(UnknownValue) });
});

it("applies the setting images before the image table, in any letter case", () => {
  const overrides = {
    "coreos:*": "supported",
    "contoso:*:gold?": "unsupported",
    "*:flatcar*": "supported",
  } as const;
  const both = [osIsSupported("2026-03", overrides), osIsCertain(overrides)];
  expect(found(both, "CoreOS:CoreOS:Stable")).toEqual([]);
  expect(found(both, "kinvolk:flatcar-container-linux:stable")).toEqual([]);
  expect(found(both, "Contoso:base:gold1")).toMatchObject([
    { actual: { value: "Contoso:base:gold1" }, expected: { by: "the setting images" } },
  ]);
  expect(found(both, "Contoso:base:gold12")).toEqual([]);
});

it("cites the seed for 2018, and Microsoft's policies for images that are no longer in the matrix", () => {
  const cited = (rule: Rule<VirtualMachine>, name: string) => found([rule], name)[0]?.source;
  expect(cited(osIsSupported(), "CoreOS:CoreOS:Stable")).toBe(pages.vmMatrix.source);
  expect(cited(osIsSupported("2018-12"), "CoreOS:CoreOS:Stable")).toBe(pages.seed2018.source);
  expect(cited(osIsCertain(), "kinvolk:flatcar:stable")).toBe(pages.vmMatrix.source);
  expect(cited(osIsCertain(), "MicrosoftWindowsServer:WindowsServer:2012-Datacenter")).toMatch(
    /azure-policy/,
  );
});

it("accepts a VM without an image", () => {
  for (const image of [undefined, null]) expect(judge(both, withImage(image))).toEqual({ findings: [] });
});
