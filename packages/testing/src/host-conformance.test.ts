import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { fakeHost } from './fake-host.ts'
import { hostConformance } from './host-conformance.ts'

hostConformance('the real', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-host-'))
  const children: ReturnType<typeof spawn>[] = []
  return {
    host: realHost(rootAt(folder, 'pve')),
    folder,
    async startProcess() {
      const child = spawn('sleep', ['30'], { stdio: 'ignore' })
      children.push(child)
      await once(child, 'spawn')
      return child.pid ?? 0
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill('SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
})

hostConformance('the fake', async () => {
  const host = fakeHost()
  await host.files.makeDirectory('/work')
  host.programs.script('sh', ([, command]) => {
    if (command === 'echo one; echo two') return 'one\ntwo\n'
    if (command === 'sleep 20') return { takesMs: 20_000 }
    return { code: 3, stderr: 'bad\n' }
  })
  return {
    host,
    folder: '/work',
    startProcess: async () => host.processes.spawn(['sleep', '30']),
    async [Symbol.asyncDispose]() {},
  }
})
