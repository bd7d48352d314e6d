/** A program on the packed library, and the compilers that consumers have. */
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { run } from "./packed";

const compilers = {
  "5": "typescript/bin/tsc",
  "7": "typescript7/bin/tsc",
};

/** Compiles a folder by its tsconfig.json with a version of TypeScript. */
export const compile = (folder: string, version: keyof typeof compilers): Promise<string> =>
  run(process.execPath, [join(repositoryDir, "node_modules", compilers[version]), "-p", folder], folder);

export const program = `import { BackupVault, presets, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";
import { vaultRules } from "azure-vm-backup/rules";

const vault = new BackupVault("bank-vault", { resourceGroupName: "bank" });
const policy = new VmBackupPolicy("nightly", { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName, ...presets.dailyForAMonth });
const web = { vmName: "web", resourceGroupName: "bank" };
const vms = { web: { ...web, vmId: "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web" } };
new ProtectedVms("bank", { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName, policyId: policy.policyId, vms });
export const rules: number = vaultRules.length;
`;

/** Compiler options of Pulumi's old and current templates of a program. */
export const programTemplates = {
  nodenext: { target: "es2020", module: "nodenext", moduleResolution: "nodenext" },
  bundler: { target: "es2022", module: "esnext", moduleResolution: "bundler" },
};

export const strictOptions = { strict: true, noEmit: true, types: ["node"], noUncheckedIndexedAccess: true };

/** Runs an ES module, which jest cannot load, and parses what it prints. */
export const runModule = async (script: string) =>
  JSON.parse(await run(process.execPath, ["--input-type=module", "-e", script], repositoryDir)) as unknown;
