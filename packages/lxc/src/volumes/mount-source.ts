import type { MountSource } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { MountPlan } from '../plan/container-plan.ts'
import type { LxcServices } from '../services.ts'

export interface FoundSource {
  readonly source: MountSource
  /** The storage gives it out for reading only: a base image. */
  readonly readOnly: boolean
}

type Services = Pick<LxcServices, 'host' | 'storage'>

async function volumeSource({ storage }: Services, { key, source }: MountPlan): Promise<FoundSource> {
  const volume = await storage.resolve(source).catch((error: unknown) => {
    throw new Failure(`${key}: volume '${source}' cannot be used`, { cause: error })
  })
  const { path, base } = volume
  // Links on the way to a storage are an administrator's.
  if (volume.kind === 'folder') return { source: { kind: 'folder', path, throughLinks: true }, readOnly: base }
  if (volume.format !== 'raw')
    throw new Failure(`${key}: volume '${source}' has the format ${volume.format}; a container needs raw or subvol`)
  return { source: { kind: volume.kind === 'block' ? 'device' : 'image', path }, readOnly: base }
}

async function pathSource({ host }: Services, { key, source }: MountPlan): Promise<FoundSource> {
  const stat = await host.files.stat(source)
  if (!stat) throw new Failure(`${key}: '${source}' does not exist on node ${host.root.node}`)
  if (stat.kind === 'block') return { source: { kind: 'device', path: source }, readOnly: false }
  return { source: { kind: 'folder', path: source }, readOnly: false }
}

/** What is to be mounted for a mount point. Volumes must be activated. Fails with the key of what is not there. */
export function mountSource(services: Services, mount: MountPlan): Promise<FoundSource> {
  return mount.volume ? volumeSource(services, mount) : pathSource(services, mount)
}
