import { openTerminal, type TerminalWire } from './open-terminal.ts'
import type { Product } from './product.ts'

/** Opens a VM's serial console as a terminal client does, ready to be typed into. */
export function openSerial(product: Product, vmid: number, serial = 'serial0'): Promise<TerminalWire> {
  return openTerminal(product, `qemu/${vmid}`, { serial })
}

/** What a VM says on its serial console from now until the pattern matches. */
export async function readSerial(product: Product, vmid: number, pattern: RegExp, timeoutMs = 90_000): Promise<string> {
  const console = await openSerial(product, vmid)
  try {
    return await console.readUntil(pattern, timeoutMs)
  } finally {
    console.close()
  }
}
