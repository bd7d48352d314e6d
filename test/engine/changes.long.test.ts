/** @jest-environment ./test/support/engineEnvironment.js */
// AZURE_VM_BACKUP_SEQUENCES sets the number of sequences; see CONTRIBUTING.md.
import { testRandomChanges } from "../support/randomChanges";

jest.setTimeout(4 * 3_600_000);

testRandomChanges(Number(process.env.AZURE_VM_BACKUP_SEQUENCES ?? 6));
