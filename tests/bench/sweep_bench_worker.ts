// A worker of the sweeps' benchmark: does the kernel's part of a sweep each time it is asked.
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import { type KernelWork, trainInKernel } from "./kernel_work.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<KernelWork>) => void;
  postMessage(done: null): void;
};
let kernel: Kernel | undefined;

scope.onmessage = ({ data }) => {
  kernel ??= Kernel.create(data.topology, data.data);
  trainInKernel(kernel, data);
  scope.postMessage(null);
};
