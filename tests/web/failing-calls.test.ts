/** Slow networks, calls that fail, impatient fingers, and the browser's own buttons. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { Product } from '../product.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const product = new Product()
let browser: Browser

before(async () => {
  await product.start()
  await product.login()
  assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 3540, name: 'calm', memory: 64, kvm: 0 }), 'OK')
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

const panel = (page: Page) => page.getByRole('complementary', { name: 'Panel' })
const poolNames = async (): Promise<readonly string[]> =>
  (await product.ok('GET', '/pools')).map(({ poolid }: { poolid: string }) => poolid)

test('a view whose call fails tells why and offers to try again, which brings it', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/tasks' })
  let fails = true
  await page.route('**/api2/json/nodes/pve/dns', route =>
    fails ? route.fulfill({ status: 500, json: { data: null, message: 'the disk is full' } }) : route.continue(),
  )
  await page.goto(`${product.url}/nodes/pve/system/dns`)
  await page.getByRole('alert').getByText('the disk is full').waitFor()
  assert.equal(await page.locator('main').getByText('Loading…').count(), 0)
  fails = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByLabel('Search domain').waitFor()
  await done(/500/)
})

test('the first list that does not come is asked for again by itself', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/tasks' })
  let failures = 0
  await page.route('**/api2/json/cluster/inventory', route =>
    failures++ < 2 ? route.fulfill({ status: 500, json: { data: null, message: 'not now' } }) : route.continue(),
  )
  await page.goto(`${product.url}/guests`)
  await page.getByRole('row', { name: /3540/ }).waitFor()
  await done(/500/)
})

test('who waits longer than usual is told so, and gets it in the end', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/tasks' })
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/api2/json/nodes/pve/dns', async route => {
    await promise
    await route.continue()
  })
  await page.goto(`${product.url}/nodes/pve/system/dns`)
  await page.getByText('The server takes longer than usual.').waitFor()
  resolve()
  await page.getByLabel('Search domain').waitFor()
  await done()
})

test('a form that is sent twice in haste is sent once', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/pools?panel=create-pool' })
  const sent: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/api2/json/pools', async route => {
    if (route.request().method() !== 'POST') return route.continue()
    sent.push(route.request().postData() ?? '')
    await promise
    return route.continue()
  })
  await panel(page).getByLabel('Name').fill('once')
  const submit = panel(page).locator('button[type=submit]')
  await submit.dblclick()
  await page.keyboard.press('Control+Enter')
  await submit.and(page.locator(':disabled')).waitFor()
  resolve()
  await panel(page).waitFor({ state: 'detached' })
  assert.equal(sent.length, 1)
  assert.deepEqual(await poolNames(), ['once'])
  await done()
})

test('an action that fails says so, and what was shown in advance is taken back', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/3540' })
  await page.route('**/api2/json/nodes/pve/qemu/3540/config', route =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 500, json: { data: null, message: 'cannot be written' } })
      : route.continue(),
  )
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('other')
  await page.keyboard.press('Enter')
  await page.getByText('cannot be written').waitFor()
  await page.locator('h1', { hasText: 'calm' }).waitFor()
  await done(/500/)
})

test('Back closes a panel and Forward opens it; loaded anew, an address opens its panel; two tabs show the same', async () => {
  const { page, context, done } = await loginPage(browser, product, { path: '/guests/3540' })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: /^Take (?:a )?snapshot|^Snapshot/ }).click()
  await panel(page).getByLabel('Description').fill('begun')
  await page.goBack()
  await panel(page).waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).pathname, '/guests/3540')
  await page.goForward()
  await panel(page).getByLabel('Description').waitFor()
  await page.reload()
  await panel(page).getByLabel('Description').waitFor()
  const other = await context.newPage()
  await other.goto(page.url())
  await panel(other).getByLabel('Description').waitFor()
  await other.goto(`${product.url}/guests/3540/options`)
  await product.ok('PUT', '/nodes/pve/qemu/3540/config', { name: 'renamed' })
  for (const tab of [page, other]) await tab.locator('h1', { hasText: 'renamed' }).waitFor()
  await other.getByRole('link', { name: 'Guests' }).first().click()
  await other.goBack()
  await other.locator('h1', { hasText: 'renamed' }).waitFor()
  await until('its title follows', async () => (await other.title()).includes('renamed'))
  await done()
})
