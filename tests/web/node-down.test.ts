/** A cluster of three nodes in the browser, while one of them goes down and comes back. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { MeasuredPage } from '../bench/measured-page.ts'
import { openBrowser } from './browser.ts'
import { FakeProduct } from './fake/fake-product.ts'

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser?.close())

test('a node that goes down is told at once, its guests keep what they were, and nothing is asked anew', async () => {
  await using product = new FakeProduct({ guests: 12, nodes: 3 })
  await product.start()
  const guest = [...product.datacenter.guests.values()].find(({ node, status }) => node === 'pve02' && status === 'running')
  assert(guest)
  await using measured = await MeasuredPage.open(browser, product.url)
  const { page } = measured
  await page.goto(product.url)
  const tree = page.getByRole('tree')
  for (const node of product.datacenter.nodes) await tree.getByRole('treeitem', { name: node }).waitFor()
  const lists: string[] = []
  page.on('request', request => {
    if (/\/cluster\/(?:inventory|resources|tasks)/.test(request.url())) lists.push(request.url())
  })

  product.setOnline('pve02', false)
  const banner = page.getByText(/^Node pve02 has not answered since \d\d:\d\d; its guests keep their last known state\.$/)
  await banner.waitFor()
  await tree.getByRole('treeitem', { name: 'pve02' }).getByRole('img', { name: 'Offline' }).waitFor()
  await tree.getByRole('treeitem', { name: new RegExp(`^${guest.vmid} .*Unknown`) }).waitFor()
  await page.locator('main').getByRole('link', { name: '1 node is offline' }).waitFor()
  await page
    .locator('main')
    .getByText(/^as of \d+ seconds? ago$/)
    .first()
    .waitFor()
  assert.deepEqual(lists, [])

  await page.goto(`${product.url}/guests/${guest.vmid}`)
  await page
    .locator('main')
    .getByText(/last: Running, as of/)
    .first()
    .waitFor()
  await page
    .locator('main')
    .getByText(/^Node pve02 has not answered since/)
    .waitFor()
  assert.equal(await page.locator('main').getByRole('button', { name: 'Start' }).count(), 0)
  await page.goto(`${product.url}/nodes/pve02`)
  await page.locator('main').getByText('What is asked of it fails until it is back.').waitFor()

  await page.goto(product.url)
  await banner.waitFor()
  await tree.getByRole('treeitem', { name: 'pve02' }).waitFor()
  lists.length = 0
  product.setOnline('pve01', false)
  await page.getByText(/^These nodes do not answer: pve01 \(since \d\d:\d\d\), pve02 \(since \d\d:\d\d\)\./).waitFor()
  product.setOnline('pve01', true)
  product.setOnline('pve02', true)
  await tree.getByRole('treeitem', { name: new RegExp(`^${guest.vmid} .*Running`) }).waitFor()
  await banner.waitFor({ state: 'detached' })
  assert.deepEqual(lists, [])
})
