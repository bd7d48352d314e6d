/**
 * The Pulumi engine against simulated Azure: no Azure account, no Pulumi account, nothing of the user's is
 * touched.
 */
export { CLI_VERSION } from "./build";
export { repositoryDir } from "./cache";
export { runCli } from "./command";
export type { Diagnostic, PolicyViolation, Step } from "./events";
export { type Engine, findEngine } from "./findCli";
export type { OperationOptions, Outcome, PolicyOptions } from "./operation";
export { type Progress, progressOn, silent } from "./progress";
export { createStack, type Stack, type StackOptions } from "./stack";
export { SECRET, UNKNOWN } from "./values";
