/** Consoles as people use them in a browser: typed into, moved between dock, page and window, and alive again after breaks. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { addFolderContainer, volumeFolder } from '../guests/busybox-container.ts'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { Product } from '../product.ts'
import { openSerial } from '../read-serial.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const skip = cannotRun()
const product = new Product()
const vm = `/nodes/${product.node}/qemu/100`
let browser: Browser

const terminal = (page: Page, id: string) => page.locator(`[data-console="${id}"] .xterm-rows`)
const shows = (page: Page, id: string, text: string | RegExp) =>
  until(`${id} shows ${text}`, async () => ((await terminal(page, id).textContent()) ?? '').match(text) !== null)
/** Opens a guest's page and its console by the button there. */
async function openByButton(page: Page, vmid: number): Promise<void> {
  await page.getByRole('treeitem', { name: new RegExp(`^${vmid} `) }).click()
  await page.locator('main').getByRole('button', { name: 'Console', exact: true }).click()
}
/** Consoles in the dock are remembered by the browser's tab. */
async function openInDock(page: Page, id: string, kind: string): Promise<void> {
  await page.evaluate(
    `sessionStorage.setItem('quorate.consoles', ${JSON.stringify(JSON.stringify({ consoles: [{ id, kind, node: 'pve', title: id }], active: id }))})`,
  )
  await page.reload()
}

before(async () => {
  await product.start()
  await product.login()
  const parameters = { vmid: 100, name: 'small', memory: 128, kvm: 0, serial0: 'socket', boot: 'order=virtio0' }
  assert.equal(
    await product.task('POST', `/nodes/${product.node}/qemu`, { ...parameters, virtio0: `local:0,import-from=${smallLinuxDisk()}` }),
    'OK',
  )
  assert.equal(await product.task('POST', `${vm}/status/start`), 'OK')
  if (!skip) {
    addFolderContainer(product, 101, ['unprivileged: 1', 'hostname: ct101'], 100_000)
    const etc = join(volumeFolder(product, 101), 'subvol-101-disk-0.subvol/etc')
    writeFileSync(join(etc, 'inittab'), '::sysinit:/bin/mkdir -p /run\ntty1::respawn:/bin/getty -L 0 tty1 xterm-256color\n')
    writeFileSync(join(etc, 'passwd'), 'root::0:0:root:/root:/bin/sh\n')
    await until('the product sees the container', async () => (await product.ok('GET', '/nodes/pve/lxc')).length === 1)
    assert.equal(await product.task('POST', '/nodes/pve/lxc/101/status/start'), 'OK')
  }
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

test('a screen takes keys and typed texts; it moves from dock to page and back on one connection', async () => {
  const serial = await openSerial(product, 100)
  await serial.readUntil(/TICK \d+/, 120_000)
  serial.type('(setsid sh -c "exec sh < /dev/tty1 > /dev/tty1 2>&1" &)\r')
  await serial.readUntil(/\/ # /, 30_000)
  const { page, done } = await loginPage(browser, product, { path: '/guests' })
  let connections = 0
  page.on('websocket', () => (connections += 1))
  await openByButton(page, 100)
  const canvas = page.locator('[data-console="vnc/100"] canvas')
  await canvas.click()
  await page.keyboard.type('echo by-hand-$', { delay: 30 })
  await page.keyboard.type('\n')
  await page.keyboard.press('Control+Shift+F6')
  await page.locator('button[aria-label="Send keys"]:focus').waitFor()
  await page.getByRole('button', { name: 'Send keys' }).click()
  await page.getByRole('menuitem', { name: 'Type a text' }).click()
  await page.getByLabel('Text to type').fill('echo "By Keys: $((6*7))|" > /dev/ttyS0\n')
  await page.getByRole('button', { name: 'Type it' }).click()
  await serial.readUntil(/By Keys: 42\|/, 30_000)
  serial.close()
  await page
    .locator('main a', { hasText: /^Console$/ })
    .first()
    .click()
  await until('the page shows it', () => page.locator('main [data-console="vnc/100"] canvas').isVisible())
  await page.getByRole('link', { name: 'Guests' }).first().click()
  await until('the dock has it again', () => page.locator('section [data-console="vnc/100"] canvas').isVisible())
  assert.equal(connections, 1)
  await done()
})

test('the screen of a VM that is off offers to start it, and opens by itself then', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/?console=kvm&novnc=1&vmid=100&node=pve' })
  await until('the old address leads on', () => new URL(page.url()).pathname === '/console/vnc/100')
  await page.locator('canvas').waitFor()
  assert.equal(await product.task('POST', `${vm}/status/stop`), 'OK')
  await page.getByRole('button', { name: 'Start' }).click()
  await until('it runs', async () => (await product.ok('GET', `${vm}/status/current`)).status === 'running')
  await page.locator('canvas[role=application]').waitFor()
  await done()
})

test('the shell of the node looks right, keeps its keys to itself, and is there again after the server was away', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests' })
  await openInDock(page, 'shell/pve', 'shell')
  const id = 'shell/pve'
  await shows(page, id, /[#$] *$/)
  await terminal(page, id).click({ force: true })
  await page.keyboard.type(`printf '\\033[38;2;255;100;0mtrue%s\\033[0m g n\\n' -colour\n`)
  await shows(page, id, /true-colour g n/)
  assert.match(page.url(), /\/guests$/, 'g and n are no shortcuts in here')
  const spans = `[...document.querySelectorAll('[data-console="shell/pve"] .xterm-rows span')]`
  const colour = await page.evaluate(`getComputedStyle(${spans}.findLast(one => one.textContent.includes('true-colour'))).color`)
  assert.equal(colour, 'rgb(255, 100, 0)')
  await product.stop()
  await page.getByText('Connection lost').waitFor()
  await product.start()
  await page.getByText('Connection lost').waitFor({ state: 'detached', timeout: 60_000 })
  await terminal(page, id).click({ force: true })
  await page.keyboard.type('echo still-$((6*7))\n')
  await shows(page, id, /still-42/)
  await page.keyboard.type('exit\n')
  await page.getByText('This session has ended.').waitFor()
  await done(/Failed to load resource|WebSocket connection/)
})

test('a container’s terminal on a phone has the keys that phones lack', { skip }, async () => {
  const { page, done } = await loginPage(browser, product, { phone: true, dark: false, path: '/console/terminal/101' })
  const id = 'terminal/101'
  await shows(page, id, /login: /)
  await terminal(page, id).tap({ force: true })
  await page.keyboard.type('root\n')
  await shows(page, id, /# *$/)
  await page.keyboard.type('cat')
  await page.keyboard.press('Enter')
  const keys = page.getByRole('toolbar', { name: 'Keys' })
  await keys.getByRole('button', { name: 'Ctrl' }).tap()
  await page.keyboard.type('c')
  await shows(page, id, /\^C/)
  await page.keyboard.type('echo a')
  await keys.getByRole('button', { name: '|' }).tap()
  await page.keyboard.type('sed s/a/piped-$((6*7))/\n')
  await shows(page, id, /piped-42/)
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
  for (const key of await keys.getByRole('button').all()) {
    const box = await key.boundingBox()
    assert.ok(box && box.width >= 44 && box.height >= 44, await key.innerText())
  }
  await done()
})
