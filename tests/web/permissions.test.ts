/** What users with few privileges meet: every view says what it lacks, and nothing is asked of the server that it must refuse. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { password, Product } from '../product.ts'
import { loginPage, openBrowser } from './browser.ts'

const product = new Product()
let browser: Browser

before(async () => {
  await product.start()
  await product.login()
  for (const vmid of [3510, 3511])
    assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, { vmid, name: `guest${vmid}`, memory: 64, kvm: 0 }), 'OK')
  await product.ok('POST', '/access/roles', { roleid: 'OnlyAudit', privs: 'VM.Audit' })
  await product.ok('PUT', '/cluster/options', { 'tag-style': 'shape=full', keyboard: 'de' })
  for (const [userid, roles] of Object.entries({ 'audit@pve': 'OnlyAudit', 'vmuser@pve': 'PVEVMUser' })) {
    await product.ok('POST', '/access/users', { userid, password })
    await product.ok('PUT', '/access/acl', { path: '/vms/3510', roles, users: userid })
  }
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

/** Goes to a page inside the application, without loading it anew. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)
}

/** Views with the words that say what is lacking in them, or that they are there. */
const views: Readonly<Record<string, string | RegExp>> = {
  '/': 'It needs Sys.Audit on /nodes/pve.',
  '/guests/3511': 'VM.Audit on /vms/3511 is missing',
  '/guests/3510': 'Nothing is written down here yet.',
  '/guests/3510/hardware': 'SeaBIOS',
  '/guests/3510/options': 'Hotplug',
  '/guests/3510/snapshots': 'There is no snapshot yet.',
  '/guests/3510/permissions': 'it needs Permissions.Modify on /vms/3510.',
  '/nodes/pve': 'It needs Sys.Audit on /nodes/pve.',
  '/nodes/pve/shell': 'It needs Sys.Console on /nodes/pve.',
  '/nodes/pve/system/network': 'it needs Sys.Audit on /nodes/pve.',
  '/nodes/pve/system/dns': 'It needs Sys.Audit on /nodes/pve.',
  '/nodes/pve/system/hosts': 'It needs Sys.Audit on /.',
  '/nodes/pve/system/time': 'It needs Sys.Audit on /nodes/pve.',
  '/nodes/pve/system/services': 'It needs Sys.Audit on /nodes/pve.',
  '/nodes/pve/system/options': 'It needs Sys.Audit on /.',
  '/nodes/pve/logs': 'It needs Sys.Syslog on /nodes/pve.',
  '/nodes/pve/disks': 'It needs Sys.Audit on /nodes/pve.',
  '/storage': 'it needs Datastore.Audit on /storage.',
  '/pools': 'it needs Pool.Audit on /pool.',
  '/pools/secret': 'It needs Pool.Audit on /pool/secret.',
  '/access/groups': 'it needs Group.Allocate on /access/groups.',
  '/access/permissions': 'it needs Permissions.Modify on /.',
  '/access/me': 'Effective permissions',
  '/cluster/members': 'It needs Sys.Audit on /.',
  '/cluster/options': 'It needs Sys.Audit on /.',
  '/cluster/mappings': 'it needs Mapping.Audit on /mapping.',
  '/cluster/history': 'nodes/pve/qemu-server/3510.conf',
}

test('views of which a user may read nothing say which privilege is needed where; the console has nothing to complain about', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests', username: 'audit@pve' })
  await page.getByRole('treeitem', { name: /^3510 / }).waitFor()
  const refused: string[] = []
  page.on('response', response => void (response.status() >= 400 && refused.push(response.url())))
  for (const [path, words] of Object.entries(views)) {
    await go(page, path)
    await page.locator('main').getByText(words).first().waitFor()
  }
  assert.deepEqual(refused, [])
  await done()
})

test('actions that an auditor lacks the privilege for say so and cannot be pressed', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/3510/hardware', username: 'audit@pve' })
  const lacks = async (name: string, reason: string) => {
    const button = page.locator(`main button[title="${reason}"]`, { hasText: name })
    await button.first().waitFor()
    assert.ok(await button.first().isDisabled())
  }
  await lacks('Start', 'It needs VM.PowerMgmt on /vms/3510.')
  await lacks('Console', 'It needs VM.Console on /vms/3510.')
  await lacks('Add', 'It needs a privilege of VM.Config on /vms/3510.')
  await go(page, '/guests/3510/hardware/memory')
  await page.getByRole('complementary').getByText('It needs a privilege of VM.Config on /vms/3510.').waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  const remove = page.getByRole('menuitem', { name: 'Remove' })
  await remove.waitFor()
  assert.equal(await remove.getAttribute('aria-disabled'), 'true')
  await page.getByRole('menu').getByText('It needs VM.Allocate on /vms/3510.').first().waitFor()
  await page.keyboard.press('Escape')
  await go(page, '/pools')
  await lacks('Add pool', 'It needs Pool.Allocate on /pool.')
  await go(page, '/storage')
  await lacks('Add storage', 'It needs Datastore.Allocate on /storage.')
  await done()
})

test('who gets a privilege while a page says that it is lacking may go on without loading it anew', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/nodes/pve/system/dns', username: 'vmuser@pve' })
  await page.getByText('It needs Sys.Audit on /nodes/pve.').waitFor()
  await product.ok('PUT', '/access/acl', { path: '/nodes/pve', roles: 'PVEAuditor', users: 'vmuser@pve' })
  await page.getByLabel('Search domain').waitFor()
  await product.ok('PUT', '/access/acl', { path: '/nodes/pve', roles: 'PVEAuditor', users: 'vmuser@pve', delete: 1 })
  await done()
})

test('who may use a guest may start it, and is told what hardware lacks when it is saved', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/3510/hardware/memory', username: 'vmuser@pve' })
  const panel = page.getByRole('complementary', { name: 'Panel' })
  await panel
    .getByLabel(/^Memory/)
    .first()
    .fill('96')
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await panel.getByText('It needs VM.Config.Memory on /vms/3510.').waitFor()
  assert.ok(await page.locator('main').getByRole('button', { name: 'Start', exact: true }).isEnabled())
  await done(/403/)
})

test('without Sys.Audit the options of the datacenter are those that every interface needs', async () => {
  const user = new Product()
  user.port = product.port
  await user.login('audit@pve')
  assert.deepEqual(await user.ok('GET', '/cluster/options'), { 'tag-style': { shape: 'full' } })
})
