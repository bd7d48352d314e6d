import type { SeedSection } from "./seedAdvice";
import { network, proxy } from "./seedNetwork";
import { agent, before, prerequisites, start } from "./seedStart";
import { configure, create, next } from "./seedVault";

/** Every heading of the page, in its order. */
export const seedSections: readonly SeedSection[] = [
  start,
  before,
  prerequisites,
  agent,
  ...network,
  ...proxy,
  create,
  ...configure,
  next,
];
