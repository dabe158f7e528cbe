/** Root in an unprivileged container tries to get at the node. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { busyboxTemplate } from '../guests/container-template.ts'
import { Product } from '../product.ts'

const product = new Product()
const vmid = 150
const secret = `secret-of-the-node-${process.pid}`
const onNode = '/tmp/quorate-escape-secret'

/** Runs a script as root inside; answers its exit code and all it printed. */
async function inside(script: string): Promise<{ code: number; text: string }> {
  const { code, out, error } = await product.run('pct', 'exec', String(vmid), '--', '/bin/sh', '-c', script)
  return { code, text: out + error }
}

async function refused(what: string, script: string): Promise<void> {
  const { code, text } = await inside(script)
  assert.notEqual(code, 0, `${what}: ${text}`)
}

before(async () => {
  const { path, name } = await busyboxTemplate()
  await product.start()
  await product.login()
  const cache = join(product.root, 'var/lib/vz/template/cache')
  mkdirSync(cache, { recursive: true })
  copyFileSync(path, join(cache, name))
  execFileSync('sh', ['-c', `umask 077; echo ${secret} > ${onNode}`])
  const settings = { vmid, ostemplate: `local:vztmpl/${name}`, ostype: 'unmanaged', rootfs: 'local:0.1', memory: 64, features: 'nesting=1' }
  assert.equal(await product.task('POST', `/nodes/${product.node}/lxc`, settings), 'OK')
  assert.equal(await product.task('POST', `/nodes/${product.node}/lxc/${vmid}/status/start`), 'OK')
})
after(async () => {
  execFileSync('rm', ['-f', onNode])
  await product.destroy()
})

test('devices of the node are neither there nor to be made or opened', async () => {
  const disk = statSync('/dev/vda', { throwIfNoEntry: false }) ? lstatSync('/dev/vda').rdev : 0
  await refused('a node for memory', 'mknod /tmp/mem c 1 1')
  await refused('a node for a disk', `mknod /tmp/disk b ${(disk >> 8) & 0xfff} ${disk & 0xff}`)
  await refused('KVM', 'mknod /tmp/kvm c 10 232')
  const { text } = await inside('ls /dev')
  assert.doesNotMatch(text, /\b(?:mem|kmem|port|kvm|vda|sda|loop\d|kmsg)\b/)
})

test('no file system of the node can be mounted, and none of its own be mounted writable where it is not', async () => {
  await refused('a disk', 'mkdir -p /m; mount -t ext4 /dev/vda /m')
  await refused('an image by a loop device', 'dd if=/dev/zero of=/i bs=1M count=1 2>/dev/null; mkdir -p /m; mount -o loop /i /m')
  await refused('debugfs', 'mkdir -p /m; mount -t debugfs none /m')
  await refused('/proc/sys writable', 'mount -o remount,rw /proc/sys && echo 1 > /proc/sys/kernel/panic')
  await refused('the device controller', 'mkdir -p /m; mount -t cgroup -o devices none /m && echo a > /m/devices.allow')
})

test('settings of the kernel stay as they are', async () => {
  const watched = ['/proc/sys/kernel/core_pattern', '/proc/sys/kernel/modprobe', '/proc/sys/vm/overcommit_memory', '/sys/kernel/mm/ksm/run']
  const texts = () => watched.map(path => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
  const before = texts()
  for (const path of watched.filter(existsSync)) await refused(path, `echo 1 > ${path}`)
  await refused('restarting the machine by sysrq', 'echo b > /proc/sysrq-trigger')
  await refused('taking memory of the kernel', 'head -c 1 /proc/kcore > /dev/null')
  await refused('events of devices', 'echo /tmp/x > /sys/kernel/uevent_helper')
  assert.deepEqual(texts(), before)
})

test('what is set to run with the rights of its owner has those of nobody on the node', async () => {
  const { code, text } = await inside('cp /bin/busybox /tmp/rootly; chown 0:0 /tmp/rootly; chmod 6755 /tmp/rootly; ls -ln /tmp/rootly')
  assert.equal(code, 0, text)
  const pid = readFileSync(join(product.root, 'run/lxc', `${vmid}.pid`), 'utf8').trim()
  const init = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]
  const { uid, gid } = statSync(`/proc/${init}/root/tmp/rootly`)
  assert.deepEqual([uid, gid], [100_000, 100_000])
})

test('files and processes of the node are out of reach', async () => {
  const { text } = await inside(
    `cat ${onNode} /proc/1/root${onNode} /proc/*/root${onNode} /proc/*/cwd/../../../..${onNode} 2>&1; cd /; for n in 1 2 3 4 5 6 7 8; do cd ..; done; cat tmp/quorate-escape-secret 2>&1`,
  )
  assert.doesNotMatch(text, new RegExp(secret))
  await refused('a process of the node', `kill -0 ${product.pid}`)
  await refused('another root by chroot twice', `mkdir -p /c; chroot /c /bin/sh -c 'cat ../../../../..${onNode}'`)
  const { text: processes } = await inside('ps -o args')
  assert.doesNotMatch(processes, /quorate-(?:store|daemon|runner|proxy)/)
})

test('kernel modules and another kernel are not to be loaded, nor the clock to be set', async () => {
  await refused('a module', 'dd if=/dev/zero of=/x.ko bs=4k count=1 2>/dev/null; insmod /x.ko')
  const before = Date.now()
  assert.match((await inside('date -s 2001-01-01')).text, /not permitted/)
  assert.ok(Date.now() - before < 3_600_000 && Date.now() >= before)
})
