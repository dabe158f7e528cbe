import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt, type Host } from '@quorate/host'
import { ContainerRuntime } from '../runtime/container-runtime.ts'
import { guestFolder, lxcConfigPath, lxcPath, rootMount } from '../runtime/lxc-paths.ts'
import { pidFile, writeRecord } from '../runtime/run-record.ts'
import { makeBusyboxRoot } from './busybox-root.ts'

const programs = ['lxc-start', 'lxc-attach', 'busybox']

/** Why containers cannot run here; false: they can. */
export function cannotRun(): string | false {
  if (process.getuid?.() !== 0) return 'containers need root'
  const missing = programs.filter(program => !existsSync(`/usr/bin/${program}`))
  if (missing.length) return `not installed: ${missing.join(', ')}`
  return readFileSync('/etc/subuid', 'utf8').includes('root:100000:') ? false : 'root has no range in /etc/subuid'
}

/** Users beside root, and a line that is none. */
const passwd = 'root:x:0:0:root:/root:/bin/sh\nbob:x:1000:1001::/home/bob:/bin/sh\nbroken\n'
const group = 'root:x:0:\nbob:x:1001:\nstaff:x:50:bob\n'

/** A running container that LXC alone has made, for tests of what is done in running ones. */
export class HandMadeContainer implements AsyncDisposable {
  readonly vmid = 100
  readonly host: Host
  readonly runtime: ContainerRuntime
  readonly #top = mkdtempSync(join(tmpdir(), 'quorate-ct-'))

  private constructor() {
    this.host = realHost(rootAt(this.#top, 'pve'), () => undefined)
    this.runtime = new ContainerRuntime(this.host)
  }

  /** Folder that is `/` inside. */
  get rootfs(): string {
    return rootMount(this.host.root, this.vmid)
  }

  static async start({ privileged = false, config = [] as readonly string[] } = {}): Promise<HandMadeContainer> {
    const container = new HandMadeContainer()
    const { host, vmid, rootfs } = container
    makeBusyboxRoot(rootfs, privileged ? 0 : 100_000)
    writeFileSync(join(rootfs, 'etc/passwd'), passwd)
    writeFileSync(join(rootfs, 'etc/group'), group)
    const folder = guestFolder(host.root, vmid)
    for (let at = folder; at !== tmpdir(); at = join(at, '..')) chmodSync(at, 0o755)
    const lines = [
      `lxc.rootfs.path = dir:${rootfs}`,
      'lxc.uts.name = ct',
      ...(privileged ? [] : ['lxc.idmap = u 0 100000 65536', 'lxc.idmap = g 0 100000 65536']),
      'lxc.mount.auto = proc:mixed sys:mixed',
      'lxc.tty.max = 0',
      ...config,
    ]
    writeFileSync(lxcConfigPath(host.root, vmid), lines.map(line => `${line}\n`).join(''))
    await writeRecord(host, { vmid, begun: 0, volumes: [], nics: [] })
    execFileSync('lxc-start', ['-P', lxcPath(host.root), '-n', String(vmid), '-d', '-p', pidFile(host.root, vmid)])
    return container
  }

  stop(): void {
    execFileSync('lxc-stop', ['-k', '-P', lxcPath(this.host.root), '-n', String(this.vmid)])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (await this.runtime.running(this.vmid)) this.stop()
    rmSync(this.#top, { recursive: true, force: true })
  }
}
