/** Ansible's module for templates of containers, as Debian ships it, against the product and a list that somebody signed. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { indexRecord, indexServer, publisherKey, type IndexServer } from '@quorate/templates/testing'
import { Product } from '../../product.ts'
import { ansibleThere, changes, play } from './ansible-run.ts'

const skip = ansibleThere ? false : 'the Debian package ansible is not installed'
const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-ansible-template-'))
const twice = [true, false]
const listed = 'debian-12-standard_12.1-1_amd64.tar.zst'
const own = join(scratch, 'our-base_1.0-1_amd64.tar.gz')
const published = randomBytes(3 << 20)
const cached = (name: string) => join(product.root, 'var/lib/vz/template/cache', name)
let server: IndexServer

before(async () => {
  if (skip) return
  server = await indexServer()
  await product.start()
  await product.login()
  using key = publisherKey('publisher')
  server.publish('aplinfo.dat', indexRecord(listed, published), key)
  server.files.set(`images/${listed}`, published)
  const tree = join(product.root, 'etc/pve')
  mkdirSync(join(tree, 'template-keyrings'))
  writeFileSync(join(tree, 'template-keyrings/publisher.asc'), key.armored)
  writeFileSync(join(tree, 'template-index.cfg'), `index: own\n\turl ${server.url}aplinfo.dat\n`)
  const { code, error } = await product.run('pveam', 'update')
  assert.equal(code, 0, error)
})
after(async () => {
  await product.destroy()
  await server?.[Symbol.asyncDispose]()
  rmSync(scratch, { recursive: true })
})

test('proxmox_template uploads, downloads and removes templates, each only once', { skip }, async () => {
  const content = randomBytes(5 << 20)
  writeFileSync(own, content)
  const results = await play(product, 'template.yml', scratch, { file: own, listed })
  assert.deepEqual(changes(results), {
    upload: twice,
    'upload again by force': true,
    download: twice,
    'download again by force': true,
    'download what no list names': changes(results)['download what no list names'],
    remove: twice,
  })
  assert.match(String(changes(results)['download what no list names']), /^failed: .*400 Bad Request/)
  assert.deepEqual(readFileSync(cached('our-base_1.0-1_amd64.tar.gz')), content)
  assert.equal(existsSync(cached(listed)), false)
  assert.equal(server.asked.filter(path => path === `images/${listed}`).length, 1)
  const tasks = (await product.ok('GET', `/nodes/${product.node}/tasks?source=all`)) as { type: string; status?: string }[]
  const ends = (type: string) => tasks.filter(task => task.type === type).map(task => task.status)
  assert.deepEqual(
    [ends('imgcopy'), ends('download')],
    [
      ['OK', 'OK'],
      ['OK', 'OK'],
    ],
  )
})
