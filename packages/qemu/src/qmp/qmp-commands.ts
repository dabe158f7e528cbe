/** Answers of the QMP commands that are used, as far as they are looked at. Commands not listed answer `unknown`. */
export interface QmpAnswers {
  'query-status': { status: string; running: boolean }
  'query-version': { qemu: { major: number; minor: number; micro: number }; package: string }
  'query-block': {
    device: string
    qdev?: string
    inserted?: { file: string; 'node-name'?: string; ro: boolean; drv: string; image?: { 'virtual-size': number } }
    removable: boolean
    locked: boolean
    tray_open?: boolean
  }[]
  'query-named-block-nodes': { 'node-name'?: string; drv: string; file: string; ro: boolean; image: { 'virtual-size': number } }[]
  'query-blockstats': { device?: string; qdev?: string; 'node-name'?: string; stats: Record<string, unknown> }[]
  'query-block-jobs': {
    type: string
    device: string
    len: number
    offset: number
    busy: boolean
    paused: boolean
    ready: boolean
    status: string
    'io-status': string
    error?: string
  }[]
  'query-jobs': { id: string; type: string; status: string; 'current-progress': number; 'total-progress': number; error?: string }[]
  'query-balloon': { actual: number }
  'query-cpus-fast': { 'cpu-index': number; 'qom-path': string; 'thread-id': number; props?: Record<string, number> }[]
  'query-hotpluggable-cpus': { type: string; 'vcpus-count': number; props: Record<string, number>; 'qom-path'?: string }[]
  'query-memory-size-summary': { 'base-memory': number; 'plugged-memory'?: number }
  'query-memory-devices': { type: string; data: Record<string, unknown> }[]
  'query-migrate': {
    status?: string
    ram?: { transferred: number; remaining: number; total: number; 'dirty-sync-count': number; mbps: number }
    'error-desc'?: string
    'blocked-reasons'?: string[]
    'total-time'?: number
    downtime?: number
    'expected-downtime'?: number
  }
  'query-pci': { bus: number; devices: PciDevice[] }[]
  'query-machines': { name: string; alias?: string; 'cpu-max': number; 'is-default'?: boolean; deprecated?: boolean }[]
  'query-kvm': { enabled: boolean; present: boolean }
  'query-vnc': { enabled: boolean; clients?: unknown[] }
  'query-chardev': { label: string; filename: string; 'frontend-open': boolean }[]
  'query-commands': { name: string }[]
  'query-qmp-schema': Record<string, unknown>[]
  'query-cpu-definitions': { name: string; deprecated?: boolean }[]
  'qom-list-types': { name: string; parent?: string }[]
  'qom-list': { name: string; type: string }[]
  'device-list-properties': { name: string; type: string }[]
  'query-yank': { type: string; 'node-name'?: string }[]
  'human-monitor-command': string
}

export interface PciDevice {
  readonly bus: number
  readonly slot: number
  readonly function: number
  readonly qdev_id: string
  readonly pci_bridge?: { devices?: PciDevice[] }
}

export type QmpAnswer<C extends string> = C extends keyof QmpAnswers ? QmpAnswers[C] : unknown

export interface QmpEvent {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  readonly timestamp: { readonly seconds: number; readonly microseconds: number }
}
