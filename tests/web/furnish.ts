/** Fills a product with one of everything that the interface shows, under names that are hard to show. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addFolderContainer } from '../guests/busybox-container.ts'
import type { Product } from '../product.ts'
import { until } from '../until.ts'

const markup = '<b>bold</b><img src=x onerror=alert(1)>'
const rightToLeft = 'שלום עולם \u202Eabc'
const long = `${rightToLeft} ${markup} `.padEnd(200, 'unbroken')
const notes = `# ${markup}\n\n${rightToLeft}\n\n${'unbroken'.repeat(25)}\n\n| a | b |\n|--|--|\n| 1 | 2 |\n`

/** What addresses need to know of it. */
export interface Furnishing {
  readonly upid: string
  /** Of a configuration file: `12/user.cfg`. */
  readonly change: string
  readonly iso: string
  readonly disk: string
  readonly backup: string
}

async function guests(product: Product): Promise<string> {
  const vms = `/nodes/${product.node}/qemu`
  await product.task('POST', vms, {
    vmid: 100,
    name: `vm-${'x'.repeat(60)}`,
    memory: 64,
    scsi0: 'local:1,format=qcow2',
    ide2: 'local:cloudinit',
    net0: 'virtio,bridge=vmbr0',
    tags: 'red;a-very-long-tag-that-does-not-end-for-a-while',
    description: notes,
  })
  const upid = await product.ok('POST', `${vms}/100/snapshot`, { snapname: 'before', description: long })
  await product.taskEnd(upid)
  await product.task('POST', vms, { vmid: 101, name: 'golden', memory: 64, scsi0: 'local:1', description: markup })
  await product.task('POST', `${vms}/101/template`)
  addFolderContainer(product, 102, ['unprivileged: 1', 'hostname: ct102', 'net0: name=eth0,bridge=vmbr0,type=veth'])
  await until('the product sees the container', async () => (await product.ok('GET', `/nodes/${product.node}/lxc`)).length === 1)
  await product.ok('PUT', `/nodes/${product.node}/lxc/102/config`, { description: notes })
  return upid
}

async function access(product: Product): Promise<void> {
  await product.ok('POST', '/access/groups', { groupid: 'crew', comment: long })
  await product.ok('POST', '/access/users', {
    userid: 'joe@pve',
    password: 'joes-password',
    firstname: markup,
    lastname: rightToLeft,
    comment: long,
    groups: 'crew',
  })
  await product.ok('POST', '/access/users/joe@pve/token/ci', { comment: long })
  await product.ok('POST', '/access/roles', { roleid: 'Watcher', privs: 'VM.Audit,Sys.Audit' })
  await product.ok('PUT', '/access/acl', { path: '/vms/100', roles: 'Watcher', groups: 'crew' })
  await product.ok('PUT', '/access/acl', { path: '/', roles: 'Watcher', tokens: 'joe@pve!ci' })
  await product.ok('POST', '/pools', { poolid: 'lab', comment: long })
  await product.ok('PUT', '/pools', { poolid: 'lab', vms: '100', storage: 'local' })
}

async function storage(product: Product): Promise<void> {
  const local = join(product.root, 'var/lib/vz')
  for (const [folder, name] of [
    ['template/iso', `${'long-'.repeat(30)}.iso`],
    ['template/cache', 'small_1.0_amd64.tar.zst'],
    ['dump', 'vzdump-qemu-100-2026_01_01-00_00_00.vma.zst'],
  ] as const) {
    mkdirSync(join(local, folder), { recursive: true })
    writeFileSync(join(local, folder, name), 'content')
  }
  writeFileSync(join(local, 'dump/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst.notes'), long)
  await product.ok('PUT', '/storage/local', { content: 'images,rootdir,iso,vztmpl,backup,import,snippets' })
  const path = join(product.root, 'second')
  mkdirSync(path)
  await product.ok('POST', '/storage', { storage: 'second', type: 'dir', path, content: 'images' })
  await product.ok('POST', '/cluster/mapping/dir', { id: 'share', map: [`node=${product.node},path=${path}`], description: long })
}

export async function furnish(product: Product): Promise<Furnishing> {
  await storage(product)
  const upid = await guests(product)
  await access(product)
  const changes: { readonly revision: number; readonly path: string }[] = await product.ok('GET', '/cluster/history?limit=1')
  const change = changes[0]
  if (!change) throw new Error('no file of the configuration has a history')
  const volumes: { readonly volid: string }[] = await product.ok('GET', `/nodes/${product.node}/storage/local/content`)
  const volume = (part: string) => {
    const found = volumes.find(({ volid }) => volid.includes(part))
    if (!found) throw new Error(`no volume on local has ${part} in its name: ${volumes.map(({ volid }) => volid).join(' ')}`)
    return found.volid
  }
  return {
    upid,
    change: `${change.revision}/${change.path}`,
    iso: volume('.iso'),
    disk: volume('vm-100-disk'),
    backup: volume('vzdump'),
  }
}
