import assert from 'node:assert/strict'
import type { Product } from './product.ts'
import { openConsole, type SocketWire } from './socket-wire.ts'

/** Opens a VM's serial console as a terminal client does, ready to be typed into. */
export async function openSerial(product: Product, vmid: number, serial = 'serial0'): Promise<SocketWire & { type(text: string): void }> {
  const path = `/nodes/${product.node}/qemu/${vmid}`
  const { ticket, port, user } = await product.ok('POST', `${path}/termproxy`, { serial })
  const console = await openConsole(product, path, port, ticket)
  console.write(Buffer.from(`${user}:${ticket}\n`))
  assert.equal((await console.read(2)).toString(), 'OK')
  return { ...console, type: text => console.write(Buffer.from(`0:${Buffer.byteLength(text)}:${text}`)) }
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
