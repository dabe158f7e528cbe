/** Who changed what, seen and taken back in a browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { password, Product } from '../product.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const product = new Product()
let browser: Browser

const config = '/nodes/pve/qemu/100/config'
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Panel' })
const nameBecomes = (name: string) => until(`the guest is called ${name}`, async () => (await product.ok('GET', config)).name === name)
const added = (page: Page, text: string) =>
  panelOf(page)
    .locator('div')
    .filter({ hasText: new RegExp(`^\\+added${text}$`) })
const removed = (page: Page, text: string) =>
  panelOf(page)
    .locator('div')
    .filter({ hasText: new RegExp(`^−removed${text}$`) })

before(async () => {
  await product.start()
  await product.login()
  await product.task('POST', '/nodes/pve/qemu', { vmid: 100, name: 'first', memory: 64, kvm: 0 })
  await product.ok('PUT', config, { name: 'second' })
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password })
  await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: 'PVEAuditor' })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

test('a change of a guest is seen as it comes, reverted after a look, and brought back', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/100/history' })
  await page.getByRole('row').filter({ hasText: 'name' }).first().waitFor()
  await product.ok('PUT', config, { name: 'third', cores: 2 })
  await page.getByRole('row').filter({ hasText: 'cores, name' }).click()
  await added(page, 'name: third').waitFor()
  await removed(page, 'name: second').waitFor()
  await panelOf(page).getByText('root@pam', { exact: true }).waitFor()
  await panelOf(page).getByRole('button', { name: 'Revert…' }).click()
  await page.getByText('This is what will become of the files').waitFor()
  await added(page, 'name: second').waitFor()
  await removed(page, 'name: third').waitFor()
  assert.equal((await product.ok('GET', config)).name, 'third')
  await panelOf(page).getByRole('button', { name: 'Revert', exact: true }).click()
  await nameBecomes('second')
  await page.getByRole('button', { name: 'Undo' }).click()
  await nameBecomes('third')
  await done()
})

test('what was changed since is named, and lost only on purpose', async () => {
  const [row] = await product.ok('GET', '/cluster/history?vmid=100&limit=1')
  await product.ok('PUT', config, { name: 'fourth' })
  const { page, done } = await loginPage(browser, product, {
    path: `/cluster/history?panel=${encodeURIComponent(`revert-change/${row.revision}/${row.path}`)}`,
    phone: true,
  })
  const button = panelOf(page).getByRole('button', { name: 'Revert', exact: true })
  await panelOf(page).getByText('Changed since').waitFor()
  assert.equal(await button.isDisabled(), true)
  await panelOf(page).getByLabel('Revert all the same').check()
  await button.click()
  await nameBecomes('second')
  await done()
})

test('two times of a file are compared', async () => {
  await product.ok('PUT', config, { name: 'fifth' })
  const rows: readonly { revision: number; path: string }[] = await product.ok('GET', '/cluster/history?vmid=100')
  const [newest] = rows
  // The very first has a lock and nothing else yet.
  const first = rows.at(-2)
  const { page, done } = await loginPage(browser, product, {
    path: `/cluster/history?panel=${encodeURIComponent(`config-change/${newest?.revision}/${newest?.path}`)}`,
  })
  await panelOf(page).getByLabel('Compare with').selectOption(String(first?.revision))
  await removed(page, 'name: first').waitFor()
  await added(page, 'name: fifth').waitFor()
  await done()
})

test('who may only look reads which privilege is missing', async () => {
  const [row] = await product.ok('GET', '/cluster/history?vmid=100&limit=1')
  const { page, done } = await loginPage(browser, product, {
    username: 'joe@pve',
    path: `/guests/100/history?panel=${encodeURIComponent(`revert-change/${row.revision}/${row.path}`)}`,
  })
  await panelOf(page)
    .getByText(/VM\.Config/)
    .first()
    .waitFor()
  assert.equal(await panelOf(page).getByRole('button', { name: 'Revert', exact: true }).isDisabled(), true)
  await page.getByRole('row').filter({ hasText: 'name' }).first().waitFor()
  await done(/403/)
})
