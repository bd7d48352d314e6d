/** The part of a virtual machine's payload that the rules read: the same in a program and in Azure's answers. */
export interface VirtualMachine {
  readonly location?: string;
  readonly storageProfile?: {
    readonly imageReference?: {
      readonly publisher?: string;
      readonly offer?: string;
      readonly sku?: string;
      readonly id?: string;
    };
    readonly dataDisks?: readonly object[];
  };
}
