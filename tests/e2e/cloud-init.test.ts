/**
 * A template is cloned as people do it, and a real Debian with cloud-init comes up in the clone with the name, the user, the
 * password, the key, the address and the name server that were asked for. Then it sees another drive while it runs.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cloudLinuxDisk } from '../guests/cloud-linux.ts'
import { Product } from '../product.ts'
import { openConsole, type SocketWire } from '../socket-wire.ts'

const product = new Product()
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbmKzH3s5JmVxkkVvzO3aG3w3FZcJ0c1b6oJm6R7l7k joe@desk'
const secret = 'pass word'
const bootMs = 420_000
const answerMs = 30_000

let console: SocketWire

async function openSerial(vmid: number): Promise<SocketWire> {
  const { ticket, port, user } = await product.ok('POST', `${vm(vmid)}/termproxy`, { serial: 'serial0' })
  const wire = await openConsole(product, vm(vmid), port, ticket)
  wire.write(Buffer.from(`${user}:${ticket}\n`))
  assert.equal((await wire.read(2)).toString(), 'OK')
  return wire
}

const type = (line: string) => console.write(Buffer.from(`0:${line.length + 1}:${line}\n`))

/** What a command prints in the guest's shell. */
async function run(command: string): Promise<string> {
  type(`echo 'BE''GIN'; ${command}; echo 'EN''D'`)
  await console.readUntil(/BEGIN\r\n/, answerMs)
  return (await console.readUntil(/END\r\n/, answerMs)).replaceAll('\r', '').replace(/END\n$/, '')
}

before(async () => {
  const disk = cloudLinuxDisk()
  await product.start()
  await product.login()
  const template = {
    vmid: 900,
    name: 'debian',
    ostype: 'l26',
    memory: 512,
    cores: 2,
    cpu: 'max',
    kvm: 0,
    virtio0: `local:0,import-from=${disk},format=qcow2`,
    ide2: 'local:cloudinit',
    net0: 'virtio',
    serial0: 'socket',
    boot: 'order=virtio0',
    ciupgrade: 0,
  }
  assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, template), 'OK')
  assert.equal(await product.task('POST', `${vm(900)}/template`), 'OK')
})

after(async () => {
  console?.close()
  await product.destroy()
})

test('a clone of a template gets a cloud-init drive of its own', async () => {
  assert.equal(await product.task('POST', `${vm(900)}/clone`, { newid: 101, name: 'web' }), 'OK')
  assert.equal((await product.ok('GET', `${vm(101)}/config`)).ide2, 'local:101/vm-101-cloudinit.qcow2,media=cdrom')
  await product.ok('PUT', `${vm(101)}/config`, {
    ciuser: 'joe',
    cipassword: secret,
    sshkeys: encodeURIComponent(`${key}\n`),
    ipconfig0: 'ip=10.0.2.77/24,gw=10.0.2.2,ip6=fd00:77::5/64',
    nameserver: '10.0.2.3',
    searchdomain: 'example.com',
  })
})

test('cloud-init in the guest finds the drive and is done', async () => {
  assert.equal(await product.task('POST', `${vm(101)}/status/start`), 'OK')
  console = await openSerial(101)
  const text = await console.readUntil(/Cloud-init v\. \S+ finished at [^\n]*\n|Kernel panic/, bootMs)
  assert.match(text, /Datasource DataSourceNoCloud/)
})

test('the user logs in with the password on the serial console', async () => {
  type('')
  await console.readUntil(/web login: /, answerMs)
  type('joe')
  await console.readUntil(/Password: /, answerMs)
  type(secret)
  await console.readUntil(/joe@web:~\$ /, answerMs)
})

test('the guest has the key, the names, the addresses and the name server that were asked for', async () => {
  assert.equal((await run('cat .ssh/authorized_keys')).trim(), key)
  assert.equal((await run('hostname -f')).trim(), 'web.example.com')
  const addresses = await run('ip -o addr show eth0')
  assert.match(addresses, /inet 10\.0\.2\.77\/24 /)
  assert.match(addresses, /inet6 fd00:77::5\/64 /)
  assert.match(await run('ip route show default'), /via 10\.0\.2\.2 dev eth0/)
  const interfaces = await run('cat /etc/network/interfaces.d/50-cloud-init')
  assert.match(interfaces, /dns-nameservers 10\.0\.2\.3/)
  assert.match(interfaces, /dns-search example\.com/)
})

test('the dumps say what the guest was given', async () => {
  const dump = (kind: string) => product.ok('GET', `${vm(101)}/cloudinit/dump?type=${kind}`)
  const inside = (await run('grep -a -o -m1 "instance-id: .*" /dev/sr0')).trim()
  assert.equal((await dump('meta')).trim(), inside)
  assert.match(await dump('user'), new RegExp(`^#cloud-config\nhostname: web\n[^]*- ${key}\n`))
  assert.match(await dump('network'), /address: 10\.0\.2\.77\n/)
  const { out } = await product.run('qm', 'cloudinit', 'dump', '101', 'network')
  assert.equal(out.trimEnd(), (await dump('network')).trimEnd())
})

test('the running guest sees the drive that was made anew', async () => {
  await product.ok('PUT', `${vm(101)}/config`, { searchdomain: 'example.org' })
  const rows = await product.ok('GET', `${vm(101)}/cloudinit`)
  assert.deepEqual(
    rows.find((row: { key: string }) => row.key === 'searchdomain'),
    { key: 'searchdomain', value: 'example.com', pending: 'example.org' },
  )
  assert.equal((await run('grep -a -o -m1 "fqdn: .*" /dev/sr0')).trim(), 'fqdn: web.example.com')
  assert.equal((await product.run('qm', 'cloudinit', 'update', '101')).code, 0)
  // The first read after the medium was changed may fail: that is how the drive tells of the change.
  const read = 'for i in 1 2 3 4 5; do sleep 1; grep -a -o -m1 "fqdn: .*" /dev/sr0 && break; done'
  assert.match(await run(read), /^fqdn: web\.example\.org$/m)
})
