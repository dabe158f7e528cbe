import type { SeedType } from './seed.ts'

/** Addresses of one family: of a server, fixed, or none. `slaac`: from the router's announcements, IPv6 only. */
export type NicAddress =
  | { readonly method: 'dhcp' | 'slaac' }
  | { readonly method: 'static'; readonly address: string; readonly prefix: number; readonly gateway?: string }

/** A network card as cloud-init shall set it up. */
export interface SeedNic {
  /** Name inside the guest: `eth0` for net0. */
  readonly name: string
  /** In lower case. undefined: the config does not say it. */
  readonly mac: string | undefined
  /** undefined: no address of this family */
  readonly ip4: NicAddress | undefined
  readonly ip6: NicAddress | undefined
}

/** Texts of the snippets that stand in the place of generated files. */
export interface SeedSnippets {
  readonly user?: string
  readonly network?: string
  readonly meta?: string
  readonly vendor?: string
}

/** All that an image is generated from. */
export interface SeedSettings {
  readonly type: SeedType
  readonly windows: boolean
  /** Differs between any two guests, so that a clone counts as a new machine to cloud-init. */
  readonly identity: string
  readonly hostname: string
  readonly fqdn: string | undefined
  readonly user: string | undefined
  /** A hash as in /etc/shadow; for Windows in the clear, as it has no use for one. */
  readonly password: string | undefined
  readonly sshKeys: readonly string[]
  readonly upgrade: boolean
  readonly nics: readonly SeedNic[]
  readonly nameservers: readonly string[]
  readonly searchDomains: readonly string[]
  readonly snippets: SeedSnippets
}
