/** Names and texts that were made to break things: markup, right-to-left, and no end in sight. They are shown as the text that they are. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { password, Product } from '../product.ts'
import { until } from '../until.ts'
import { loginPage, openBrowser } from './browser.ts'

const product = new Product()
const vm = `/nodes/${product.node}/qemu/3520`
let browser: Browser

/** Acts, were it taken for markup; turns the direction around; and has no place to break. */
const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
const hostile = `${markup}\u202E gnp.exe \u05E9\u05DC\u05D5\u05DD ${'W'.repeat(200 - 83)}`
const long = (letter: string, count: number) => letter.repeat(count)
const longName = `${long('n', 60)}.${long('m', 60)}.${long('o', 60)}`
const longTag = long('t', 120)
const notes = [
  '# Heading',
  markup,
  '[link](javascript:window.hit=1) ![picture](data:image/svg+xml;base64,PHN2Zy8+) <svg onload="window.hit=1">',
  `| a | b |\n|--|--|\n| ${long('x', 200)} | ${long('y', 200)} |`,
  `\`\`\`\n${long('z', 400)}\n\`\`\``,
  long('v', 400),
].join('\n\n')

before(async () => {
  await product.start()
  await product.login()
  const sent = (method: string, path: string, body: Record<string, unknown>) => product.ok(method, path, body)
  await sent('POST', '/pools', { poolid: long('p', 60), comment: hostile })
  await sent('POST', '/access/groups', { groupid: long('g', 60), comment: hostile })
  await sent('POST', '/access/users', {
    userid: `${long('u', 50)}@pve`,
    password,
    firstname: hostile,
    lastname: hostile,
    comment: hostile,
    groups: long('g', 60),
  })
  await sent('POST', `/access/users/${long('u', 50)}@pve/token/hostile`, { comment: hostile })
  await sent('PUT', '/access/acl', { path: `/pool/${long('p', 60)}`, roles: 'PVEVMUser', users: `${long('u', 50)}@pve` })
  await sent('PUT', '/cluster/options', { description: notes })
  await sent('PUT', `/nodes/${product.node}/config`, { description: notes })
  const parameters = { vmid: 3520, name: longName, memory: 64, kvm: 0, tags: `${longTag};x`, description: notes, pool: long('p', 60) }
  assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, parameters), 'OK')
  assert.equal(await product.task('POST', `${vm}/snapshot`, { snapname: long('s', 40), description: hostile }), 'OK')
  const images = join(product.root, 'var/lib/vz/template/iso')
  mkdirSync(images, { recursive: true })
  writeFileSync(join(images, `<img src=x onerror=hit=1>\u202E${long('i', 150)}.iso`), 'x')
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

const user = `${long('u', 50)}@pve`
/** Pages, each with a piece of text that stands there once it is shown. */
const pages: Readonly<Record<string, string>> = {
  '/': 'Capacity',
  '/guests': longName.slice(0, 20),
  '/guests?q=tag:x': longName.slice(0, 20),
  '/guests/3520': 'Heading',
  '/guests/3520/hardware': 'SeaBIOS',
  '/guests/3520/options': longName.slice(0, 20),
  '/guests/3520/snapshots': 'sss',
  [`/guests/3520/snapshots/${long('s', 40)}`]: markup,
  '/guests/3520/activity': 'OK',
  '/guests/3520?panel=clone/3520': longName.slice(0, 20),
  '/guests/3520?panel=remove-guest/3520': longName.slice(0, 20),
  '/nodes/pve': 'Heading',
  '/storage/pve/local/iso': 'onerror=hit=1',
  '/pools': markup,
  [`/pools/${long('p', 60)}`]: markup,
  [`/pools?panel=edit-pool/${long('p', 60)}`]: 'ppp',
  '/access/users': markup,
  [`/access/users/${user}`]: markup,
  [`/access/users?panel=edit-user/${user}`]: user,
  '/access/groups': markup,
  [`/access/groups/${long('g', 60)}`]: markup,
  '/access/tokens': markup,
  '/access/permissions': 'ppp',
  '/cluster/options': 'Heading',
  '/cluster/log': 'root@pam',
  '/cluster/history': 'user.cfg',
  '/tasks': 'VM 3520',
}

/** How far anything reaches beyond the window, or beyond the page inside its frame. */
const overflow = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const main = document.querySelector('main')
    const wide = [document.documentElement, main].filter(one => one.scrollWidth > one.clientWidth + 1)
    if (wide.length === 0) return ''
    const edge = main.getBoundingClientRect().right
    const beyond = [...main.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > edge + 1 && ![...one.children].some(inner => inner.getBoundingClientRect().right > edge + 1)).at(0)
    return wide.map(one => one.tagName + ' ' + one.scrollWidth + ' > ' + one.clientWidth).join() + ' ' + (beyond ? beyond.parentElement.parentElement.outerHTML.slice(0, 160) + ' ... ' + beyond.outerHTML.slice(0, 100) : '')
  })()`)

for (const phone of [false, true]) {
  test(`hostile texts stand as text on ${phone ? 'a phone' : 'a desktop'}: nothing acts, and no page scrolls sideways`, async () => {
    const { page, done } = await loginPage(browser, product, { path: '/settings', phone, dark: phone })
    const wrong: string[] = []
    for (const [path, text] of Object.entries(pages)) {
      await page.goto(`${product.url}${path}`)
      const place = path.includes('panel=') ? page.getByRole('complementary', { name: 'Panel' }) : page.locator('main')
      try {
        await until(
          `${path} shows ${text}`,
          async () => (await place.first().innerHTML()).length > 0 && (await shows(place.first(), text)),
          { seconds: 15 },
        )
      } catch (error) {
        wrong.push(String(error))
      }
      const found = await overflow(page)
      if (found !== '') wrong.push(`${path}: ${found}`)
      if ((await page.evaluate('window.hit')) !== undefined) wrong.push(`${path}: a script ran`)
    }
    assert.deepEqual(wrong, [])
    await done()
  })
}

/** Also what fields hold. */
const shows = (place: ReturnType<Page['locator']>, text: string): Promise<boolean> =>
  place.evaluate((element, wanted) => {
    const fields = [...element.querySelectorAll<HTMLInputElement>('input, textarea')].map(field => field.value)
    return [element.textContent ?? '', ...fields].some(one => one.includes(wanted))
  }, text)

test('Markdown in notes leads nowhere but to the web, loads nothing, and keeps its wide parts to itself', async () => {
  const { page, done } = await loginPage(browser, product, { path: '/guests/3520' })
  const asked: string[] = []
  page.on('request', request => void asked.push(request.url()))
  await page.reload()
  await page.locator('main').getByRole('heading', { name: 'Heading' }).waitFor()
  const links = await page.locator('main a').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
  assert.deepEqual(
    links.filter(link => !link.startsWith('/') && !link.startsWith('https://')),
    [],
  )
  assert.equal(await page.locator('main img, main script, main svg[onload]').count(), 0)
  assert.deepEqual(
    asked.filter(url => !url.startsWith(product.url)),
    [],
  )
  await done()
})
