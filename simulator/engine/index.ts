/** The Pulumi engine against simulated Azure, without an Azure or Pulumi account and apart from the user's own Pulumi. */
export { CLI_VERSION } from "./build";
export { repositoryDir } from "./cache";
export { runCli } from "./command";
export type { Diagnostic, PolicyViolation, Step } from "./events";
export { type Engine, findEngine } from "./findCli";
export type { OperationOptions, Outcome, PolicyOptions } from "./operation";
export { type Progress, progressOn, silent } from "./progress";
export { createStack, type Stack, type StackOptions } from "./stack";
export { SECRET, UNKNOWN } from "./values";
