import { setTimeout as sleep } from "node:timers/promises";
import { isGrpcError } from "@pulumi/pulumi/errors";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";

/** How long no call must be under way until the program is idle, in milliseconds: what one call resolves may start the next. */
const IDLE_MS = 60;
const POLL_MS = 10;

export interface CallCounter {
  /** Resolves when `condition` holds and no call of the program has been under way for a while. */
  untilIdle(condition: () => boolean): Promise<void>;
  /** Whether the engine has ended a call without an answer, as it does after an error of its own. */
  engineGaveUp(): boolean;
  /** Ends the waiting. */
  stop(): void;
}

type Method = (...args: unknown[]) => unknown;

/** Counts a program's calls to the engine, such as registrations of resources, by wrapping the methods of its client. */
export function callCounter(client: object | undefined): CallCounter {
  const methods = client as Record<string, Method> | undefined;
  let underWay = 0;
  let stopped = false;
  let gaveUp = false;
  for (const name of methods ? Object.keys(ResourceMonitorService) : []) {
    const call = methods?.[name]?.bind(client);
    if (methods === undefined || call === undefined) continue;
    methods[name] = (...args) => {
      const answer = args.pop() as Method;
      underWay++;
      return call(...args, (error: unknown, ...answered: unknown[]) => {
        underWay--;
        gaveUp ||= error instanceof Error && isGrpcError(error);
        answer(error, ...answered);
      });
    };
  }
  return {
    async untilIdle(condition) {
      let idleMs = 0;
      while (!stopped && idleMs < IDLE_MS) {
        await sleep(POLL_MS);
        idleMs = condition() && underWay === 0 ? idleMs + POLL_MS : 0;
      }
    },
    engineGaveUp: () => gaveUp,
    stop() {
      stopped = true;
    },
  };
}
