import { dirname, join } from 'node:path'
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { Failure } from '@quorate/schema/failure'

/** Where one copy of the product lives and listens. */
export interface Options {
  readonly root: string
  readonly node: string
  readonly listen: { readonly host: string; readonly port: number }
}

export const checkout = dirname(dirname(dirname(import.meta.dirname)))

/** First label of the machine's name, reduced to what a node name may hold. */
function defaultNode(): string {
  const label = (hostname().split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9-]/g, '')
  return /^[a-z0-9]/.test(label) ? label : 'node1'
}

/** Reads `--root DIR --listen ADDR:PORT --node NAME`. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      root: { type: 'string', default: join(checkout, '.state') },
      listen: { type: 'string', default: '[::]:8006' },
      node: { type: 'string', default: defaultNode() },
    },
  })
  const address = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]*)):(\d{1,5})$/.exec(values.listen)
  const port = Number(address?.[3])
  if (!address || port > 65535) throw new Failure(`--listen '${values.listen}' is not ADDR:PORT, such as 127.0.0.1:8006 or [::]:8006`)
  if (!/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(values.node)) {
    throw new Failure(`--node '${values.node}' is not a host name of letters, digits and hyphens`)
  }
  return { root: values.root, node: values.node, listen: { host: address[1] ?? (address[2] || '0.0.0.0'), port } }
}
