import type { DriveConfig } from '../plan/vm-config.ts'
import type { HostFacts, ResolvedVolume } from '../plan/vm-facts.ts'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'

/** How a drive is read and written on the host. */
export interface DriveCache {
  /** Past the host's page cache (O_DIRECT). */
  readonly direct: boolean
  /** The guest's flushes are ignored. */
  readonly noFlush: boolean
  /** False: the guest sees a disk without write cache, every write is flushed. */
  readonly writeBack: boolean
  readonly aio: 'io_uring' | 'native' | 'threads'
  /** What was asked for and is not possible here. */
  readonly warning: string | undefined
}

const modes: Readonly<Record<string, { direct: boolean; noFlush: boolean; writeBack: boolean }>> = {
  none: { direct: true, noFlush: false, writeBack: true },
  directsync: { direct: true, noFlush: false, writeBack: false },
  writethrough: { direct: false, noFlush: false, writeBack: false },
  writeback: { direct: false, noFlush: false, writeBack: true },
  unsafe: { direct: false, noFlush: true, writeBack: true },
}

/**
 * cache: none is the default of a disk, the page cache that of a CD. Linux's native AIO needs O_DIRECT; io_uring is
 * preferred where QEMU, the kernel and the storage can.
 */
export function driveCache(key: string, drive: DriveConfig, volume: ResolvedVolume, qemu: QemuCapabilities, host: HostFacts): DriveCache {
  const wanted = modes[drive.cache ?? (drive.media === 'cdrom' ? 'writeback' : 'none')] ?? modes['none']!
  const direct = wanted.direct && volume.directIo
  let warning =
    wanted.direct && !direct && drive.cache !== undefined
      ? `${key}: cache=${drive.cache} needs O_DIRECT, which its storage cannot do; the page cache is used`
      : undefined
  const ring = qemu.aio.includes('io_uring') && host.ioUring !== false
  let aio: DriveCache['aio']
  if (drive.aio === 'native' && !direct) {
    aio = 'threads'
    warning ??= `${key}: aio=native needs O_DIRECT (cache=none or directsync); threads are used`
  } else if (drive.aio === 'io_uring' && !ring) {
    aio = direct ? 'native' : 'threads'
    warning ??= `${key}: aio=io_uring is not possible on this node; ${aio} is used`
  } else if (drive.aio !== undefined) aio = drive.aio as DriveCache['aio']
  else if (ring && !volume.avoidIoUring) aio = 'io_uring'
  else aio = direct ? 'native' : 'threads'
  return { direct, noFlush: wanted.noFlush, writeBack: wanted.writeBack, aio, warning }
}
