/** A VM's config, decoded. Keys and members are named as in the file. */
export interface DriveConfig {
  file: string
  media?: string
  format?: string
  size?: string
  cache?: string
  aio?: string
  discard?: string
  detect_zeroes?: boolean
  iothread?: boolean
  ssd?: boolean
  serial?: string
  wwn?: string
  model?: string
  vendor?: string
  product?: string
  ro?: boolean
  snapshot?: boolean
  rerror?: string
  werror?: string
  queues?: number
  scsiblock?: boolean
  [throttle: string]: unknown
}
export interface NetConfig {
  model: string
  macaddr?: string
  bridge?: string
  tag?: number
  trunks?: string
  mtu?: number
  queues?: number
  rate?: number
  link_down?: boolean
  firewall?: boolean
}
export interface VmConfig {
  name?: string
  acpi?: boolean
  affinity?: string
  agent?: { enabled: boolean; type?: string }
  'allow-ksm'?: boolean
  arch?: string
  args?: string
  audio0?: { device: string; driver?: string }
  balloon?: number
  bios?: string
  boot?: string
  bootdisk?: string
  cdrom?: DriveConfig
  cores?: number
  cpu?: string
  cpulimit?: number
  cpuunits?: number
  efidisk0?: DriveConfig & { efitype?: string; 'pre-enrolled-keys'?: boolean }
  freeze?: boolean
  hotplug?: string
  hugepages?: string
  ivshmem?: { size: number; name?: string }
  keyboard?: string
  kvm?: boolean
  localtime?: boolean
  machine?: { type?: string; viommu?: string; 'enable-s3'?: boolean; 'enable-s4'?: boolean; 'aw-bits'?: number }
  memory?: { current: number }
  numa?: boolean
  ostype?: string
  reboot?: boolean
  rng0?: { source: string; max_bytes?: number; period?: number }
  scsihw?: string
  smbios1?: string
  smp?: number
  sockets?: number
  startdate?: string
  tablet?: boolean
  tdf?: boolean
  tpmstate0?: { file: string; version?: string }
  vcpus?: number
  vga?: { type?: string; memory?: number; clipboard?: string }
  vmgenid?: string
  watchdog?: { model?: string; action?: string }
  [key: string]: unknown
}
