/** Days on which something goes wrong while somebody works: what was typed is never lost, and nothing is overwritten in silence. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { password, Product } from '../product.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const product = new Product()
const guests = `/nodes/${product.node}/qemu`
const vm = `${guests}/3500`
let browser: Browser

/** What Chromium says of answers other than 200, and of none. */
const refusals = /Failed to load resource/

before(async () => {
  await product.start()
  await product.login()
  assert.equal(await product.task('POST', guests, { vmid: 3500, name: 'edited', memory: 64, kvm: 0 }), 'OK')
  await product.ok('POST', '/access/users', { userid: 'carol@pve', password })
  await product.ok('PUT', '/access/acl', { path: '/vms/3500', roles: 'PVEAuditor', users: 'carol@pve' })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

const panel = (page: Page) => page.getByRole('complementary', { name: 'Panel' })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const config = async (): Promise<Record<string, unknown>> => await product.ok('GET', `${vm}/config`)

/** Opens the panel that adds a pool, half filled. */
async function beginPool(page: Page, name: string): Promise<void> {
  await panel(page).getByLabel('Name').fill(name)
  await panel(page).getByLabel('Comment').fill('typed before it happened')
}

test('while the server is gone the page stays, with its age; what was typed is kept, and sent once the server is back', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/pools?panel=create-pool' })
  await beginPool(page, 'kept')
  const banner = page.getByRole('status').filter({ hasText: /The server does not answer\. What you see is as of \d/ })
  const submit = panel(page).locator('button[type=submit]')
  await page.getByRole('treeitem', { name: /^3500 / }).waitFor()
  await product.stop()
  await banner.waitFor()
  assert.ok(await page.getByRole('treeitem', { name: /^3500 / }).isVisible(), 'the last picture stays')
  await submit.click()
  await panel(page).getByText('What is filled in stays. Send it again once the server is back.').waitFor()
  assert.equal(await panel(page).getByLabel('Name').inputValue(), 'kept')
  await product.start()
  await product.task('POST', guests, { vmid: 3501, name: 'came-meanwhile', memory: 64, kvm: 0 })
  await banner.waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('treeitem', { name: /^3501 / }).waitFor()
  assert.equal(await panel(page).getByLabel('Comment').inputValue(), 'typed before it happened')
  await submit.click()
  await panel(page).waitFor({ state: 'detached' })
  assert.equal((await product.ok('GET', '/pools?poolid=kept'))[0].comment, 'typed before it happened')
  await done(refusals)
})

test('a session that ends asks for the password in place; what was sent meanwhile arrives after it', async () => {
  const { page, context, done } = await loginPage(browser, product, { path: '/pools?panel=create-pool' })
  await beginPool(page, 'again')
  await context.clearCookies()
  await panel(page).locator('button[type=submit]').click()
  const relogin = page.getByRole('alertdialog', { name: 'The session has ended' })
  await relogin.waitFor()
  assert.equal(await relogin.getByLabel('User name').inputValue(), 'root')
  assert.equal(await panel(page).getByLabel('Name').inputValue(), 'again')
  await relogin.getByLabel('Password').fill('wrong')
  await page.keyboard.press('Enter')
  await relogin.getByRole('alert').waitFor()
  await relogin.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await relogin.waitFor({ state: 'detached' })
  await panel(page).waitFor({ state: 'detached' })
  assert.equal((await product.ok('GET', '/pools?poolid=again'))[0].comment, 'typed before it happened')
  await done(refusals)
})

test('whoever else logs in finds nothing of the user before, whose calls are not sent in the new name', async () => {
  const { page, context, done } = await loginPage(browser, product, { path: '/guests' })
  const other = await context.newPage()
  await other.goto(`${product.url}/pools?panel=create-pool`)
  await beginPool(other, 'not-sent')
  await page.getByRole('treeitem', { name: /^3501 / }).waitFor()
  await page.evaluate(`sessionStorage.setItem('quorate.consoles', '{"folded":true}')`)
  await context.clearCookies()
  await panel(other).locator('button[type=submit]').click()
  const relogin = other.getByRole('alertdialog', { name: 'The session has ended' })
  await relogin.getByLabel('User name').fill('carol@pve')
  await relogin.getByLabel('Password').fill(password)
  await other.keyboard.press('Enter')
  for (const tab of [page, other]) {
    await tab.getByRole('button', { name: 'carol@pve' }).waitFor()
    await tab.getByRole('treeitem', { name: /^3500 / }).waitFor()
    assert.equal(await tab.getByRole('treeitem', { name: /^3501 / }).count(), 0, 'a guest that carol may not see')
    assert.equal(await tab.evaluate(`sessionStorage.getItem('quorate.consoles')`), null)
  }
  assert.equal(await panel(other).getByLabel('Name').inputValue(), '')
  assert.ok(!(await product.ok('GET', '/pools')).some(({ poolid }: { poolid: string }) => poolid === 'not-sent'))
  await done(refusals)
})

test('notes that somebody else changed meanwhile are shown beside one’s own and the earlier ones, and one of them is chosen', async () => {
  await product.ok('PUT', `${vm}/config`, { description: 'as it was' })
  const { page, done } = await loginPage(browser, product, { path: '/guests/3500' })
  await page.getByText('as it was').waitFor()
  await page.locator('main').getByRole('button', { name: 'Edit', exact: true }).click()
  const text = page.getByLabel('Notes in Markdown')
  await text.fill('as I want it')
  await product.ok('PUT', `${vm}/config`, { description: 'as they made it' })
  await save(page).click()
  const conflict = page.getByRole('status').filter({ hasText: 'Somebody else changed this meanwhile' })
  for (const version of ['as it was', 'as they made it', 'as I want it']) await conflict.getByText(version).waitFor()
  assert.match(String((await config()).description), /as they made it/, 'nothing was overwritten')
  await conflict.getByLabel('as I want it').check()
  await conflict.getByRole('button', { name: 'Go on with these' }).click()
  assert.equal(await text.inputValue(), 'as I want it')
  await save(page).click()
  await until('the notes are saved', async () => /as I want it/.test(String((await config()).description)))
  await text.waitFor({ state: 'detached' })
  await done(refusals)
})

test('options and hardware that somebody else changed are refused by their digest; taking theirs keeps theirs', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/3500/hardware/memory' })
  const memory = panel(page)
    .getByLabel(/^Memory/)
    .first()
  await memory.fill('96')
  await product.ok('PUT', `${vm}/config`, { memory: 80, onboot: 1 })
  await save(page).click()
  const conflict = page.getByRole('status').filter({ hasText: 'Somebody else changed this meanwhile' })
  await conflict.getByRole('row', { name: /64.*80.*96/ }).waitFor()
  await conflict.getByRole('button', { name: 'Go on with these' }).click()
  assert.equal(await memory.inputValue(), '80')
  assert.equal((await config()).memory, '80')
  await page.goto(`${product.url}/guests/3500/options/startup`)
  const order = panel(page).getByRole('textbox').first()
  await order.fill('7')
  await product.ok('PUT', `${vm}/config`, { tags: 'theirs' })
  await save(page).click()
  // Nothing of what this form changes was changed: its own values go on top of theirs.
  await until('it is saved', async () => (await config()).startup === 'order=7')
  assert.equal((await config()).tags, 'theirs')
  await done(refusals)
})
