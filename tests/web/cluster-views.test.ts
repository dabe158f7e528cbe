/** The views that only a cluster has, of nodes that are made up: what they show, and that everybody can use them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeSource, faults, setTheme, tooWide } from './accessible.ts'
import { loginPage, openBrowser } from './browser.ts'
import { FakeProduct } from './fake/fake-product.ts'
import { openerOf } from './opened-view.ts'

const product = new FakeProduct({ guests: 20, nodes: 4 })
let browser: Browser
before(async () => {
  await product.start()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product[Symbol.asyncDispose]()
})

const vm = [...product.datacenter.guests.values()].find(({ type, status }) => type === 'qemu' && status === 'running')
const views: readonly (readonly [address: string, part: string])[] = [
  ['/cluster', 'main'],
  ['/cluster?panel=join-information', 'aside[aria-label=Panel]'],
  ['/cluster?panel=join-cluster', 'aside[aria-label=Panel]'],
  ['/cluster?panel=remove-node%2Fpve04', 'aside[aria-label=Panel]'],
  [`/guests/${vm?.vmid}?panel=migrate%2F${vm?.vmid}`, 'aside[aria-label=Panel]'],
]
/** What is made up has no history and no agent. */
const madeUp = /status of 501/

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Panel' })

test('nodes are shown with their links, and what may still be lost', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/cluster' })
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await row('pve02').getByRole('img', { name: 'Disconnected' }).waitFor()
  await row('pve02').getByRole('img', { name: 'Connected', exact: true }).waitFor()
  await row('pve04').getByText('Offline').waitFor()
  await page.getByText('4 of 5; 3 are needed').waitFor()
  await page.getByText('1 vote more can be lost.').waitFor()
  await page.getByText('192.0.2.99 · ffsplit · Connected').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Remove node pve02' }).isDisabled(), true)
  await page.getByRole('button', { name: 'Remove node pve04' }).click()
  await panelOf(page).getByText('It must stay off').waitFor()
  await done(madeUp)
})

test('before a migration everything that stands against it is said', async () => {
  const { page, done } = await loginPage(browser, product, { path: views[4]?.[0] ?? '' })
  await panelOf(page).getByText('fast:vm-100-disk-0').waitFor()
  await panelOf(page).getByText('It uses devices of this node: hostpci0').waitFor()
  await panelOf(page).getByText('It uses mapped devices: hostpci1').waitFor()
  await panelOf(page).getByText('Only this node has local:iso/debian.iso: take it out of the drive first.').waitFor()
  await panelOf(page).getByLabel('Target node').click()
  assert.equal(await page.getByRole('option', { name: 'pve04' }).getAttribute('aria-disabled'), 'true')
  await page.getByRole('option', { name: 'pve02' }).click()
  await panelOf(page).getByLabel('Storage at the target for those of fast').click()
  await page.getByRole('option', { name: 'fast' }).waitFor()
  await done(madeUp)
})

for (const phone of [false, true])
  test(`the views of a cluster are accessible by what axe finds${phone ? ' on a phone, and fit it' : ', in light and in dark'}`, async () => {
    const { page, done } = await loginPage(browser, product, { phone, dark: false })
    await page.evaluate(axeSource)
    const open = openerOf(page)
    const found: string[] = []
    for (const [address, part] of views) {
      assert.ok(await open(address, part), `${address} does not load`)
      found.push(...(await faults(page, part)), ...(phone ? await tooWide(page) : []))
      await setTheme(page, 'dark')
      found.push(...(await faults(page, part, ['color-contrast'])))
      await setTheme(page, 'light')
    }
    assert.deepEqual(found, [])
    await done(madeUp)
  })
