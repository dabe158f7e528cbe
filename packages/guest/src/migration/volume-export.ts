import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { endProcess } from '../pid-file.ts'
import { authorizedObject, credentialsObject, migrationFolder, peerObject, tlsFolder, tlsObject } from './tls-folder.ts'
import type { OtherNodes } from './other-nodes.ts'
import { socketAddress, type StreamPlace } from './stream-place.ts'

export interface ExportedVolume {
  /** Under which the other node asks for it. */
  readonly name: string
  readonly path: string
  readonly block: boolean
  /** `raw` also where the file is to be written as it is, whatever it holds. */
  readonly format: string
}

export interface ExportRequest {
  readonly vmid: number
  readonly place: StreamPlace
  /** The only node that may connect; undefined: without encryption, and whoever knows the names. */
  readonly peer: string | undefined
  readonly volumes: readonly ExportedVolume[]
}

const pidfile = (host: Host, vmid: number): string => join(migrationFolder(host.root), `${vmid}.export.pid`)

/** Lets another node write into new volumes of this one by NBD. A program does it until `endExport`. */
export async function startExport(host: Host, nodes: OtherNodes | undefined, request: ExportRequest): Promise<void> {
  const { vmid, volumes, peer, place } = request
  const file = pidfile(host, vmid)
  await host.files.makeDirectory(migrationFolder(host.root), 0o700)
  const objects = peer === undefined ? [] : [credentialsObject(await tlsFolder(host, nodes?.credentials()), 'server'), peerObject(peer)]
  const server = {
    addr: socketAddress(place),
    ...(peer === undefined ? {} : { 'tls-creds': tlsObject, 'tls-authz': authorizedObject }),
  }
  const blocks = volumes.flatMap(({ path, block, format }, at) => [
    { driver: block ? 'host_device' : 'file', filename: path, discard: 'unmap', 'node-name': `file${at}` },
    { driver: format, file: `file${at}`, discard: 'unmap', 'node-name': `volume${at}` },
  ])
  const exports = volumes.map(({ name }, at) => ({ type: 'nbd', id: `export${at}`, 'node-name': `volume${at}`, name, writable: true }))
  const option = (name: string) => (value: object) => [name, JSON.stringify(value)]
  await host.exec(
    'qemu-storage-daemon',
    [
      '--daemonize',
      '--pidfile',
      file,
      ...objects.flatMap(option('--object')),
      ...blocks.flatMap(option('--blockdev')),
      ...option('--nbd-server')(server),
      ...exports.flatMap(option('--export')),
    ],
    { timeoutMs: 30_000 },
  )
}

/** No error when there is none. */
export async function endExport(host: Host, vmid: number): Promise<void> {
  const path = pidfile(host, vmid)
  await endProcess(host, { path, mark: path })
  await host.files.remove(path)
}
