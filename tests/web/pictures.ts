// npm run pictures: makes the pictures of the README anew, of the real product with real guests, in headless Chromium.
import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { busyboxTemplate } from '../guests/container-template.ts'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { checkout, Product } from '../product.ts'
import { openSerial } from '../read-serial.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser, type LookOptions } from './browser.ts'

const folder = join(checkout, 'docs/pictures')
/** Charts show some of what was measured. */
const measuredMs = 360_000

interface Planned {
  readonly kind: 'qemu' | 'lxc'
  readonly vmid: number
  readonly name: string
  readonly tags: string
  readonly runs?: boolean
}

const guests: readonly Planned[] = [
  { kind: 'qemu', vmid: 3801, name: 'web-01', tags: 'prod;web', runs: true },
  { kind: 'qemu', vmid: 3802, name: 'web-02', tags: 'prod;web', runs: true },
  { kind: 'qemu', vmid: 3803, name: 'db-01', tags: 'db;prod' },
  { kind: 'qemu', vmid: 3804, name: 'build-agent', tags: 'ci' },
  { kind: 'lxc', vmid: 3811, name: 'dns-01', tags: 'infra', runs: true },
  { kind: 'lxc', vmid: 3812, name: 'proxy-01', tags: 'infra;prod', runs: true },
  { kind: 'lxc', vmid: 3813, name: 'mail-01', tags: 'prod', runs: true },
  { kind: 'lxc', vmid: 3814, name: 'wiki', tags: 'office' },
  { kind: 'lxc', vmid: 3815, name: 'cache-01', tags: 'web' },
]

const notes =
  '# Shop, front end\n\nServes `shop.example.org`. Runbook: [wiki](https://wiki.example.org/shop)\n\n- [x] certificates\n- [ ] move the cache to **cache-01**\n'

async function furnish(product: Product): Promise<void> {
  const local = join(product.root, 'var/lib/vz')
  const put = (path: string, name: string) => {
    mkdirSync(dirname(join(local, name)), { recursive: true })
    copyFileSync(path, join(local, name))
  }
  const template = await busyboxTemplate()
  put(smallLinuxDisk(), 'import/small-linux.raw')
  put(template.path, join('template/cache', template.name))
  await product.ok('PUT', '/storage/local', { content: 'images,rootdir,iso,vztmpl,backup,import,snippets' })
  for (const { kind, vmid, name, tags } of guests) {
    const common = { vmid, tags }
    const vm = { name, memory: 128, kvm: 0, ostype: 'l26', scsihw: 'virtio-scsi-pci', boot: 'order=scsi0', serial0: 'socket' }
    const container = { hostname: name, ostemplate: `local:vztmpl/${template.name}`, ostype: 'unmanaged', memory: 64, rootfs: 'local:1' }
    const outcome =
      kind === 'qemu'
        ? await product.task('POST', `/nodes/${product.node}/qemu`, {
            ...common,
            ...vm,
            scsi0: 'local:0,import-from=local:import/small-linux.raw,format=qcow2',
            ide2: 'local:cloudinit',
            net0: 'virtio',
          })
        : await product.task('POST', `/nodes/${product.node}/lxc`, { ...common, ...container, unprivileged: 1 })
    if (outcome !== 'OK') throw new Error(`${name}: ${outcome}`)
  }
  await product.ok('PUT', `/nodes/${product.node}/qemu/3801/config`, { description: notes })
  await product.ok('POST', '/pools', { poolid: 'shop' })
  await product.ok('PUT', '/pools', { poolid: 'shop', vms: '3801,3802,3803,3812' })
  for (const { kind, vmid } of guests.filter(({ runs }) => runs))
    await product.task('POST', `/nodes/${product.node}/${kind}/${vmid}/status/start`)
  // Its shell is on the serial line; people like to see one on the screen.
  const serial = await until('the serial port answers', () => openSerial(product, 3801))
  await serial.readUntil(/TICK \d+/, 120_000)
  serial.type('(setsid sh -c "clear > /dev/tty1; exec sh -i < /dev/tty1 > /dev/tty1 2>&1" &); echo it-is-$((40+2))\r')
  await serial.readUntil(/it-is-42/, 60_000)
  serial.close()
  await product.task('POST', `/nodes/${product.node}/qemu/3801/snapshot`, { snapname: 'before-update', description: 'Before the update' })
}

/** Shows an address to someone who likes it so, does something there, and takes the picture. */
async function picture(
  browser: Browser,
  product: Product,
  name: string,
  look: LookOptions,
  act: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { page, context } = await loginPage(browser, product, look)
  await act(page)
  // Fonts, charts and pictures of screens have come by then.
  await page.waitForTimeout(2000)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
  console.log(`docs/pictures/${name}.png`)
}

const product = new Product()
const browser = await openBrowser()
try {
  await product.start()
  await product.login()
  await furnish(product)
  await new Promise(resolve => setTimeout(resolve, measuredMs))
  const phone = { phone: true, dark: false, locale: 'de-DE' } as const
  await picture(browser, product, 'overview', {}, page => page.getByText('web-01').first().waitFor())
  await picture(browser, product, 'guests', { path: '/guests?q=tag:prod' }, async page => {
    for (const name of ['web-01', 'web-02'])
      await page
        .getByRole('row', { name: new RegExp(name) })
        .getByRole('checkbox')
        .click()
  })
  const now = Math.floor(Date.now() / 1000)
  await picture(browser, product, 'guest', { path: `/guests/3801?range=${now - measuredMs / 1000}-${now}`, dark: false }, page =>
    page.locator('canvas').first().waitFor(),
  )
  await picture(browser, product, 'guest-console', { path: '/guests/3801/console' }, async page => {
    const screen = page.getByRole('application')
    await until('the screen is there', async () => (await screen.boundingBox())?.width)
    await screen.click()
    for (const line of ['uname -srm', 'uptime', 'ls /']) await page.keyboard.type(`${line}\n`, { delay: 40 })
  })
  await picture(browser, product, 'create-vm', { path: '/guests?panel=create-vm' }, page =>
    page.getByRole('complementary', { name: 'Panel' }).getByRole('button', { name: 'Create', exact: true }).waitFor(),
  )
  await picture(browser, product, 'phone-guests', { ...phone, path: '/guests' }, page => page.getByText('web-01').first().waitFor())
  await picture(browser, product, 'phone-guest', { ...phone, path: '/guests/3812' }, page => page.getByText('proxy-01').first().waitFor())
} finally {
  await browser.close()
  await product.destroy()
}
