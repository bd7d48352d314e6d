import type { Sourced } from "../../core/fact";
import { globMatchesName } from "../../core/glob";

/** The Marketplace image of a VM. */
export interface Image {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

/** Images in the list of Azure's definitions. */
export interface ListedImages {
  /** Publisher of the images. */
  readonly publisher: string;
  /** Offers, with `*` for any text. Omitted: all offers. */
  readonly offers?: readonly string[];
  /** Skus, with `*` for any text. Omitted: all skus. */
  readonly skus?: readonly string[];
}

const datacenter2016 = [
  ...[
    "",
    "-gensecond",
    "-Server-Core",
    "-Server-Core-smalldisk",
    "-smalldisk",
    "-with-Containers",
    "-with-RDSH",
  ],
].map((suffix) => `2016-Datacenter${suffix}`);
const datacenter2019 = [
  ...[
    "",
    "-Core",
    "-Core-smalldisk",
    "-Core-with-Containers",
    "-Core-with-Containers-smalldisk",
    "-smalldisk",
  ],
  ...["-with-Containers", "-with-Containers-smalldisk", "-zhcn", "-gensecond"],
].map((suffix) => `2019-Datacenter${suffix}`);
/** The editions of Windows Server 2022 and 2025. */
const editions = [
  ...["", "-g2", "-smalldisk", "-smalldisk-g2", "-core", "-core-g2", "-core-smalldisk", "-core-smalldisk-g2"],
  ...["-azure-edition", "-azure-edition-smalldisk", "-azure-edition-core", "-azure-edition-core-smalldisk"],
];

/**
 * The images of Azure's definitions that back up VMs, `withTag` and `withoutTag`, which have the same list. They skip a VM of any other
 * image, also if Azure Backup supports it.
 */
export const builtInImages = {
  version: "9.5.0",
  value: [
    {
      publisher: "MicrosoftWindowsServer",
      offers: ["WindowsServer"],
      skus: [
        ...["2008-R2-SP1", "2008-R2-SP1-smalldisk"],
        ...["2012-Datacenter", "2012-Datacenter-smalldisk"],
        ...["2012-R2-Datacenter", "2012-R2-Datacenter-smalldisk"],
        ...datacenter2016,
        ...datacenter2019,
        ...editions.map((edition) => `2022-datacenter${edition}`),
        "2022-datacenter-azure-edition-hotpatch",
        ...editions.map((edition) => `2025-datacenter${edition}`),
      ],
    },
    {
      publisher: "MicrosoftWindowsServer",
      offers: ["WindowsServerSemiAnnual"],
      skus: [
        "Datacenter-Core-1709-smalldisk",
        "Datacenter-Core-1709-with-Containers-smalldisk",
        "Datacenter-Core-1803-with-Containers-smalldisk",
      ],
    },
    { publisher: "MicrosoftWindowsServerHPCPack", offers: ["WindowsServerHPCPack"] },
    {
      publisher: "MicrosoftSQLServer",
      offers: ["sql2019-ws2022"],
      skus: ["sqldev", "sqldev-gen2", "standard", "standard-gen2"],
    },
    { publisher: "MicrosoftSQLServer", offers: ["sql2022-ws2022"], skus: ["web-gen2"] },
    {
      publisher: "MicrosoftSQLServer",
      offers: ["*-WS2019", "*-WS2016", "*-WS2016-BYOL", "*-WS2012R2", "*-WS2012R2-BYOL"],
    },
    { publisher: "MicrosoftRServer", offers: ["MLServer-WS2016"] },
    { publisher: "MicrosoftVisualStudio", offers: ["VisualStudio", "Windows"] },
    { publisher: "MicrosoftDynamicsAX", offers: ["Dynamics"], skus: ["Pre-Req-AX7-Onebox-U8"] },
    { publisher: "microsoft-ads", offers: ["windows-data-science-vm"] },
    { publisher: "MicrosoftWindowsDesktop", offers: ["Windows-10", "Windows-11"] },
    { publisher: "RedHat", offers: ["RHEL-BYOS"], skus: ["rhel-lvm77"] },
    { publisher: "RedHat", offers: ["RHEL", "RHEL-SAP-HANA"], skus: ["6.*", "7*", "8*"] },
    {
      publisher: "SUSE",
      offers: [
        ...["SLES", "SLES-HPC", "SLES-HPC-Priority", "SLES-SAP", "SLES-SAP-BYOS"],
        ...["SLES-Priority", "SLES-BYOS", "SLES-SAPCAL", "SLES-Standard"],
      ],
      skus: ["12*"],
    },
    {
      publisher: "Canonical",
      offers: ["*ubuntu*"],
      skus: [
        ...["14.04*LTS", "16.04*LTS", "18.04*LTS", "*20_04-lts", "20_04-lts*", "22_04-lts-gen2"],
        ...["ubuntu-pro*", "server*", "minimal*", "cvm", "specialized-hardware"],
      ],
    },
    { publisher: "Oracle", offers: ["Oracle-Linux"], skus: ["6.*", "7*"] },
    { publisher: "OpenLogic", offers: ["CentOS-HPC"], skus: ["7_9-gen2"] },
    { publisher: "OpenLogic", offers: ["CentOS", "Centos-LVM", "CentOS-SRIOV"], skus: ["6.*", "7*"] },
    { publisher: "cloudera", offers: ["cloudera-centos-os"], skus: ["7*"] },
  ] as readonly ListedImages[],
  source:
    "https://github.com/Azure/azure-policy/blob/f4a50bacae07ddb096943c597669bcae494a6e29/built-in-policies/policyDefinitions/Backup/VirtualMachineBackup_DINE.json",
  asOf: "2026-04-29",
  note: "Azure may publish a newer version at any time.",
} as const satisfies Sourced & { readonly version: string; readonly value: readonly ListedImages[] };

/** Whether Azure's definitions back up VMs of an image. Azure Policy ignores letter case. */
export const isListedImage = ({ publisher, offer, sku }: Image): boolean =>
  builtInImages.value.some(
    (listed) =>
      matchesOne([listed.publisher], publisher) &&
      matchesOne(listed.offers, offer) &&
      matchesOne(listed.skus, sku),
  );

const matchesOne = (patterns: readonly string[] | undefined, text: string): boolean =>
  patterns === undefined || patterns.some((pattern) => globMatchesName(pattern, text));

/**
 * Images that Azure Backup supports and users miss in the list: https://github.com/Azure/azure-policy issues 1281, 1072 and 1283. The skus
 * are those of `az vm image list`, seen in programs that create such VMs, 2026-11-30.
 */
export const missedImages: readonly (Image & { readonly os: string })[] = [
  { os: "Red Hat Enterprise Linux 9 and 10", publisher: "RedHat", offer: "RHEL", sku: "9-lvm-gen2" },
  { os: "SUSE Linux Enterprise Server 15", publisher: "SUSE", offer: "sles-15-sp5", sku: "gen2" },
  { os: "Debian", publisher: "Debian", offer: "debian-12", sku: "12-gen2" },
  { os: "Oracle Linux 8 and later", publisher: "Oracle", offer: "Oracle-Linux", sku: "ol89-lvm-gen2" },
  {
    os: "Ubuntu 22.04 of generation 1",
    publisher: "Canonical",
    offer: "0001-com-ubuntu-server-jammy",
    sku: "22_04-lts",
  },
  {
    os: "SQL Server 2022 Standard",
    publisher: "MicrosoftSQLServer",
    offer: "sql2022-ws2022",
    sku: "standard-gen2",
  },
  {
    os: "Windows Server 2022 Azure Edition, hotpatch on a small disk",
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku: "2022-datacenter-azure-edition-hotpatch-smalldisk",
  },
];
