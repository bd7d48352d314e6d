// Starts the compiled pack. In a clone and in the npm package it lies beside this folder; `pulumi policy publish`
// uploads this folder alone, and then it is a dependency.
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");

const compiled = "dist/policies/index.js";
const beside = join(__dirname, "..");
const root = existsSync(join(beside, compiled))
  ? beside
  : dirname(require.resolve("azure-vm-backup/package.json"));
try {
  require(join(root, compiled));
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND" || !/'@pulumi\/policy'/.test(error.message)) throw error;
  console.error(
    "The policy pack of azure-vm-backup needs @pulumi/policy beside it: npm install @pulumi/policy @pulumi/pulumi",
  );
  process.exit(1);
}
