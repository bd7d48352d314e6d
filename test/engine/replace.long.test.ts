/** @jest-environment ./test/support/engineEnvironment.js */
import { describeReplacedVm } from "../support/replacedVm";

jest.setTimeout(180_000);

describeReplacedVm("Delete");
