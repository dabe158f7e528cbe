import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOffline } from '@quorate/cluster'
import { rootAt } from '@quorate/host'
import { checkout, type Product } from '../product.ts'

export interface FloorServer extends AsyncDisposable {
  readonly pid: number
  readonly port: number
}

/** Runs one of the servers that ours stand beside, with the certificate of the product: both do the same cryptography. */
export async function startFloor(file: 'fastify-floor.ts' | 'https-floor.ts', product: Product): Promise<FloorServer> {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-bench-'))
  const files: string[] = []
  using config = openOffline(rootAt(product.root, product.node))
  for (const name of ['pve-ssl.pem', 'pve-ssl.key']) {
    files.push(join(folder, name))
    writeFileSync(join(folder, name), config.read(`nodes/${product.node}/${name}`)?.text ?? '', { mode: 0o600 })
  }
  const child = fork(join(checkout, 'packages/server/bench/servers', file), files, { execArgv: [] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port?: number }) => resolve(message.port ?? 0))
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
  rmSync(folder, { recursive: true })
  return {
    pid: child.pid ?? 0,
    port,
    async [Symbol.asyncDispose]() {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}
