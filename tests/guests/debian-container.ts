/** Debian containers of a running product: their template, and what is seen and done inside. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from '../product.ts'
import { until } from '../until.ts'
import { debianTemplate } from './container-template.ts'

/** Puts the template on the storage `local`; answers its volume id. `release`: a codename. */
export async function offerDebian(product: Product, release?: string): Promise<string> {
  const { path, name } = await debianTemplate(release)
  const cache = join(product.root, 'var/lib/vz/template/cache')
  mkdirSync(cache, { recursive: true })
  cpSync(path, join(cache, name))
  return `local:vztmpl/${name}`
}

/** Runs a command inside, past the product, and answers what it printed. */
export function inside(product: Product, vmid: number, ...command: string[]): string {
  return execFileSync('lxc-attach', ['-P', join(product.root, 'var/lib/lxc'), '-n', String(vmid), '--', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

/** Waits until all that systemd is to start has started, and fails when anything of it has failed. */
export async function booted(product: Product, vmid: number): Promise<void> {
  const state = await until(`CT ${vmid} is up`, () => {
    const said = inside(product, vmid, 'sh', '-c', 'systemctl is-system-running || true')
    return ['running', 'degraded'].includes(said) && said
  })
  assert.equal(state, 'running', state === 'degraded' ? inside(product, vmid, 'systemctl', '--failed', '--no-legend') : '')
}
