import { pages } from "../core/pages";
import type { ByEdition } from "./facts";

/** Whether Azure Backup supports VMs created from an image, with its extension and application-consistent. */
export type ImageSupport = "supported" | "unsupported" | "uncertain";

/** A row of the image table. The first row whose patterns all match an image decides. */
export interface ImageRow {
  readonly publisher: RegExp;
  readonly offer?: RegExp;
  readonly sku?: RegExp;
  readonly support: ByEdition<ImageSupport>;
  /** Name of the operating system, for messages. */
  readonly os: string;
  readonly source: string;
  readonly asOf: string;
}

const matrix = { ...pages.vmMatrix } as const;
/** Microsoft's built-in backup policies, whose image list contains systems that are no longer in the support matrix. */
const builtInPolicy = {
  source:
    "https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Backup/VirtualMachineApplicationCentricBackup_DINE_WithOutTag.json",
  asOf: "2026-04-29",
} as const;

/** The seed states the support of operating systems in one sentence. */
export const imagesOf2018 = { ...pages.seed2018 } as const;

const support = (in2018: ImageSupport, in2026: ImageSupport): ByEdition<ImageSupport> => ({
  "2018-12": in2018,
  "2026-03": in2026,
});
const always = support("supported", "supported");
const never = support("unsupported", "unsupported");
/** Windows that the seed supports and on which Microsoft's sources of 2026 disagree. */
const nowUncertain = support("supported", "uncertain");
/** Linux endorsed after the seed, which supports only the systems that it lists. */
const endorsedSince2018 = support("unsupported", "supported");
/** Neither endorsed nor excluded: the matrix says "may work", the seed said "not supported". */
const mayWork = support("unsupported", "uncertain");

/** Windows Server 2008 and 2012, Windows 7 and 8, as other publishers write them in the names of images. */
const oldWindows = /(^|[-_ ])(ws20(08|12)(r2)?|win(dows)?-?(7|8(\.?1)?))($|[-_ ])/i;

/**
 * Marketplace images by publisher, offer and sku, specific rows first. The support of an image that no row matches is
 * unknown, which is not the same as unsupported. Custom and gallery images have no publisher, so they are unknown too.
 */
export const images: readonly ImageRow[] = [
  linux("CoreOS", {}, never, "CoreOS Linux"),
  {
    publisher: /./,
    sku: /(^|[-_. ])(i[36]86|32-?bit)($|[-_. ])/i,
    support: never,
    os: "a 32-bit operating system",
    ...matrix,
  },

  windows(
    "MicrosoftWindowsServer",
    { sku: /^(windows-server-)?(2016|2019|2022|2025)/i },
    always,
    "Windows Server 2016 or later",
  ),
  windows("MicrosoftWindowsServer", { sku: /^(windows-server-)?2012/i }, nowUncertain, "Windows Server 2012"),
  windows(
    "MicrosoftWindowsServer",
    { sku: /^(windows-server-)?2008-?r2/i },
    nowUncertain,
    "Windows Server 2008 R2",
  ),
  windows("MicrosoftWindowsServer", { sku: /^(windows-server-)?2008/i }, never, "Windows Server 2008"),
  windows(
    "MicrosoftWindowsServer",
    { offer: /semiannual/i },
    nowUncertain,
    "Windows Server, semi-annual channel",
  ),
  windows(
    "MicrosoftSQLServer",
    { offer: /ws(2016|2019|2022|2025)/i },
    always,
    "SQL Server on Windows Server 2016 or later",
  ),
  windows(
    "MicrosoftSQLServer",
    { offer: /ws20(08r2|12)/i },
    nowUncertain,
    "SQL Server on Windows Server 2008 R2 or 2012",
  ),
  windows("MicrosoftSQLServer", { offer: /ws2008/i }, never, "SQL Server on Windows Server 2008"),
  windows("MicrosoftSQLServer", { offer: /ubuntu|rhel|sles/i }, always, "SQL Server on Linux"),
  windows("MicrosoftWindowsDesktop", { offer: /^windows-?1[01]/i }, always, "Windows 10 or 11"),
  windows("MicrosoftWindowsDesktop", { sku: /win1[01]/i }, always, "Windows 10 or 11"),
  windows(
    "MicrosoftWindowsDesktop",
    { sku: /win(dows)?-?[78]/i },
    support("supported", "unsupported"),
    "Windows 7 or 8",
  ),

  linux("kinvolk", {}, mayWork, "Flatcar Container Linux (CoreOS's successor)"),
  linux("RedHat", { offer: /^(rh-(ocp|oke|opp)-worker|rhcos)/i }, mayWork, "Red Hat CoreOS"),
  linux("azureopenshift", {}, mayWork, "Red Hat CoreOS"),
  linux("Canonical", {}, always, "Ubuntu"),
  linux("RedHat", {}, always, "Red Hat Enterprise Linux"),
  linux("SUSE", {}, always, "SUSE Linux"),
  linux("Oracle", {}, always, "Oracle Linux"),
  linux("Debian|credativ", {}, always, "Debian"),
  linux("OpenLogic", {}, always, "CentOS"),
  linux("almalinux", {}, endorsedSince2018, "AlmaLinux"),
  linux("resf|ciq|erockyenterprisesoftwarefoundation\\w*", {}, endorsedSince2018, "Rocky Linux"),
  linux("MicrosoftCBLMariner", {}, endorsedSince2018, "Azure Linux"),
  linux("thefreebsdfoundation", {}, mayWork, "FreeBSD"),
  linux("MicrosoftOSTC", { offer: /^freebsd/i }, mayWork, "FreeBSD"),
  linux(
    "(a10networks|arista|barracuda|checkpoint|cisco|citrix|f5|fortinet|infoblox|juniper|kemptech|netgate|paloalto|riverbed|silver-?peak|sophos|vmware|watchguard|zscaler)[-\\w]*",
    {},
    mayWork,
    "a network appliance",
  ),
  // Images of other publishers name their Windows version in the offer or sku: vs-2015-comm-ws2012r2.
  ...(["offer", "sku"] as const).map((field) =>
    windows(".+", { [field]: oldWindows }, nowUncertain, "a Windows version before 2016"),
  ),
];

function windows(
  publisher: string,
  of: Pick<ImageRow, "offer" | "sku">,
  support: ByEdition<ImageSupport>,
  os: string,
): ImageRow {
  const cited = support === nowUncertain ? builtInPolicy : matrix;
  return { publisher: new RegExp(`^(${publisher})$`, "i"), ...of, support, os, ...cited };
}

function linux(
  publisher: string,
  of: Pick<ImageRow, "offer" | "sku">,
  support: ByEdition<ImageSupport>,
  os: string,
): ImageRow {
  return { publisher: new RegExp(`^(${publisher})$`, "i"), ...of, support, os, ...matrix };
}
