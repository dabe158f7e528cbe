import assert from 'node:assert/strict'
import type { Product } from './product.ts'
import { openConsole, type SocketWire } from './socket-wire.ts'

export interface TerminalWire extends SocketWire {
  type(text: string): void
  resize(columns: number, rows: number): void
}

const pathOf = (node: string, guest: string) => (guest ? `/nodes/${node}/${guest}` : `/nodes/${node}`)

/** Opens a guest's terminal as a terminal client does, ready to be typed into. `guest`: `lxc/100`; empty: the node's own */
export async function openTerminal(
  product: Product,
  guest: string,
  parameters: Readonly<Record<string, unknown>> = {},
  node = product.node,
): Promise<TerminalWire> {
  return await joinTerminal(product, guest, await product.ok('POST', `${pathOf(node, guest)}/termproxy`, parameters), node)
}

/** What `termproxy` answers. */
export interface OpenedTerminal {
  readonly ticket: string
  readonly port: number | string
  readonly user: string
}

/** Opens the terminal that a ticket was given for. */
export async function joinTerminal(
  product: Product,
  guest: string,
  { ticket, port, user }: OpenedTerminal,
  node = product.node,
): Promise<TerminalWire> {
  const wire = await openConsole(product, pathOf(node, guest), port, ticket)
  wire.write(Buffer.from(`${user}:${ticket}\n`))
  assert.equal((await wire.read(2)).toString(), 'OK')
  return {
    ...wire,
    type: text => wire.write(Buffer.from(`0:${Buffer.byteLength(text)}:${text}`)),
    resize: (columns, rows) => wire.write(Buffer.from(`1:${columns}:${rows}:`)),
  }
}
