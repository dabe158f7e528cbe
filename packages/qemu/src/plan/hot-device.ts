import type { DevicePlan } from './vm-plan.ts'

/** A planned device as it is added to a running guest: firmware asks for the boot order at a start only, and QEMU refuses a place in it that is still taken. */
export function hotDevice(device: DevicePlan): DevicePlan {
  return { ...device, bootindex: undefined }
}
