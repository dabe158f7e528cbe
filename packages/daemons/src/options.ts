import { dirname, join } from 'node:path'
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { Failure } from '@quorate/schema/failure'

/** Where one copy of the product lives and listens. */
export interface Options {
  readonly root: string
  readonly node: string
  readonly listen: Address
  /** Of the proxy for SPICE; undefined: none was chosen. */
  readonly spiceListen: Address | undefined
}

export interface Address {
  readonly host: string
  readonly port: number
}

export const checkout = dirname(dirname(dirname(import.meta.dirname)))

/** First label of the machine's name, reduced to what a node name may hold. */
function defaultNode(): string {
  const label = (hostname().split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9-]/g, '')
  return /^[a-z0-9]/.test(label) ? label : 'node1'
}

function addressOf(option: string, text: string): Address {
  const address = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]*)):(\d{1,5})$/.exec(text)
  const port = Number(address?.[3])
  if (!address || port > 65535) throw new Failure(`--${option} '${text}' is not ADDR:PORT, such as 127.0.0.1:8006 or [::]:8006`)
  return { host: address[1] ?? (address[2] || '0.0.0.0'), port }
}

/** Reads `--root DIR --listen ADDR:PORT --spice-listen ADDR:PORT --node NAME`. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      root: { type: 'string', default: join(checkout, '.state') },
      listen: { type: 'string', default: '[::]:8006' },
      'spice-listen': { type: 'string' },
      node: { type: 'string', default: defaultNode() },
    },
  })
  const listen = addressOf('listen', values.listen)
  const spice = values['spice-listen']
  if (!/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(values.node)) {
    throw new Failure(`--node '${values.node}' is not a host name of letters, digits and hyphens`)
  }
  return {
    root: values.root,
    node: values.node,
    listen,
    spiceListen: spice === undefined ? undefined : addressOf('spice-listen', spice),
  }
}
