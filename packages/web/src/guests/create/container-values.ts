export interface MountValues {
  readonly storage: string
  /** GiB */
  readonly size: string
  readonly path: string
  readonly backup: boolean
}

export interface ContainerNicValues {
  readonly name: string
  readonly bridge: string
  readonly vlan: string
  readonly mac: string
  readonly firewall: boolean
  /** `dhcp`, `manual` or `10.0.0.5/24`; empty: none */
  readonly ip: string
  readonly gateway: string
  readonly ip6: string
  readonly gateway6: string
}

/** The form of a new container. Numbers are as typed. */
export interface ContainerValues {
  readonly node: string
  readonly vmid: string
  readonly hostname: string
  readonly count: string
  readonly pool: string
  readonly tags: readonly string[]
  readonly description: string
  readonly onboot: boolean
  readonly start: boolean
  readonly templateStorage: string
  /** A template that is there: `local:vztmpl/debian.tar.zst` */
  readonly template: string
  /** One that is fetched first, by its name in the list of available ones. */
  readonly download: string
  readonly unprivileged: boolean
  readonly nesting: boolean
  readonly keyctl: boolean
  readonly fuse: boolean
  /** Empty: the template says it. */
  readonly os: string
  readonly password: string
  readonly sshkeys: string
  readonly rootStorage: string
  /** GiB */
  readonly rootSize: string
  readonly mounts: readonly MountValues[]
  readonly cores: string
  readonly cpulimit: string
  /** MiB */
  readonly memory: string
  readonly swap: string
  readonly nets: readonly ContainerNicValues[]
  readonly nameserver: string
  readonly searchdomain: string
}

export interface ContainerPlace {
  readonly node: string
  readonly roots: string
  readonly templates: string
  readonly bridge: string
}

export const newMount = (storage: string, path: string): MountValues => ({ storage, size: '8', path, backup: true })

export const newContainerNic = (index: number, bridge: string): ContainerNicValues => ({
  name: `eth${index}`,
  bridge,
  vlan: '',
  mac: '',
  firewall: true,
  ip: 'dhcp',
  gateway: '',
  ip6: '',
  gateway6: '',
})

export const newContainer = (place: ContainerPlace): ContainerValues => ({
  node: place.node,
  vmid: '',
  hostname: '',
  count: '1',
  pool: '',
  tags: [],
  description: '',
  onboot: false,
  start: true,
  templateStorage: place.templates,
  template: '',
  download: '',
  unprivileged: true,
  nesting: true,
  keyctl: false,
  fuse: false,
  os: '',
  password: '',
  sshkeys: '',
  rootStorage: place.roots,
  rootSize: '8',
  mounts: [],
  cores: '1',
  cpulimit: '',
  memory: '512',
  swap: '512',
  nets: place.bridge === '' ? [] : [newContainerNic(0, place.bridge)],
  nameserver: '',
  searchdomain: '',
})
