/**
 * Every format of a cloud-init drive, made by the product, is read by a real cloud-init: that of the test guest's disk, run in
 * namespaces on an overlay. Quicker than three boots, and with the same words of cloud-init in the end.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { cloudLinuxDisk, rootOffset } from '../guests/cloud-linux.ts'
import { Product } from '../product.ts'

const product = new Product()
const folder = mkdtempSync(join(tmpdir(), 'quorate-cloud-init-'))
const keys = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbmKzH3s5JmVxkkVvzO3aG3w3FZcJ0c1b6oJm6R7l7k joe@desk',
  'ssh-rsa AAAAB3NzaC1yc2E= joe@lap top',
]

const formats = [
  { citype: 'nocloud', seed: 'nocloud', source: 'NoCloud', label: 'cidata' },
  { citype: 'configdrive2', seed: 'config_drive', source: 'ConfigDrive', label: 'config-2' },
  { citype: 'opennebula', seed: 'opennebula', source: 'OpenNebula', label: 'CONTEXT' },
]

/** Unpacks the image on a cloud-init volume; answers its label. */
function unpack(volume: string, to: string): string {
  const iso = `${to}.iso`
  execFileSync('qemu-img', ['convert', '-O', 'raw', volume, iso])
  const isoinfo = (...args: string[]) => execFileSync('isoinfo', ['-i', iso, '-R', ...args], { encoding: 'utf8' })
  const tree = isoinfo('-l').split(/^Directory listing of /m)
  for (const part of tree.slice(1)) {
    const [path = '', ...lines] = part.split('\n')
    const names = lines.filter(line => /^\s*-/.test(line)).map(line => line.trim().split(/\s+/).at(-1) as string)
    for (const name of names) {
      const file = join(path.trim(), name)
      mkdirSync(join(to, dirname(file)), { recursive: true })
      writeFileSync(join(to, file), isoinfo('-x', file))
    }
  }
  return /^Volume id: (.*)$/m.exec(isoinfo('-d'))?.[1] ?? ''
}

/** What cloud-init made of the files, by the name of the section. */
function runCloudInit(files: string, seed: string, source: string): Record<string, string> {
  const work = mkdtempSync(join(folder, 'run-'))
  const script = join(import.meta.dirname, '../guests/run-cloud-init.sh')
  const isolated = ['--mount', '--net', '--uts', '--pid', '--fork']
  const printed = execFileSync('unshare', [...isolated, 'sh', script, cloudLinuxDisk(), String(rootOffset), work, files, seed, source], {
    encoding: 'utf8',
  })
  const parts = printed.split(/^==> (.*)\n/m).slice(1)
  return Object.fromEntries(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1]?.trim() ?? '']] : [])))
}

before(async () => {
  cloudLinuxDisk()
  await product.start()
  await product.login()
})

after(async () => {
  await product.destroy()
  rmSync(folder, { recursive: true, force: true })
})

for (const [index, { citype, seed, source, label }] of formats.entries()) {
  test(`cloud-init takes user, password, keys, names, addresses and name servers from a ${citype} drive`, async () => {
    const vmid = 100 + index
    const settings = {
      citype,
      name: 'web',
      ciuser: 'joe',
      cipassword: `it's a $ecret`,
      sshkeys: encodeURIComponent(keys.join('\n')),
      ipconfig0: 'ip=192.0.2.10/25,gw=192.0.2.1,ip6=2001:db8::10/64,gw6=2001:db8::1',
      nameserver: '192.0.2.53',
      searchdomain: 'example.com',
      net0: 'virtio=BC:24:11:00:00:01',
    }
    assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid, kvm: 0, ...settings }), 'OK')
    await product.ok('PUT', `/nodes/pve/qemu/${vmid}/config`, { ide2: 'local:cloudinit' })
    const files = join(folder, citype)
    assert.equal(unpack(join(product.root, `var/lib/vz/images/${vmid}/vm-${vmid}-cloudinit.qcow2`), files), label)
    const found = runCloudInit(files, seed, source)
    assert.equal(found['source'], `DataSource${source}`)
    const hash = found['password'] ?? ''
    const again = execFileSync('openssl', ['passwd', '-6', '-salt', hash.split('$')[2] ?? '', '-stdin'], {
      input: settings.cipassword,
      encoding: 'utf8',
    })
    assert.equal(hash, again.trim())
    assert.deepEqual(found['keys']?.split('\n').toSorted(), keys)
    assert.equal(found['hostname'], 'web')
    assert.match(found['hosts'] ?? '', /^127\.0\.1\.1 web\.example\.com web$/)
    assert.match(found['schema'] ?? '', /^Valid cloud-config/)
    const interfaces = found['interfaces'] ?? ''
    assert.match(interfaces, /iface eth0 inet static\n +address 192\.0\.2\.10\/25\n/)
    assert.match(interfaces, /iface eth0 inet6 static\n +address 2001:db8::10\/64\n/)
    assert.match(interfaces, /(?:gateway|default gw) 192\.0\.2\.1\b/)
    assert.match(interfaces, /(?:gateway|default gw) 2001:db8::1\b/)
    assert.match(interfaces, /dns-nameservers 192\.0\.2\.53\n/)
    // OpenNebula's form gives cloud-init no name of the instance.
    if (citype !== 'opennebula') assert.match(found['instance'] ?? '', /^[0-9a-f]{40}$/)
  })
}
