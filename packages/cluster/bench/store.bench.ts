// How fast the config store and its mount are, beside what pmxcfs of Proxmox VE does on comparable hardware.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectStore, openOffline } from '@quorate/cluster'
import { rootAt } from '@quorate/host'

const guests = 5000
const author = { authid: 'root@pam' }
const text =
  'cores: 2\nmemory: 2048\nname: guest\nnet0: virtio=BC:24:11:00:00:01,bridge=vmbr0\nscsi0: local:100/vm-100-disk-0.qcow2,size=32G\n'.repeat(
    4,
  )

function report(what: string, perSecond: number, floor?: { name: string; perSecond: number }): void {
  const beside = floor ? `   ${(perSecond / floor.perSecond).toFixed(2)} x ${floor.name} (${floor.perSecond.toLocaleString('en')})` : ''
  console.log(`${what.padEnd(44)} ${Math.round(perSecond).toLocaleString('en').padStart(10)} /s${beside}`)
}

async function rate(count: number, work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return (count * 1000) / (performance.now() - start)
}

const folder = mkdtempSync(join(tmpdir(), 'quorate-bench-'))
const root = rootAt(folder, 'pve')
const child = spawn(process.execPath, [join(import.meta.dirname, '../src/testing-process.ts'), folder, 'mount'], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
try {
  const [{ mounted }] = await once(child, 'message')
  const store = await connectStore(root)
  const commit = (vmid: number) => store.commit([{ op: 'write', path: `nodes/pve/qemu-server/${vmid}.conf`, text }], author)

  report(
    'commits, one after the other',
    await rate(1000, async () => {
      for (let i = 0; i < 1000; i++) await commit(100 + i)
    }),
  )
  report(
    'commits, 64 at a time',
    await rate(guests, async () => {
      for (let i = 0; i < guests; i += 64)
        await Promise.all(Array.from({ length: Math.min(64, guests - i) }, (_, k) => commit(100 + i + k)))
    }),
  )

  using reader = openOffline(root)
  const start = performance.now()
  const all = reader.changedSince('nodes/pve/qemu-server', 0)
  console.log(
    `first load of ${all.files.length} guest configs`.padEnd(44),
    `${(performance.now() - start).toFixed(1).padStart(10)} ms   (limit 150 ms)`,
  )
  report(
    '"has anything changed" over all of them',
    await rate(100_000, () => {
      for (let i = 0; i < 100_000; i++) reader.changedSince('nodes/pve/qemu-server', all.revision)
    }),
  )
  report(
    'read of one config',
    await rate(50_000, () => {
      for (let i = 0; i < 50_000; i++) reader.read('nodes/pve/qemu-server/777.conf')
    }),
  )
  report(
    'update() of one file by two at once',
    await rate(400, async () => {
      await using other = { client: await connectStore(root), [Symbol.asyncDispose]: () => other.client.close() }
      const add = (was: string | undefined) => String(Number(was ?? 0) + 1)
      await Promise.all(
        [store, other.client].map(async one => {
          for (let i = 0; i < 200; i++) await one.update('counter', author, add)
        }),
      )
    }),
  )

  if (mounted) {
    const at = (name: string) => join(root.configMount, name)
    const pmxcfs = (perSecond: number) => ({ name: 'pmxcfs', perSecond })
    const buffer = Buffer.alloc(8192)
    const count = 3000
    report(
      'mount: create, write, close',
      await rate(count, () => {
        for (let i = 0; i < count; i++) writeFileSync(at(`file-${i}`), text)
      }),
      pmxcfs(4690),
    )
    report(
      'mount: open, read, close',
      await rate(count * 3, () => {
        for (let i = 0; i < count * 3; i++) {
          const fd = openSync(at(`file-${i % count}`), 'r')
          readSync(fd, buffer, 0, buffer.length, 0)
          closeSync(fd)
        }
      }),
      pmxcfs(14_900),
    )
    report(
      'mount: stat',
      await rate(count * 5, () => {
        for (let i = 0; i < count * 5; i++) statSync(at(`file-${i % count}`))
      }),
      pmxcfs(28_900),
    )
  } else console.log('mount: not measured, the tree cannot be mounted here')
  await store.close()
} finally {
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(folder, { recursive: true, force: true })
}
