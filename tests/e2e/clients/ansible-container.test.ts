/** Ansible's modules for containers and their templates, as Debian ships them, against the product. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { debianTemplate, type ContainerTemplate } from '../../guests/container-template.ts'
import { Product } from '../../product.ts'
import { ansibleThere, changes, play } from './ansible-run.ts'

const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-ansible-container-'))
const bridge = 'qrtansible'
const twice = [true, false]
let template: ContainerTemplate

before(async () => {
  template = await debianTemplate()
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge'])
  await product.start()
  await product.login()
})
after(async () => {
  await product.destroy()
  execFileSync('ip', ['link', 'del', bridge])
  rmSync(scratch, { recursive: true })
})

function skipped(t: TestContext): boolean {
  if (!ansibleThere) t.skip('the Debian package ansible is not installed')
  return !ansibleThere
}

test('proxmox creates, starts, restarts, stops and removes containers, each only once', async t => {
  if (skipped(t)) return
  const cache = join(product.root, 'var/lib/vz/template/cache')
  mkdirSync(cache, { recursive: true })
  copyFileSync(template.path, join(cache, template.name))
  const results = await play(product, 'container.yml', scratch, {
    template: `local:vztmpl/${template.name}`,
    bridge,
    key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0nQ8kTt0y9H0yqGqYyVw3Zl1m2n3o4p5q6r7s8t9u0 me@example.com',
  })
  assert.deepEqual(changes(results), {
    create: true,
    'create again': false,
    "create with the disk's size alone": true,
    start: twice,
    restart: true,
    'snapshot is refused where the storage has none': changes(results)['snapshot is refused where the storage has none'],
    stop: twice,
    'remove by name': true,
    remove: twice,
  })
  assert.match(String(changes(results)['snapshot is refused where the storage has none']), /^failed: .*snapshot/i)
  assert.deepEqual(await product.ok('GET', `/nodes/${product.node}/lxc`), [])
})
