/** One template of a list, as the API shows it. Every member but texts for people has been checked. */
export interface IndexEntry {
  /** Name of its file: `debian-12-standard_12.7-1_amd64.tar.zst` */
  readonly template: string
  /** Absolute address of its file. */
  readonly location: string
  /** Address below which the list lies. */
  readonly source: string
  readonly package: string
  readonly version: string
  readonly type: 'lxc' | 'openvz'
  readonly os: string
  readonly section: string
  readonly architecture: string
  readonly headline: string
  readonly description: string
  readonly maintainer?: string
  readonly certified?: string
  readonly infopage?: string
  readonly manageurl?: string
  readonly sha512sum?: string
  readonly md5sum?: string
}
