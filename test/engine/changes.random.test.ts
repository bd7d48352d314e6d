/** @jest-environment ./test/support/engineEnvironment.js */
// On request, `npm run test:random`: two sequences, always the same. AZURE_VM_BACKUP_SEQUENCES asks for as many new ones.
import { testRandomChanges } from "../support/randomChanges";

jest.setTimeout(4 * 3_600_000);

const { AZURE_VM_BACKUP_SEQUENCES: asked } = process.env;
if (asked === undefined) testRandomChanges(2, { seed: 20261130 });
else testRandomChanges(Number(asked));
