/** UEFI and a TPM, seen from inside a guest; and secure boot, which lets no unsigned kernel in. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { agentLinuxDisk, agentLinuxLacks } from '../guests/agent-linux.ts'
import { Product } from '../product.ts'
import { openSerial, readSerial } from '../read-serial.ts'

const firmware = existsSync('/usr/share/OVMF/OVMF_CODE_4M.fd') ? undefined : 'OVMF is not installed'
const skip = agentLinuxLacks() ?? firmware ?? false
const product = new Product()
const nodes = `/nodes/${product.node}/qemu`

async function start(vmid: number, more: Record<string, unknown>): Promise<void> {
  const made = await product.task('POST', nodes, {
    vmid,
    memory: 256,
    kvm: 0,
    machine: 'q35',
    bios: 'ovmf',
    agent: 1,
    serial0: 'socket',
    virtio0: `local:0,import-from=${agentLinuxDisk()}`,
    boot: 'order=virtio0',
    ...more,
  })
  assert.equal(made, 'OK')
  assert.equal(await product.task('POST', `${nodes}/${vmid}/status/start`), 'OK')
}

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
})
after(() => product.destroy())

test('a guest boots from UEFI, which has measured that into its TPM', { skip }, async t => {
  if (!existsSync('/usr/bin/swtpm')) return t.skip('swtpm is not installed')
  await start(100, { efidisk0: 'local:1,efitype=4m', tpmstate0: 'local:1,version=v2.0' })
  assert.match(await readSerial(product, 100, /GUEST-READY/, 180_000), /FIRMWARE uefi TPM 2/)
  const console = await openSerial(product, 100)
  console.type('od -An -tx1 /sys/firmware/efi/efivars/SecureBoot-* | tail -c 16; cat /sys/class/tpm/tpm0/pcr-sha256/4; echo DO""NE\n')
  const shown = await console.readUntil(/DONE/, 20_000)
  console.close()
  assert.match(shown, /06 00 00 00 00/, 'secure boot is off')
  const measured = /\b[0-9A-F]{64}\b/.exec(shown)?.[0]
  assert.ok(measured && !/^0+$/.test(measured), 'the boot loader was measured')
  const config = await product.ok('GET', `${nodes}/100/config`)
  assert.match(config.tpmstate0, /version=v2\.0/)
  assert.equal(await product.task('POST', `${nodes}/100/status/stop`), 'OK')
})

test('with enrolled keys secure boot is on and refuses a kernel that nobody signed', { skip }, async () => {
  await start(101, { efidisk0: 'local:1,efitype=4m,pre-enrolled-keys=1' })
  const shown = await readSerial(product, 101, /Access Denied|GUEST-READY/, 120_000)
  assert.match(shown, /failed to load .*Access Denied/)
  assert.equal(await product.task('POST', `${nodes}/101/status/stop`), 'OK')
})
