/** Two machines become a cluster in their browsers, guests move between them, and one of them is lost. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startLab, type Lab } from '../../packages/testing/src/lab/start-lab.ts'
import { password } from '../product.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const root = process.getuid?.() === 0
let lab: Lab | undefined
let browser: Browser | undefined

before(async () => {
  if (!root) return
  lab = await startLab({ nodes: 2, cluster: false, password })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await lab?.[Symbol.asyncDispose]()
})

/** What the browser notices while processes of a node start anew. */
const startingAnew = [/net::ERR_/, /status of (?:401|502|503|595|596)/, /WebSocket/]
/** Machines that test are slow: a process of a node starts anew, and corosync finds the others. */
const long = { timeout: 90_000 }

const membersOf = (page: Page) => page.getByRole('region', { name: 'Nodes' }).locator('tbody tr')
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Panel' })

async function shows(page: Page, count: number): Promise<void> {
  await until(
    `the page shows ${count} nodes that are online`,
    async () => (await membersOf(page).filter({ hasText: 'Online' }).count()) === count,
    { seconds: 90 },
  )
}

test('a cluster is created on one node, and another joins with what was copied there', { timeout: 300_000 }, async t => {
  if (!lab || !browser) return t.skip('a lab takes root')
  const first = await loginPage(browser, { url: lab.url(1) }, { path: '/cluster' })
  await first.page.getByRole('button', { name: 'Create cluster' }).click()
  await panelOf(first.page).getByLabel('Name of the cluster').fill('lab')
  assert.equal(await panelOf(first.page).getByLabel('Address on link 0').inputValue(), lab.address(1))
  await panelOf(first.page).getByRole('button', { name: 'Create' }).click()
  await shows(first.page, 1)
  await first.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await first.page.getByRole('button', { name: 'Join information' }).click()
  await panelOf(first.page).getByRole('button', { name: 'Copy information' }).click()
  await panelOf(first.page).getByRole('button', { name: 'Copied' }).waitFor()
  const information = await first.page.evaluate(() => navigator.clipboard.readText())

  const second = await loginPage(browser, { url: lab.url(2) }, { path: '/cluster' })
  await second.page.getByRole('button', { name: 'Join cluster' }).click()
  const panel = panelOf(second.page)
  await panel.getByLabel('Join information').fill(information)
  await panel.getByText(lab.address(1), { exact: true }).first().waitFor()
  assert.equal(await panel.getByLabel('Address on link 0').inputValue(), lab.address(2))
  await panel.getByLabel('Password of root on that node').fill('wrong')
  await panel.getByRole('button', { name: 'Join lab' }).click()
  await panel.getByText(/the login was refused/).waitFor()
  await panel.getByLabel('Password of root on that node').fill(password)
  await panel.getByRole('button', { name: 'Join lab' }).click()
  await panel.getByRole('button', { name: 'Log in again' }).waitFor(long)
  await shows(first.page, 2)
  await second.done(...startingAnew, /status of 500/)

  const again = await loginPage(browser, { url: lab.url(2) }, { path: '/cluster' })
  await shows(again.page, 2)
  await again.page.getByText('2 of 2; 2 are needed').waitFor(long)
  await again.done()
  await first.done(...startingAnew)
})

test('a VM moves while it runs, and several move together', { timeout: 180_000 }, async t => {
  if (!lab || !browser) return t.skip('a lab takes root')
  for (const vmid of ['100', '101'])
    await lab.must(1, ['qm', 'create', vmid, '--name', `guest${vmid}`, '--memory', '64', '--kvm', '0', '--scsi0', 'local:0.1'])
  await lab.must(1, ['qm', 'start', '100'])
  const { page, done } = await loginPage(browser, { url: lab.url(1) }, { path: '/guests/100?panel=migrate%2F100' })
  await panelOf(page).getByText('local:100/vm-100-disk-0.raw').waitFor(long)
  await panelOf(page).getByLabel('Target node').click()
  await page.getByRole('option', { name: 'n2' }).click()
  await panelOf(page).getByRole('button', { name: 'Migrate' }).click()
  await page.locator('main').getByRole('link', { name: 'n2' }).waitFor(long)
  await page.locator('main').getByText('Running').first().waitFor()
  await page.goto(`${lab.url(1)}/guests`)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Migrate' }).click()
  await panelOf(page).getByLabel('Target node').click()
  await page.getByRole('option', { name: 'n2' }).click()
  await panelOf(page).getByText('It is there already.').waitFor()
  await panelOf(page).getByRole('button', { name: 'Migrate: 1 guest' }).click()
  await panelOf(page).getByText('1 of 1 done').waitFor(long)
  await page.getByRole('row').filter({ hasText: 'guest101' }).getByText('n2').waitFor()
  await done()
})

test('without quorum every page says so, the way out is told, and a change says why it fails', { timeout: 120_000 }, async t => {
  if (!lab || !browser) return t.skip('a lab takes root')
  const { page, done } = await loginPage(browser, { url: lab.url(1) }, { path: '/guests' })
  await lab.kill(2)
  await page.getByText('No quorum.').waitFor(long)
  await page.getByRole('link', { name: 'What to do' }).click()
  await page.getByText('No quorum: 1 of 2 votes that are needed').waitFor(long)
  await membersOf(page).filter({ hasText: 'n2' }).getByText('Offline').waitFor(long)
  await page.getByRole('button', { name: 'Remove node n2' }).click()
  await panelOf(page).getByLabel('Type n2 to confirm').fill('n2')
  await panelOf(page).getByRole('button', { name: 'Remove' }).click()
  await panelOf(page)
    .getByText(/no quorum - more nodes have to be online/)
    .waitFor(long)
  await lab.must(1, ['pvecm', 'expected', '1'])
  await page.getByText('No quorum.').waitFor({ ...long, state: 'detached' })
  await panelOf(page).getByRole('button', { name: 'Remove' }).click()
  await until('one node is left', async () => (await membersOf(page).count()) === 1, { seconds: 90 })
  await done(/status of 500/)
})
