import { pages } from "./fact";

/** Whether Azure Backup protects VMs made from an image, extension-based and application-consistent. */
export type ImageSupport = "supported" | "unsupported" | "uncertain";

/** A row of the image table: the first row whose patterns all match an image decides. */
export interface ImageRow {
  readonly publisher: RegExp;
  readonly offer?: RegExp;
  readonly sku?: RegExp;
  readonly support: ImageSupport;
  /** The operating system, as a person names it. */
  readonly os: string;
  readonly source: string;
  readonly asOf: string;
}

const matrix = { source: pages.vmMatrix, asOf: "2026-03-26" } as const;

/** Marketplace images, narrow rows first. An image that no row matches is unknown, not unsupported. */
export const images: readonly ImageRow[] = [
  { publisher: /^coreos$/i, support: "unsupported", os: "CoreOS Linux", ...matrix },
  {
    publisher: /^microsoftwindowsserver$/i,
    offer: /^windowsserver/i,
    sku: /^(2016|2019|2022|2025)-/,
    support: "supported",
    os: "Windows Server 2016 to 2025",
    ...matrix,
  },
  { publisher: /^canonical$/i, support: "supported", os: "Ubuntu", ...matrix },
  {
    publisher: /^redhat$/i,
    offer: /^rhel/i,
    support: "supported",
    os: "Red Hat Enterprise Linux",
    ...matrix,
  },
];
