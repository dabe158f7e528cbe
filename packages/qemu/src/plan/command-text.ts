import type { BlockNode, DevicePlan, ObjectPlan, QemuArguments } from './vm-plan.ts'

/** QEMU's `a,b=c` notation: a comma inside a value is written twice. */
export function escapeValue(value: string): string {
  return value.includes(',') ? value.replaceAll(',', ',,') : value
}

export function pairsText(args: QemuArguments, skip: string): string {
  let text = ''
  for (const name in args) {
    const value = args[name]
    if (value === undefined || name === skip) continue
    text += `,${name}=${typeof value === 'boolean' ? (value ? 'on' : 'off') : typeof value === 'string' ? escapeValue(value) : value}`
  }
  return text
}

/** `first` is the member whose value comes without its name: `driver`, `type`, `backend`. */
export function argumentText(args: QemuArguments, first: string): string {
  return escapeValue(String(args[first])) + pairsText(args, first)
}

export function deviceOption(device: DevicePlan): string[] {
  return ['-device', argumentText(device, 'driver')]
}

/** Nested options need JSON. */
export function objectOption(object: ObjectPlan): string[] {
  return ['-object', JSON.stringify(object)]
}

export function blockOption(node: BlockNode): string[] {
  return ['-blockdev', JSON.stringify(node)]
}

/** A character device that listens on a unix socket without waiting for a client. */
export function socketOption(id: string, path: string): string[] {
  return ['-chardev', `socket,id=${id},path=${escapeValue(path)},server=on,wait=off`]
}
