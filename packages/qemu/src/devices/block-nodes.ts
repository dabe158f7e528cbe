import type { DriveConfig } from '../plan/vm-config.ts'
import type { ResolvedVolume } from '../plan/vm-facts.ts'
import type { BlockNode, ObjectPlan } from '../plan/vm-plan.ts'
import type { DriveCache } from './drive-cache.ts'
import { driveLimits, setLimits } from './drive-limits.ts'

/** Names of a drive's block nodes, from the guest's side down to the file. */
export function nodeNames(key: string): { top: string; format: string; file: string; throttleGroup: string } {
  return { top: `drive-${key}`, format: `fmt-${key}`, file: `file-${key}`, throttleGroup: `throttle-drive-${key}` }
}

export interface NodeOptions {
  readonly readonly: boolean
  /** A throttle filter on top, so that limits can be changed while the guest runs. */
  readonly throttle: boolean
  /** bytes the guest sees of a raw volume that is larger */
  readonly size?: number
}

/** The chain file -> format -> throttle; without throttle the format node has the top's name. In the order in which to add them. */
export function blockNodes(
  key: string,
  drive: DriveConfig,
  volume: ResolvedVolume,
  cache: DriveCache,
  options: NodeOptions,
): { objects: ObjectPlan[]; nodes: BlockNode[] } {
  const names = nodeNames(key)
  const shared = {
    cache: { direct: cache.direct, 'no-flush': cache.noFlush },
    discard: drive.discard === 'on' && !options.readonly ? 'unmap' : 'ignore',
    'read-only': options.readonly,
  }
  const zeroes =
    options.readonly || drive.detect_zeroes === false || drive.media === 'cdrom' ? 'off' : drive.discard === 'on' ? 'unmap' : 'on'
  const file: BlockNode = volume.protocol
    ? { ...volume.protocol, ...shared, 'node-name': names.file }
    : { driver: volume.blockDevice ? 'host_device' : 'file', filename: volume.path, aio: cache.aio, ...shared, 'node-name': names.file }
  const format: BlockNode = {
    driver: volume.format,
    file: names.file,
    ...shared,
    'detect-zeroes': zeroes,
    ...(volume.format === 'raw' && options.size !== undefined ? { size: options.size } : {}),
    'node-name': options.throttle ? names.format : names.top,
  }
  if (!options.throttle) return { objects: [], nodes: [file, format] }
  return {
    objects: [{ 'qom-type': 'throttle-group', id: names.throttleGroup, limits: setLimits(driveLimits(drive)) }],
    nodes: [
      file,
      format,
      {
        driver: 'throttle',
        'throttle-group': names.throttleGroup,
        file: names.format,
        'read-only': options.readonly,
        'node-name': names.top,
      },
    ],
  }
}
