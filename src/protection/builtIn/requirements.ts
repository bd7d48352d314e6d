import { judgeEach } from "../../core/inventory";
import { onInventory, supportMatrix } from "../../core/requirement";
import { builtIn } from "./definitions";
import { builtInImages } from "./images";
import { assignmentType, imageIsListed, vmsAtScale } from "./skippedVms";

export const atScaleRequirements = [
  onInventory({
    name: "vm-at-scale-image",
    displayName: "Image that Azure Policy backs up",
    description:
      "Azure's built-in definitions back up the image of each VM that a policy assignment of the program leaves to them.",
    why: "Azure's definitions list Marketplace images and skip all others without a message: the VM has no backup.",
    notSeen:
      "Assignments of other stacks, items of other stacks, and versions of the list that are newer than ours.",
    level: "advisory",
    severity: "medium",
    needs: assignmentType,
    judge: (inventory) => {
      const { subjects, unknown } = vmsAtScale(inventory);
      return judgeEach(subjects, [imageIsListed], unknown);
    },
    remediation: "Protect the VM with ProtectedVms or RegionalBackup.",
    page: builtInImages,
    framework: supportMatrix("Protected items"),
    related: { azurePolicy: [builtIn.withTag.id, builtIn.withoutTag.id] },
  }),
] as const;
