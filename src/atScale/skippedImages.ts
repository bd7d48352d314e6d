import { builtInImages, missedImages } from "../protection/builtIn/images";

/** What preview says about the VMs that Azure's definitions skip. */
export const skippedImagesNotice = (component: string, isAudited: boolean): string =>
  `${component}: Azure's definitions back up only VMs of the Marketplace images that they list (version ${builtInImages.version} of ${builtInImages.asOf}). They skip VMs of your own images and, for example, ${missedImages.map(({ os }) => os).join("; ")}. ${isAudited ? "The audit lists such VMs. " : ""}See docs/at-scale.md; protect such VMs with ProtectedVms or RegionalBackup.`;
