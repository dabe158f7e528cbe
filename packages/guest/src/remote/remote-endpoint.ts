/** How to reach another cluster, or a node alone, as somebody there. */
export interface RemoteEndpoint {
  readonly host: string
  readonly port: number
  /** `PVEAPIToken=user@realm!name=secret`. Not to be shown or logged. */
  readonly token: string
  /** SHA-256 of the certificate that it must show; undefined: one that this machine trusts. */
  readonly fingerprint?: string
}

const usualPort = 8006

interface Given {
  readonly host: string
  readonly apitoken: string
  readonly port?: number | undefined
  readonly fingerprint?: string | undefined
}

/** Reads a decoded `proxmox-remote` parameter. Pure. */
export function remoteEndpointOf({ host, port = usualPort, apitoken, fingerprint }: Given): RemoteEndpoint {
  const token = `PVEAPIToken=${apitoken.replace(/^PVEAPIToken[= ]/, '')}`
  return { host, port, token, ...(fingerprint === undefined ? {} : { fingerprint: fingerprint.toUpperCase() }) }
}

/** As people write it: `pve.example:8006`, `[fd00::1]:8006`. */
export function addressText({ host, port }: Pick<RemoteEndpoint, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
