/** `joe@pve!ci` in its two parts; the name of the token is empty when there is none. */
export function splitTokenId(id: string): { readonly userid: string; readonly tokenid: string } {
  const at = id.lastIndexOf('!')
  return at < 0 ? { userid: id, tokenid: '' } : { userid: id.slice(0, at), tokenid: id.slice(at + 1) }
}

/** What uses a token: `secret` is shown only once. */
export interface TokenUse {
  readonly id: string
  readonly secret: string
  /** `https://pve:8006` */
  readonly origin: string
}

/** A first call with a token, for the shell. */
export const curlLine = ({ id, secret, origin }: TokenUse): string =>
  `curl -H 'Authorization: PVEAPIToken=${id}=${secret}' ${origin}/api2/json/version`

/** The provider block of Terraform's provider that most people use. */
export const terraformBlock = ({ id, secret, origin }: TokenUse): string =>
  ['provider "proxmox" {', `  endpoint  = "${origin}/"`, `  api_token = "${id}=${secret}"`, '}'].join('\n')
