import * as pulumi from "@pulumi/pulumi";
import { type Cloud, cloudOf } from "../../live/cloud";

/** The cloud of the stack's configuration, as azure-native reads it. @throws Error if no cloud has the name. */
export const configuredCloud = (): Cloud =>
  cloudOf(new pulumi.Config("azure-native").get("environment") ?? process.env.ARM_ENVIRONMENT);
