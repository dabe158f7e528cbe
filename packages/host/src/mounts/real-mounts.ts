import { closeSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema'
import { errorCode, errorReason, fileFailure } from '../files/file-failure.ts'
import type { Exec } from '../links/ip.ts'
import { mountInfo, type Mount } from '../mount-info.ts'
import { mountDeviceNodes } from './device-nodes.ts'
import { attachMount, copyMount, setMountAttributes, unmount } from './kernel-mounts.ts'
import { mappingNamespace } from './mapping-namespace.ts'
import { attributesOf } from './mount-words.ts'
import type { MountOptions, Mounts, MountSource, MountTarget } from './mounts.ts'
import { openSource, openTarget } from './open-ends.ts'
import { mountInto, unmountIn } from './other-namespace.ts'
import { stage } from './staging.ts'

function mountFailure(attempt: string, error: unknown): Failure {
  const reason = error instanceof Failure ? error.message : errorReason(error)
  return reason === undefined ? new Failure(attempt, { cause: error }) : new Failure(`${attempt}: ${reason}`)
}

const inUseMs = 2000
const lookAgainMs = 50

function below(folder: string): Mount[] {
  const top = folder.replace(/\/+$/, '')
  if (top === '') throw new Failure('the mounts of the machine itself are not ours')
  return mountInfo().filter(({ mountPoint }) => mountPoint === top || mountPoint.startsWith(`${top}/`))
}

/** Of a device that is mounted nowhere else: with this mount its file system ends. */
function isLast({ source, mountPoint }: Mount): boolean {
  return source.startsWith('/dev/') && !mountInfo().some(other => other.source === source && other.mountPoint !== mountPoint)
}

/** False: it was still in use at the end of our patience, and is detached. */
async function takeOff(path: string): Promise<boolean> {
  const until = performance.now() + inUseMs
  for (;;) {
    try {
      unmount(path)
      return true
    } catch (error) {
      // EINVAL: nothing is mounted there any more.
      if (errorCode(error) === 'EINVAL' || errorCode(error) === 'ENOENT') return true
      if (errorCode(error) !== 'EBUSY') throw fileFailure('unmount', path, error)
    }
    if (performance.now() > until) break
    await delay(lookAgainMs)
  }
  unmount(path, { lazily: true })
  return false
}

function setAttributes(mount: number, attributes: number, namespace: number | undefined): void {
  try {
    setMountAttributes(mount, attributes, namespace)
  } catch (error) {
    if (namespace !== undefined && errorCode(error) === 'EINVAL') throw new Failure('its file system cannot be mounted with an id map')
    throw error
  }
}

async function attach(path: string, target: MountTarget, options: MountOptions): Promise<void> {
  const idMap = typeof options.idMap === 'function' ? options.idMap(statSync(path).uid) : options.idMap
  using namespace = idMap ? await mappingNamespace(idMap) : undefined
  const mount = copyMount(path)
  try {
    setAttributes(mount, attributesOf(options), namespace?.fd)
    using folder = openTarget(target)
    attachMount(mount, folder.fd)
  } finally {
    closeSync(mount)
  }
}

/** `staging`: a folder of our own for mounts under way. */
export function realMounts(exec: Exec, staging: string, notice: (text: string) => void): Mounts {
  async function mount(source: MountSource, target: MountTarget, options: MountOptions): Promise<void> {
    if (source.kind === 'folder') {
      using from = openSource(source)
      return await attach(from.path, target, options)
    }
    await using staged = await stage(exec, staging, source, options)
    await attach(staged.path, target, options)
  }
  async function flush(mount: Mount): Promise<void> {
    if (!isLast(mount)) return
    const { code, stderr } = await exec('sync', ['--file-system', '--', mount.mountPoint], { okCodes: [0, 1] })
    if (code !== 0) notice(`what was written to ${mount.source} may not be on the disk: ${stderr.trim()}`)
  }
  return {
    below,
    async mount(source, target, options = {}) {
      try {
        await mount(source, target, options)
      } catch (error) {
        throw mountFailure(`cannot mount ${source.path} at ${target.path} below ${target.root}`, error)
      }
    },
    async mountInto(process, folder, path) {
      try {
        await mountInto(process, folder, path)
      } catch (error) {
        throw mountFailure(`cannot mount ${folder} at ${path} of process ${process.pid}`, error)
      }
    },
    async unmountIn(process, path) {
      try {
        await unmountIn(process, path)
      } catch (error) {
        throw mountFailure(`cannot unmount ${path} of process ${process.pid}`, error)
      }
    },
    async mountNodes(folder, nodes) {
      try {
        mountDeviceNodes(folder, nodes)
      } catch (error) {
        throw mountFailure(`cannot make device nodes in ${folder}`, error)
      }
    },
    async flushBelow(folder) {
      for (const mount of below(folder)) await flush(mount)
    },
    async unmountBelow(folder) {
      for (const mount of below(folder).toReversed()) {
        const { mountPoint } = mount
        // The kernel would do it within the call, and this process stand still for as long.
        await flush(mount)
        if (!(await takeOff(mountPoint))) notice(`${mountPoint} is still in use: it was detached and goes away with its last user`)
      }
    },
  }
}
