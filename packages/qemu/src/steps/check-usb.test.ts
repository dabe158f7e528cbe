import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { fakeHost, MemoryStore } from '@quorate/testing'
import { readConfig } from '../plan/read-config.ts'
import type { VmFacts } from '../plan/vm-facts.ts'
import { checkUsb } from './check-usb.ts'
import { deviceFacts } from './device-facts.ts'

async function warnings(text: string): Promise<string[]> {
  const host = fakeHost()
  for (const [name, value] of Object.entries({ busnum: '1', devnum: '3', idVendor: '0951', idProduct: '16AB', speed: '480' })) {
    host.kernel.texts.set(`bus/usb/devices/1-3.2/${name}`, value)
  }
  const store = new MemoryStore({
    'mapping/usb.cfg':
      'stick\n\tmap id=0951:16ab,node=pve,path=1-3.2\n\nother\n\tmap id=1111:2222,node=pve,path=1-3.2\n\ngone\n\tmap id=1111:2222,node=pve\n',
  })
  const { config } = readConfig(100, parseGuestConfig(text).current)
  const told: string[] = []
  await checkUsb(host, config, (await deviceFacts({ host, store }, 100, config)) as VmFacts, line => told.push(line))
  return told
}

test('a USB device that is there, or comes through SPICE, needs no word', async () => {
  assert.deepEqual(
    await warnings('usb0: 0951:16ab\nusb1: host=0x0951:0x16AB\nusb2: host=1-3.2,usb3=1\nusb3: spice\nusb4: mapping=stick\n'),
    [],
  )
})

test('one that is not there may come later', async () => {
  const told = await warnings('usb0: 1111:2222\nusb1: host=2-1\n')
  assert.match(told.join('\n'), /^usb0: there is no USB device 1111:2222 on node pve: .*\nusb1: there is no USB device 2-1 on node pve/)
})

test('a mapped one that is not there, or not what was mapped, prevents the start', async () => {
  await assert.rejects(warnings('usb0: mapping=gone\n'), /^Failure: usb0: mapping 'gone' cannot be used: there is no USB device 1111:2222/)
  await assert.rejects(warnings('usb0: mapping=other\n'), /the USB device at port 1-3.2 is 0951:16ab, not 1111:2222/)
})
