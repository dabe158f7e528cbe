/**
 * What guest set-up reads of a container's root file system. Paths are absolute inside the container; symbolic links
 * are followed as the container would follow them and never lead out of it. Nothing is written through this.
 */
export interface RootTree {
  /** Text of a file; undefined: not there, no file, not UTF-8, or larger than 1 MiB. */
  read(path: string): string | undefined
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(path: string): readonly string[]
  /** Does not follow the last link. `target`: what a link says, as it is written. undefined: not there */
  look(path: string): RootEntry | undefined
}

export interface RootEntry {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  readonly mode: number
  readonly target?: string
}

/**
 * One change of a file inside a container, to be made in the given order. `write` keeps mode and owner of a file that is
 * there (`mode` is for new ones, 0644 where it is left out), follows links inside the container, and makes folders above
 * as needed (0755). `remove` takes a file or link away, never a folder; of what is not there it is no error, and so is a
 * `link` that is there already. A link takes the place of a file or link, never of a folder. `directory` leaves one that
 * is there as it is.
 */
export type FileEdit =
  | { readonly op: 'write'; readonly path: string; readonly content: string; readonly mode?: number }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'link'; readonly path: string; readonly target: string }
  | { readonly op: 'directory'; readonly path: string; readonly mode?: number }

/** One network card as guest set-up sees it: decoded `netN`. */
export interface GuestNet {
  /** `eth0` */
  readonly name: string
  readonly hwaddr?: string
  /** `192.0.2.10/24`, `dhcp`, `manual`; undefined: none */
  readonly ip?: string
  readonly gw?: string
  /** `2001:db8::10/64`, `auto`, `dhcp`, `manual`; undefined: none */
  readonly ip6?: string
  readonly gw6?: string
  readonly mtu?: number
  /** The host sets the addresses: the guest's own files leave the card alone. */
  readonly hostManaged?: boolean
}

/** Everything about a container that is written into its own files. */
export interface GuestSettings {
  readonly vmid: number
  /** The config's `ostype`; undefined: what is found in the container. */
  readonly ostype?: string
  readonly hostname: string
  /** Separated by spaces or commas; undefined: as the host's. */
  readonly searchdomain?: string
  /** Separated by spaces or commas; undefined: as the host's. */
  readonly nameserver?: string
  /** The host's /etc/resolv.conf: for what is not set. `searchdomain` as above. */
  readonly hostResolver: { readonly searchdomain?: string; readonly nameservers: readonly string[] }
  readonly nets: readonly GuestNet[]
  /** Names of cards that the config had until now, where they are known: what is written for them goes, whatever they are called. */
  readonly formerCards?: readonly string[]
  /** `Europe/Berlin`, `host` (then `hostTimezone` counts); undefined: left alone */
  readonly timezone?: string
  readonly hostTimezone?: string
  /** Number of terminals, 0 to 6. */
  readonly tty: number
  /** Is there a /dev/console? */
  readonly console: boolean
  readonly unprivileged: boolean
  readonly nesting: boolean
  /** Only when it is made: crypt hash of root's password. */
  readonly rootPasswordHash?: string
  /** Only when it is made: lines for root's authorized_keys. */
  readonly sshKeys?: readonly string[]
  /** Only when it is made from a template: machine id, ssh host keys and times of daily jobs become its own. */
  readonly fresh?: boolean
}
